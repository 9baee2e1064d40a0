"""Why an order goes as it goes, another way for it, and the wave that had better come from elsewhere."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.models import Quote
from entrepot.apps.checkout.queries.document import for_buyers
from entrepot.apps.checkout.queries.wave import propose_wave
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.fulfilment.queries.waves import waiting_consignments
from entrepot.apps.fulfilment.services.reroute_consignment import reroute_consignment
from entrepot.apps.fulfilment.services.reroute_wave import reroute_wave
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.orders.models import Order
from entrepot.domain.money import Money
from tests.factories.checkout import BERLIN, a_cart, a_world, an_article, the_usual_lanes
from tests.factories.inventory import a_warehouse, stocked
from tests.factories.lanes import a_lane
from tests.factories.payments import a_paid_order
from tests.settling import settle


@pytest.fixture
def world(db: None) -> None:
    a_world()
    the_usual_lanes()


def sold(variant: Variant, pieces: int = 1, choices: dict[str, str] | None = None) -> Order:
    quote = make_quote(cart=a_cart({variant: pieces}), address=BERLIN, choices=choices)
    order = a_paid_order(place_order(quote=quote, email="a@example.com"))
    settle()
    order.refresh_from_db()
    return order


def lille_opens(variant: Variant, pieces: int) -> None:
    """A warehouse inside the Union: no border, EUR 4.00, two days."""
    a_lane("fr-eu", "FR", ("DE",), mode="overseas_warehouse", currency="EUR", bands=((30_000, "4.00"),),
           min_days=1, max_days=2)  # fmt: skip
    stocked(pieces, variant=variant, warehouse=a_warehouse("lille", country="FR"))


@pytest.mark.usefixtures("world")
def test_the_order_says_why_it_goes_so_and_what_else_there_was(console: Client) -> None:
    order = sold(an_article())
    page = console.get(f"/en/console/orders/{order.number}/").content.decode()
    assert "Why these ways" in page
    assert (
        "Proved: by price, waiting and parcels weighed together, no legal plan beats the one we made." in page
    )
    assert "Fastest: €9.37 dearer, 2 days sooner · 1 parcel" in page
    chosen = sold(an_article(), choices={"*": "fastest"})
    page = console.get(f"/en/console/orders/{chosen.number}/").content.decode()
    assert "Fastest · the buyer's choice" in page


@pytest.mark.usefixtures("world")
def test_what_the_shop_weighed_is_for_operators_and_adds_up_to_what_was_ordered(console: Client) -> None:
    order = sold(an_article())
    page = console.get(f"/en/console/orders/{order.number}/")
    way = page.context["shown"].sourcing.ways[0].lanes[0]
    assert (way.is_chosen, way.paid, way.handling) == (True, order.total, Money.of("3.30", "EUR"))
    assert way.waiting.amount > 0
    assert "weighed" not in for_buyers(Quote.objects.get(order_number=order.number).plan)


@pytest.mark.usefixtures("world")
def test_a_refused_split_is_told_with_its_saving_and_the_limit(console: Client) -> None:
    shirts = an_article("A", "100.00", currency="EUR", hs6="610910")
    a_lane("gb-eu-second", "GB", ("DE",), channel="post", min_days=2, max_days=4)
    page = console.get(f"/en/console/orders/{sold(shirts, 2).number}/").content.decode()
    assert "Sending it in 2 consignments would have saved €" in page
    assert "by staying below a limit; not done. The limit: €150.00 EUR." in page


@pytest.mark.usefixtures("world")
def test_a_consignment_is_sent_another_way_on_its_page_and_only_with_a_reason(console: Client) -> None:
    tea = an_article("TEA")
    order = sold(tea, 2)
    lille_opens(tea, 3)
    address = f"/en/console/orders/{order.number}/consignments/1/way/"
    page = console.get(address).content.decode()
    assert 'value="lille/fr-eu"' in page
    answer = console.post(address, {"way": "lille/fr-eu", "reason": " "})
    assert answer.status_code == 422
    assert "Say why; it stays on the order" in answer.content.decode()
    assert order.consignments.get().warehouse == "lhr"
    answer = console.post(address, {"way": "lille/fr-eu", "reason": "Storm over London"})
    assert answer["Location"] == f"/en/console/orders/{order.number}/"
    assert order.consignments.get().warehouse == "lille"
    buyer = console.get(f"/en/orders/{order.token}/").content.decode()
    assert "A part of your order now comes from France. It costs you nothing more" in buyer


@pytest.mark.usefixtures("world")
def test_about_a_way_that_comes_too_late_the_buyer_is_asked_and_answers(console: Client) -> None:
    tea = an_article("TEA")
    order = sold(tea)
    lille_opens(tea, 3)
    order.consignments.update(promised_to=timezone.now().date())
    address = f"/en/console/orders/{order.number}/consignments/1/way/"
    page = console.get(address).content.decode()
    assert "later than promised · <strong>the buyer is asked first</strong>" in page
    assert " go back to the buyer" in page
    answer = console.post(address, {"way": "lille/fr-eu", "reason": "Storm over London"})
    assert (answer.status_code, order.consignments.get().warehouse) == (302, "lhr")
    assert "The buyer is asked about lille" in console.get(address).content.decode()

    buyer = Client()
    page = buyer.get(f"/en/orders/{order.token}/").content.decode()
    assert "May we send this another way?" in page
    assert "Storm over London" in page
    assert "Your move: please answer below" in page
    buyer.post(f"/en/orders/{order.token}/late/1/", {"choice": "accept_way"})
    assert order.consignments.get().warehouse == "lille"
    page = buyer.get(f"/en/orders/{order.token}/").content.decode()
    assert "May we send this another way?" not in page
    assert "Your answer about the other way: yes, send it the other way." in page


@pytest.mark.usefixtures("world")
def test_two_that_want_the_last_pieces_elsewhere_are_shared_out_by_what_they_save() -> None:
    """Lille has three: the order of two saves more there than the order of one; both do not fit for four."""
    tea = an_article("TEA")
    small, large = sold(tea, 1), sold(tea, 3)
    lille_opens(tea, 3)
    proposals = propose_wave(waiting_consignments()).proposals
    assert [(each.consignment.order_id, each.way.route.code, each.why) for each in proposals] == [
        (large.pk, ("lille", "fr-eu"), "cheaper")
    ]
    assert proposals[0].saving.amount > Decimal(0)
    assert small.consignments.get().warehouse == "lhr"


@pytest.mark.usefixtures("world")
def test_what_a_wave_holds_itself_is_shared_out_anew() -> None:
    """The small order holds one of Lille's three pieces; the large one, which saves more, needs them all."""
    tea = an_article("TEA")
    small, large = sold(tea, 1), sold(tea, 3)
    lille_opens(tea, 3)
    reroute_consignment(
        consignment=small.consignments.get(), warehouse="lille", lane="fr-eu", reason="x", by="operator:1"
    )
    found = {each.consignment.order_id: each for each in propose_wave(waiting_consignments()).proposals}
    assert (found[large.pk].way.route.code, found[large.pk].why) == (("lille", "fr-eu"), "cheaper")
    assert (found[small.pk].way.route.code, found[small.pk].why) == (("lhr", "gb-eu-post"), "gives_way")
    ways = {each.consignment.pk: each.way.route.code for each in found.values()}
    done = reroute_wave(ways=ways, reason="Give way", by="operator:1")
    assert (len(done.rerouted), dict(done.refused), stock_differences()) == (2, {}, [])
    assert large.consignments.get().warehouse == "lille"


