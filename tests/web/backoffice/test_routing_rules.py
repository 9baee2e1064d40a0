"""Routing rules in the console: tried, put in force, ended; checkout and channels obey."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from entrepot.apps.catalog.models import Category, Variant
from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.queries import available_units
from entrepot.apps.checkout.models import Quote
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.lanes.models import Lane, RoutingRule
from entrepot.apps.lanes.services.end_routing_rule import end_routing_rule
from entrepot.kit.errors import Refused
from tests.factories.checkout import BERLIN, a_cart, a_world, an_article
from tests.factories.lanes import a_lane, a_mode

pytestmark = pytest.mark.django_db
PAGE = "/en/console/routing-rules/"


@pytest.fixture
def tea() -> Variant:
    a_world()
    a_mode("consolidated")
    a_lane("gb-de-post", "GB", ("DE",), bands=((30_000, "3.00"),))
    a_lane("gb-de-flight", "GB", ("DE",), mode="consolidated", bands=((30_000, "8.00"),))
    return an_article("TEA", stock=7)


def said(**changes: object) -> dict[str, object]:
    today = timezone.now().date()
    return {"effect": "exclude", "modes": ["direct_mail"], "destinations": "de", "since": today,
            "reason": "Customs there opens every letter", **changes}  # fmt: skip


def lanes_of(quote: Quote) -> list[str]:
    return [each["lane"] for each in quote.plan["consignments"]]


def quoted(variant: Variant) -> Quote:
    return make_quote(cart=a_cart({variant: 1}), address=BERLIN)


def test_a_rule_is_tried_on_quotes_and_orders_before_it_is_in_force(console: Client, tea: Variant) -> None:
    quote, ordered = quoted(tea), quoted(tea)
    Quote.objects.filter(pk=ordered.pk).update(order_number="ET-1")
    page = console.post(PAGE, said())
    effects = page.context["effects"]
    (open_one,), (placed,) = effects.quotes, effects.orders
    assert (open_one.quote, placed.quote) == (quote, ordered)
    assert {tuple(each.lanes_before) for each in (open_one, placed)} == {("gb-de-post",)}
    assert {tuple(each.lanes_after) for each in (open_one, placed)} == {("gb-de-flight",)}
    assertContains(page, "ET-1")
    kinds = ("overseas", "own", "supplier")
    assert [(each.origin, each.stock_kinds, each.grams) for each in effects.destinations] == [
        ("GB", kinds, 500), ("GB", kinds, 2_000),
    ]  # fmt: skip
    assertContains(page, "Stock: Overseas, Our own")
    assert not RoutingRule.objects.exists()
    assert lanes_of(quoted(tea)) == ["gb-de-post"]


def test_what_is_quoted_next_obeys_the_rule_until_it_ends(console: Client, tea: Variant) -> None:
    assert console.post(PAGE, said(confirm="1")).status_code == 302
    rule = RoutingRule.objects.get()
    assert lanes_of(quoted(tea)) == ["gb-de-flight"]
    assertContains(console.get(PAGE), "Customs there opens every letter")
    console.post(f"{PAGE}{rule.pk}/end/", {"on": timezone.now().date(), "reason": "No longer"})
    assert lanes_of(quoted(tea)) == ["gb-de-post"]


def test_a_rule_to_come_changes_nothing_yet_and_is_tried_on_its_own_day(
    console: Client, tea: Variant
) -> None:
    quoted(tea)
    later = said(since=timezone.now().date() + timedelta(days=40))
    assert [each.lanes_after for each in console.post(PAGE, later).context["effects"].quotes] == [
        ["gb-de-flight"]
    ]
    console.post(PAGE, {**later, "confirm": "1"})
    assert lanes_of(quoted(tea)) == ["gb-de-post"]
    assertContains(console.get(PAGE), "to come")


def test_a_category_stands_for_those_beneath_it_and_for_no_others(console: Client, tea: Variant) -> None:
    drinks = Category.objects.create(slug="drinks", name={"en": "Drinks"})
    own = tea.product.category
    Category.objects.filter(pk=own.pk).update(parent=drinks)
    other = an_article("CUP")
    other.product.category = Category.objects.create(slug="cups", name={"en": "Cups"})
    other.product.save()
    console.post(PAGE, said(categories=["drinks"], confirm="1"))
    assert (lanes_of(quoted(tea)), lanes_of(quoted(other))) == (["gb-de-flight"], ["gb-de-post"])


def test_channels_are_told_no_units_that_a_rule_keeps_off_their_lane(console: Client, tea: Variant) -> None:
    channel = Channel.objects.create(code="m", name={"en": "M"}, kind="marketplace", market="DE")
    listing = Listing.objects.create(channel=channel, variant=tea, lane=Lane.objects.get(code="gb-de-post"))
    assert available_units([listing]) == {listing.pk: 7}
    console.post(PAGE, said(categories=[tea.product.category.slug], confirm="1"))
    assert available_units([listing]) == {listing.pk: 0}


def test_a_lane_that_is_switched_off_brings_no_units_to_channels(tea: Variant) -> None:
    channel = Channel.objects.create(code="m", name={"en": "M"}, kind="marketplace", market="DE")
    lane = Lane.objects.get(code="gb-de-post")
    listing = Listing.objects.create(channel=channel, variant=tea, lane=lane)
    Lane.objects.filter(pk=lane.pk).update(is_active=False)
    assert available_units([listing]) == {listing.pk: 0}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"modes": []}, "modes"),
        ({"destinations": "germany"}, "destinations"),
        ({"reason": " "}, "reason"),
        ({"since": "2020-01-01"}, "since"),
        ({"until": "2020-01-01"}, "until"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    console: Client, tea: Variant, wrong: dict[str, object], field: str
) -> None:
    page = console.post(PAGE, said(**wrong))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assertNotContains(page, "What the rule would do", status_code=422)


def test_channels_are_told_no_units_that_the_lane_does_not_carry(console: Client, tea: Variant) -> None:
    channel = Channel.objects.create(code="m", name={"en": "M"}, kind="marketplace", market="DE")
    listing = Listing.objects.create(channel=channel, variant=tea, lane=Lane.objects.get(code="gb-de-post"))
    tea.gross_weight_g = 31_000
    tea.save()
    assert available_units([listing]) == {listing.pk: 0}


def test_a_rule_that_somebody_else_has_just_ended_is_told_so() -> None:
    today = timezone.now().date()
    rule = RoutingRule.objects.create(
        effect="exclude", modes=["direct_mail"], valid=(today, None), reason="Strike", by="operator:1"
    )
    as_shown = RoutingRule.objects.get(pk=rule.pk)
    end_routing_rule(rule=rule, on=today, reason="Over", by="operator:1")
    with pytest.raises(Refused) as refused:
        end_routing_rule(rule=as_shown, on=today + timedelta(days=3), reason="Over", by="operator:2")
    assert refused.value.code == "no_rule"
