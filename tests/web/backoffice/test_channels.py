"""Channels in the console: rules are tried, put in force and ended; what is told is shown."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from entrepot.apps.catalog.models import Category
from entrepot.apps.channels.models import Channel, ChannelPolicy, Listing
from entrepot.apps.channels.services.tell_number import tell_number
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Case
from tests.factories.checkout import a_world, an_article
from tests.factories.fulfilment import a_packed_shipment
from tests.factories.inventory import a_variant
from tests.factories.lanes import a_lane
from tests.settling import settle

pytestmark = pytest.mark.django_db
CONSOLE = "/en/console"


def test_a_channels_rule_is_tried_before_it_is_put_in_force(console: Client) -> None:
    channel = Channel.objects.create(code="market", name={"en": "Market"}, kind="marketplace", market="FR")
    lane = a_lane("cn-fr", "CN", ("FR",), mode="virtual_overseas_warehouse", min_days=5, max_days=9)
    listing = Listing.objects.create(channel=channel, variant=a_variant(), lane=lane, says_from="CN")
    address = f"{CONSOLE}/channels/market/rules/"
    form = {
        "kind": "transit_days", "since": str(timezone.now().date()), "source": "Terms 4", "reason": "New",
    }  # fmt: skip
    refused = console.post(address, form)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["most"])
    tried = console.post(address, {**form, "most": "8"})
    assertContains(tried, "These listings would be refused")
    assertContains(tried, listing.variant.sku)
    assert not ChannelPolicy.objects.exists()
    console.post(address, {**form, "most": "8", "confirm": "1"})
    policy = ChannelPolicy.objects.get()
    assert (policy.parameters, policy.reason, policy.by[:9]) == ({"most": 8}, "New", "operator:")
    tomorrow = str(timezone.now().date() + timedelta(days=1))
    console.post(f"{address}{policy.pk}/end/", {"on": tomorrow, "reason": "Dropped"})
    policy.refresh_from_db()
    assert (str(policy.valid.upper), policy.reason) == (tomorrow, "Dropped")


def test_a_channel_is_set_up_and_told_of_what_is_published_on_it(console: Client) -> None:
    form = {"code": "bazaar", "name_en": "Bazaar", "kind": "marketplace", "market": "fr", "is_active": "on"}
    assert console.post(f"{CONSOLE}/channels/new/", {**form, "market": "France"}).status_code == 422
    console.post(f"{CONSOLE}/channels/new/", form)
    channel = Channel.objects.get()
    assert (channel.name, channel.market, channel.gateway) == (
        {"en": "Bazaar", "zh-hans": "Bazaar"},
        "FR",
        "",
    )
    lane = a_lane("cn-fr", "CN", ("FR",), min_days=5, max_days=9)
    Listing.objects.create(channel=channel, variant=a_variant(), lane=lane, status="published")
    for _ in range(2):
        console.post(f"{CONSOLE}/channels/bazaar/change/", {**form, "gateway": "sandmarket"})
    assert channel.messages.count() == 1
    assertContains(console.get(f"{CONSOLE}/channels/bazaar/"), "told through Simulated marketplace")


def test_a_number_that_was_not_told_any_more_is_seen_on_its_channel_and_leads_there(console: Client) -> None:
    channel = Channel.objects.create(
        code="market", name={"en": "Market"}, kind="marketplace", market="FR", gateway="sandmarket"
    )
    number = ParcelNumber.objects.create(
        parcel=a_packed_shipment().parcels.get(), position=7, carrier="simcarrier", number="VO1000000019",
        role="provisional", leg="line_haul", given_at=timezone.now(),
    )  # fmt: skip
    tell_number(channel=channel, number=number, by="operator:1")
    cancel_shipment(shipment=number.parcel.shipment, why="sold out", by="operator:1")
    settle()
    address = f"/en/console/channels/{channel.code}/"
    (case,) = Case.objects.filter(kind="number_not_told")
    room = console.get(f"/en/console/exceptions/{case.pk}/").content.decode()
    assert f'href="{address}"' in room
    assert "VO1000000019: the number is void, or not this parcel&#x27;s any more." in room
    shown = console.get(address).content.decode()
    assert "Not sent: it was not true any more." in shown
    assert "Tell the number that the parcel bears." in shown


def test_a_category_is_listed_at_once_by_the_channels_rules(console: Client) -> None:
    a_world()
    channel = Channel.objects.create(code="market", name={"en": "Market"}, kind="marketplace", market="DE")
    a_lane("gb-de", "GB", ("DE",))
    drinks = Category.objects.create(slug="drinks", name={"en": "Drinks"})
    tea, green = an_article("TEA", stock=4), an_article("GREEN", stock=2)
    an_article("NONE", stock=0)
    Category.objects.filter(slug="tea").update(parent=drinks)
    Listing.objects.create(channel=channel, variant=green, lane=Lane.objects.get(), says_from="GB")
    address, form = (
        f"{CONSOLE}/channels/market/category/",
        {"category": "drinks", "lane": Lane.objects.get().pk},
    )
    tried = console.post(address, form)
    assert (tried.context["articles"], channel.listings.count()) == ([tea], 1)
    assertContains(tried, "1 article passes the channel's rules.")
    untrue = console.post(address, {**form, "says_from": "DE"})
    assertContains(untrue, "ship from elsewhere than they do")
    assertNotContains(untrue, 'name="confirm"')
    ChannelPolicy.objects.create(
        channel=channel, kind="origin_disclosed", source="Terms", valid=DateRange(date(2020, 1, 1), None)
    )
    assert console.post(address, {**form, "confirm": "1"}).status_code == 422
    assert not channel.listings.filter(variant=tea).exists()
    console.post(address, {**form, "says_from": "gb", "confirm": "1"})
    assert channel.listings.get(variant=tea, status="published").says_from == "GB"
    assertContains(console.post(address, form), "No article of it is left to list by this lane.")
