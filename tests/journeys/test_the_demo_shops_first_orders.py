"""A newcomer finds a shop at work: its first orders went through the shop's own services."""

from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.lanes.models import RoutingRule
from entrepot.apps.orders.models import Order
from entrepot.demo.first_orders import play
from entrepot.demo.first_orders.partners import SimulatedPartners
from entrepot.demo.first_orders.scenes import Reached, Scene
from tests.factories.checkout import BERLIN, LONDON, an_article
from tests.journeys.conftest import World


@dataclass(frozen=True)
class Partners(SimulatedPartners):
    """Partners in memory: paid at once; what was asked for is noted."""

    world: World
    asked: list[str] = field(default_factory=list)

    def pay(self, reference: str) -> None:
        if self.world.payments.fetch(reference) is None:
            self.world.payments.pay(reference)

    def next_parcel(self, outcome: str) -> None:
        self.asked.append(outcome)


@pytest.fixture
def partners(world: World, monkeypatch: pytest.MonkeyPatch) -> Partners:
    monkeypatch.setattr("entrepot.demo.first_orders.play.sleep", lambda _seconds: world.comes_to_rest())
    return Partners("", "", "", world)


def played(partners: Partners, *scenes: Scene) -> tuple[int, list[str]]:
    said: list[str] = []
    done = play.play_first_orders(
        partners=partners, return_url="https://shop.example/", say=said.append, scenes=scenes
    )
    return done, said


def test_orders_come_as_far_as_their_scenes_say_and_are_played_once(partners: Partners) -> None:
    tea = an_article("TEA").sku
    scenes = (
        Scene("amara@buyer.example", LONDON, {tea: 1}, Reached.SENT, meets="stall_at_hub"),
        Scene("jonas", BERLIN, {tea: 1}, Reached.PAID),
        Scene("jonas", BERLIN, {tea: 2}, Reached.PACKED),
    )
    assert played(partners, *scenes) == (3, [])
    placed = list(Order.objects.order_by("pk").values_list("email", "status", "source"))
    assert placed == [
        ("amara@buyer.example", "shipped", "demo"),
        ("jonas@buyers.example", "confirmed", "demo"),
        ("jonas@buyers.example", "in_fulfilment", "demo"),
    ]
    assert partners.asked == ["stall_at_hub"]
    assert RoutingRule.objects.get().valid.lower > timezone.now().date()
    assert Parcel.objects.count() == 2
    assert played(partners, *scenes) == (0, [])
    assert Order.objects.count() == 3


def test_a_scene_that_the_shop_refuses_is_told_and_the_others_are_played(partners: Partners) -> None:
    tea = an_article("TEA", stock=1).sku
    done, said = played(
        partners,
        Scene("jonas", BERLIN, {"NOT-HERE": 1}, Reached.PAID),
        Scene("jonas", BERLIN, {tea: 1}, Reached.PAID),
    )  # fmt: skip
    assert done == 1
    assert said == ["jonas@buyers.example, NOT-HERE: The shop has no article NOT-HERE."]


def test_a_play_that_was_stopped_goes_on_where_it_was(
    partners: Partners, monkeypatch: pytest.MonkeyPatch
) -> None:
    tea = an_article("TEA").sku
    scene = Scene("jonas", BERLIN, {tea: 1}, Reached.PACKED)

    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("entrepot.demo.first_orders.play.sleep", stopped)
        with pytest.raises(KeyboardInterrupt):
            played(partners, scene)
    assert played(partners, scene) == (1, [])
    assert [order.status for order in Order.objects.all()] == ["in_fulfilment"]
