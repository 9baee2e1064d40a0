"""A channel with a gateway is told what is true when it is told: listings, units, numbers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.catalog.models import Price
from entrepot.apps.channels.models import Channel, ChannelMessage, ChannelPolicy, Listing
from entrepot.apps.channels.queries import channel_feed
from entrepot.apps.channels.services.keep_channels_true import keep_channels_true
from entrepot.apps.channels.services.publish_listing import publish_listing
from entrepot.apps.channels.services.send_message import send_message
from entrepot.apps.channels.services.tell_number import tell_number
from entrepot.apps.channels.services.withdraw_listing import withdraw_listing
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.lanes.models import PooledNumber
from entrepot.apps.orders.models import Case, TimelineEntry
from entrepot.domain.ports import Permanent, Temporary
from entrepot.kit.adapters import channel_gateways
from entrepot.kit.errors import Refused
from entrepot.kit.models import OutboxEvent
from tests.apps.channels.test_channels import SINCE_2026, a_channel, a_listing
from tests.factories.fulfilment import a_packed_shipment
from tests.factories.lanes import a_lane
from tests.factories.pools import a_pool
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def market() -> Any:
    gateway: Any = channel_gateways["sandmarket"]
    for known in (gateway.listings, gateway.available, gateway.told):
        known.clear()
    return gateway


@pytest.fixture
def listing(market: Any) -> Listing:
    lane = a_lane("cn-fr-vow", "CN", ("FR",), mode="virtual_overseas_warehouse", min_days=5, max_days=8)
    lane.mode.config = {"stock": ["own"], "in_use": True}
    lane.mode.save()
    channel = a_channel()
    Channel.objects.update(gateway="sandmarket")
    channel.refresh_from_db()
    made = a_listing(channel, lane)
    Price.objects.filter(variant=made.variant, currency="GBP").update(amount="12.50")
    return made


def test_what_is_published_reaches_the_gateway_with_the_units_of_now(listing: Listing, market: Any) -> None:
    publish_listing(listing=listing, by="operator:1")
    assert market.listings == {}
    settle()
    told = market.listings[listing.variant.sku]
    assert (str(told.price), told.ships_from, told.transit_days, told.available) == (
        "GBP 12.50", "CN", (5, 8), 7,
    )  # fmt: skip
    listing.refresh_from_db()
    assert (listing.reference, listing.told_available) == (f"lst_{told.sku}", 7)
    keep_channels_true(now=timezone.now())
    assert ChannelMessage.objects.count() == 1
    count_stock(
        warehouse_code="szx", variant_id=listing.variant_id, counted=2, reference="c", by="operator:1"
    )
    for _ in range(2):
        keep_channels_true(now=timezone.now())
    assert ChannelMessage.objects.filter(kind="availability").count() == 1
    settle()
    assert market.available == {told.sku: 2}
    withdraw_listing(listing=Listing.objects.get(), by="operator:1")
    settle()
    assert market.listings == {}


def test_what_breaks_a_rule_by_then_is_not_offered(listing: Listing, market: Any) -> None:
    publish_listing(listing=listing, by="operator:1")
    ChannelPolicy.objects.create(
        channel=listing.channel, kind="transit_days", parameters={"most": 3}, valid=SINCE_2026, source="new"
    )
    settle()
    assert market.listings == {}
    assert Listing.objects.get().status == "refused"


def test_a_gateway_that_does_not_answer_is_asked_again_and_its_refusal_is_kept(
    listing: Listing, market: Any
) -> None:
    publish_listing(listing=listing, by="operator:1")
    message = ChannelMessage.objects.get()
    market.fail_next(Temporary("no answer"))
    with pytest.raises(Temporary):
        send_message(message_id=message.pk)
    message.refresh_from_db()
    assert message.waits
    market.fail_next(Permanent("the title is forbidden"))
    send_message(message_id=message.pk)
    message.refresh_from_db()
    assert (message.waits, message.error) == (False, "the title is forbidden")
    send_message(message_id=message.pk)
    assert market.listings == {}


def test_a_forgotten_message_is_sent_in_the_end(listing: Listing, market: Any) -> None:
    publish_listing(listing=listing, by="operator:1")
    OutboxEvent.objects.all().delete()
    keep_channels_true(now=timezone.now() + timedelta(hours=2))
    assert not OutboxEvent.objects.filter(kind="ChannelMessageQueued").exists()
    keep_channels_true(now=timezone.now() + timedelta(hours=4))
    settle()
    assert listing.variant.sku in market.listings


@pytest.fixture
def number() -> ParcelNumber:
    return ParcelNumber.objects.create(
        parcel=a_packed_shipment().parcels.get(), position=7, carrier="simcarrier", number="VO1000000019",
        role="provisional", leg="line_haul", given_at=timezone.now(),
    )  # fmt: skip


def test_a_number_goes_out_only_when_it_may_be_told(
    listing: Listing, number: ParcelNumber, market: Any
) -> None:
    tell_number(channel=listing.channel, number=number, by="operator:1")
    assert not TimelineEntry.objects.filter(kind="number_told").exists()
    settle()
    assert [told.tracking_number for told in market.told.values()] == [number.number]
    assert TimelineEntry.objects.filter(kind="number_told").count() == 1


def make_void(number: ParcelNumber) -> None:
    given = {"state": "void", "given_to": f"parcel:{number.parcel_id}", "changed_at": timezone.now()}
    pool = a_pool(country="", first=None, last=None)
    pool.numbers.create(carrier=number.carrier, number=number.number, **given)


def give_to_another(number: ParcelNumber) -> None:
    make_void(number)
    PooledNumber.objects.update(state="given", given_to="parcel:0")


def call_off(number: ParcelNumber) -> None:
    cancel_shipment(shipment=number.parcel.shipment, why="sold out", by="operator:1")


def say_elsewhere(number: ParcelNumber) -> None:
    """Its article stands on the channel as shipped from China, as its lane has it; these goods were not."""
    consignment = number.parcel.shipment.consignment
    Listing.objects.update(status="published", variant=consignment.lines.values("variant")[:1])
    type(consignment).objects.update(ships_from="FR")


def take_no_local(number: ParcelNumber) -> None:
    ParcelNumber.objects.update(role="local")
    ChannelPolicy.objects.create(
        channel=Channel.objects.get(), kind="local_number", parameters={"when": "never"}, valid=SINCE_2026,
        source="its terms",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("become", "why"),
    [
        (make_void, "borne_number"),
        (give_to_another, "borne_number"),
        (call_off, "borne_number"),
        (say_elsewhere, "true_origin"),
        (take_no_local, "local_number"),
    ],
)
def test_a_number_that_is_not_true_any_more_when_it_is_sent_is_a_case_until_a_true_one_is_told(
    become: Callable[[ParcelNumber], None],
    why: str,
    listing: Listing,
    number: ParcelNumber,
    market: Any,
) -> None:
    channel = listing.channel
    assert tell_number(channel=channel, number=number, by="operator:1").is_allowed
    become(number)
    assert channel_feed(channel)["numbers"] == []
    settle()
    assert market.told == {}
    message = ChannelMessage.objects.get(number=number)
    assert (message.sent_at, message.refused_at is None) == (None, False)
    assert [breach["kind"] for breach in channel.decisions.first().breaches] == [why]
    case = Case.objects.get(kind="number_not_told")
    assert (case.facts["breaches"], case.status) == ([why], "open")
    with pytest.raises(Refused, match="Not allowed on"):
        tell_number(channel=channel, number=ParcelNumber.objects.get(pk=number.pk), by="operator:1")


def test_a_number_that_becomes_true_again_is_told_and_its_case_is_over(
    listing: Listing, number: ParcelNumber, market: Any
) -> None:
    tell_number(channel=listing.channel, number=number, by="operator:1")
    make_void(number)
    settle()
    PooledNumber.objects.update(state="given")
    tell_number(channel=listing.channel, number=number, by="operator:1")
    settle()
    assert [told.tracking_number for told in market.told.values()] == [number.number]
    assert Case.objects.get(kind="number_not_told").resolution == "told"
    assert [one["number"] for one in channel_feed(listing.channel)["numbers"]] == [number.number]


def test_a_channel_without_a_gateway_is_told_nothing(listing: Listing, market: Any) -> None:
    Channel.objects.update(gateway="")
    publish_listing(listing=Listing.objects.select_related("channel").get(), by="operator:1")
    settle()
    assert (ChannelMessage.objects.count(), market.listings) == (0, {})