@pytest.mark.usefixtures("world")
def test_a_present_way_that_would_be_late_gives_way_to_one_in_time() -> None:
    tea = an_article("TEA")
    order = sold(tea)
    lille_opens(tea, 3)
    order.consignments.update(promised_to=timezone.now().date() + timedelta(days=3))
    (proposal,) = propose_wave(waiting_consignments()).proposals
    assert (proposal.why, proposal.days_sooner > 0) == ("late", True)


@pytest.mark.usefixtures("world")
def test_the_page_proposes_and_each_chosen_one_goes_for_itself(console: Client) -> None:
    tea = an_article("TEA")
    first, second = sold(tea, 1), sold(tea, 2)
    lille_opens(tea, 3)
    page = console.get("/en/console/waves/").content.decode()
    assert "2 consignments planned" in page
    ways = [f"{order.consignments.get().pk}/lille/fr-eu" for order in (first, second)]
    assert all(f'value="{way}"' in page for way in ways)
    refused = console.post("/en/console/waves/", {"ways": ways})
    assert refused.status_code == 422
    console.post("/en/console/waves/", {"ways": ways[:1], "reason": "Nearer"})
    assert first.consignments.get().warehouse == "lille"
    assert second.consignments.get().warehouse == "lhr"
    assert StockLevel.objects.get(warehouse__code="lille").reserved == 1
    assert stock_differences() == []
    page = console.get("/en/console/waves/?warehouse=lille").content.decode()
    assert "Nothing goes better another way" in page


@pytest.mark.usefixtures("world")
def test_nobody_but_operators_sees_waves(client: Client) -> None:
    assert client.get("/en/console/waves/").status_code == 302
