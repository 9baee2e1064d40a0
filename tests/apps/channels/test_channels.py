"""Listings are published and numbers told only as the channel allows; decisions are kept with reasons."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from entrepot.apps.channels.models import Channel, ChannelDecision, ChannelPolicy, Listing
from entrepot.apps.channels.queries import channel_feed, refused_by
from entrepot.apps.channels.services.publish_listing import publish_listing
from entrepot.apps.channels.services.review_listings import review_listings
from entrepot.apps.channels.services.save_listing import save_listing
from entrepot.apps.channels.services.set_policy import end_policy, set_policy
from entrepot.apps.channels.services.tell_number import tell_number
from entrepot.apps.fulfilment.models import Bag, MasterWaybill, ParcelNumber
from entrepot.apps.lanes.models import Lane
from entrepot.domain.channels.policy import Rule, RuleKind
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused
from tests.crowd import overtaken
from tests.factories.checkout import an_article
from tests.factories.fulfilment import a_packed_shipment
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane

pytestmark = pytest.mark.django_db
SINCE_2026 = DateRange(date(2026, 1, 1), None)


@pytest.fixture
def lane() -> Lane:
    row = a_lane("cn-fr-vow", "CN", ("FR",), mode="virtual_overseas_warehouse", min_days=5, max_days=8)
    row.mode.config = {"stock": ["own"], "in_use": True, "identities": ["provisional", "local"]}
    row.mode.save()
    return row


def a_channel(code: str = "market", **rules: dict[str, Any]) -> Channel:
    channel = Channel.objects.create(code=code, name={"en": code}, kind="marketplace", market="FR")
    ChannelPolicy.objects.bulk_create(
        ChannelPolicy(channel=channel, kind=kind, parameters=given, valid=SINCE_2026, source="its terms")
        for kind, given in rules.items()
    )
    return channel


def a_listing(channel: Channel, lane: Lane, **fields: Any) -> Listing:
    article = an_article(stock=7, warehouse=a_warehouse("szx", "CN"))
    listing = Listing(channel=channel, lane=lane, variant=article, **{"says_from": "CN", **fields})
    return save_listing(listing=listing, by="operator:1")


def test_a_listing_that_breaks_no_rule_is_published_with_the_shared_stock(lane: Lane) -> None:
    first, second = a_channel("one", origin_disclosed={}), a_channel("two")
    listing = publish_listing(listing=a_listing(first, lane), by="operator:1")
    twin = Listing.objects.create(channel=second, lane=lane, variant=listing.variant, says_from="CN")
    publish_listing(listing=twin, by="operator:1")
    expected = {
        "sku": listing.variant.sku, "ships_from": "CN", "tracked_locally": True, "handling_days": 1,
        "transit_days": [5, 8], "duties_included": True, "available": 7,
    }  # fmt: skip
    assert channel_feed(first)["listings"] == channel_feed(second)["listings"] == [expected]
    with pytest.raises(IllegalTransition):
        publish_listing(listing=listing, by="operator:1")


@pytest.mark.django_db(transaction=True)
def test_an_article_listed_by_two_at_once_is_listed_once(lane: Lane) -> None:
    channel, article = a_channel(), an_article(stock=7, warehouse=a_warehouse("szx", "CN"))
    first, second = (Listing(channel=channel, lane=lane, variant=article) for _ in range(2))
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        save_listing(listing=first, by="operator:1")
        later = overtaken(pool, partial(save_listing, listing=second, by="operator:2"))
    refused = later.exception()
    assert isinstance(refused, Refused)
    assert refused.faults[0].code == "listed_already"
    assert Listing.objects.get() == first


def test_a_breach_is_refused_with_rule_source_and_remedy_and_written_down(lane: Lane) -> None:
    channel = a_channel(modes_refused={"modes": ["virtual_overseas_warehouse"]}, handling_days={"most": 0})
    listing = a_listing(channel, lane, says_from="FR")
    with pytest.raises(Refused) as refused:
        publish_listing(listing=listing, by="operator:1")
    assert [fault.code for fault in refused.value.faults] == ["true_origin", "handling_days", "modes_refused"]
    assert "its terms" in refused.value.faults[1].message
    listing.refresh_from_db()
    assert listing.status == "refused"
    decision = ChannelDecision.objects.get()
    assert not decision.is_allowed
    assert [breach["kind"] for breach in decision.breaches] == [
        "true_origin",
        "handling_days",
        "modes_refused",
    ]
    assert channel_feed(channel)["listings"] == []


def test_a_published_listing_that_is_changed_must_be_published_again(lane: Lane) -> None:
    channel = a_channel()
    listing = publish_listing(listing=a_listing(channel, lane), by="operator:1")
    listing.offered_as_domestic = True
    save_listing(listing=listing, by="operator:1")
    assert channel_feed(channel)["listings"] == []
    with pytest.raises(Refused, match="cannot be offered as domestic"):
        publish_listing(listing=listing, by="operator:1")


def test_an_article_is_listed_once_and_only_where_its_lane_goes(lane: Lane) -> None:
    listing = a_listing(a_channel(), lane)
    with pytest.raises(Refused, match="listed there already"):
        save_listing(
            listing=Listing(channel=listing.channel, lane=lane, variant=listing.variant), by="operator:1"
        )
    Lane.objects.filter(pk=lane.pk).update(destinations=["DE"])
    with pytest.raises(Refused, match="does not go"):
        save_listing(listing=Listing.objects.select_related("lane").get(), by="operator:1")


@pytest.fixture
def local(lane: Lane) -> ParcelNumber:
    """The local number of a packed parcel that lies in a bag of a flight on its way."""
    parcel = a_packed_shipment().parcels.get()
    now = timezone.now()
    szx, lil = a_warehouse("szx", "CN"), a_warehouse("lil", "FR")
    waybill = MasterWaybill.objects.create(
        number="00012345675", origin=szx, hub=lil, flight="ZZ1", cut_off=now, departs_at=now,
        arrives_at=now + timedelta(hours=9), max_weight_g=9_000, status="departed",
    )  # fmt: skip
    parcel.bag = Bag.objects.create(number="BAG-1", origin=szx, hub=lil, waybill=waybill)
    parcel.save()
    return ParcelNumber.objects.create(
        parcel=parcel, position=2, role="local", carrier="simcarrier", number="LE970000007FR",
        leg="last_mile", given_at=now,
    )  # fmt: skip


def test_a_local_number_is_told_once_the_parcel_is_in_the_country(local: ParcelNumber) -> None:
    channel = a_channel(local_number={"when": "in_destination"})
    with pytest.raises(Refused, match="once the parcel is in the country"):
        tell_number(channel=channel, number=local, by="operator:1")
    assert channel_feed(channel)["numbers"] == []
    MasterWaybill.objects.update(arrived_at=timezone.now())
    fresh = ParcelNumber.objects.get(pk=local.pk)
    decision = tell_number(channel=channel, number=fresh, by="operator:1")
    assert tell_number(channel=channel, number=fresh, by="operator:1") == decision
    assert [one["number"] for one in channel_feed(channel)["numbers"]] == ["LE970000007FR"]
    assert list(ChannelDecision.objects.order_by("pk").values_list("is_allowed", flat=True)) == [False, True]
    facts = fresh.parcel.shipment.consignment.order.timeline.filter(kind="number_told")
    assert facts.count() == 1


def test_a_channel_that_allows_announced_numbers_is_told_before_departure(local: ParcelNumber) -> None:
    channel = a_channel(local_number={"when": "announced"})
    assert tell_number(channel=channel, number=local, by="operator:1").is_allowed


def test_a_rule_takes_what_breaks_it_off_and_ends_the_one_before(lane: Lane) -> None:
    channel = a_channel(transit_days={"most": 12})
    listing = publish_listing(listing=a_listing(channel, lane), by="operator:1")
    today = timezone.now().date()
    stricter = Rule(RuleKind.TRANSIT_DAYS, "its terms, section 4", {"most": 7}, today)
    assert [(row.pk, [one.parameters for one in why]) for row, why in refused_by(channel, stricter)] == [
        (listing.pk, [{"most": 7}])
    ]
    listing.refresh_from_db()
    assert listing.status == "published"
    set_policy(channel=channel, rule=stricter, reason="announced in May", by="operator:1")
    listing.refresh_from_db()
    assert listing.status == "refused"
    assert ChannelDecision.objects.latest("pk").breaches[0]["source"] == "its terms, section 4"
    before, after = channel.policies.order_by("valid")
    assert (before.valid.upper, after.valid.lower, after.reason) == (today, today, "announced in May")


def test_a_rule_that_begins_later_refuses_nothing_today(lane: Lane) -> None:
    channel = a_channel()
    listing = publish_listing(listing=a_listing(channel, lane), by="operator:1")
    soon = timezone.now().date() + timedelta(days=3)
    refusing = Rule(RuleKind.MODES_REFUSED, "its terms", {"modes": [lane.mode.code]}, soon)
    policy = set_policy(channel=channel, rule=refusing, reason="announced", by="operator:1")
    assert channel.listings.get().status == "published"
    ChannelPolicy.objects.update(valid=DateRange(timezone.now().date(), None))
    assert review_listings(channel=channel, by="system") == [listing]
    with pytest.raises(Refused):
        end_policy(policy=ChannelPolicy.objects.get(pk=policy.pk), on=date(2020, 1, 1), reason="x", by="me")


@pytest.mark.parametrize(
    ("changed", "reason", "field"),
    [
        ({"source": " "}, "why", "source"),
        ({}, " ", "reason"),
        ({"valid_from": date(2020, 1, 1)}, "why", "since"),
        ({"valid_from": date.max}, "why", "since"),
        ({"valid_to": date(2020, 1, 1)}, "why", "until"),
    ],
)
def test_a_rule_needs_source_reason_and_days(changed: dict[str, Any], reason: str, field: str) -> None:
    given = {"source": "its terms", "valid_from": timezone.now().date(), **changed}
    with pytest.raises(Refused) as refused:
        set_policy(channel=a_channel(), rule=Rule(RuleKind.ORIGIN_DISCLOSED, **given), reason=reason, by="me")
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not ChannelPolicy.objects.exists()
