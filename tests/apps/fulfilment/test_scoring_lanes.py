"""Scores come from what became of parcels, are written down for routing, and say nothing of too few."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from entrepot.apps.fulfilment.models import LegTime, Parcel, Shipment
from entrepot.apps.fulfilment.queries.eta import arrival_of
from entrepot.apps.fulfilment.queries.outcomes import outcomes
from entrepot.apps.fulfilment.services.import_leg_times import PastParcel, import_leg_times
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.score_lanes import score_lanes
from entrepot.apps.lanes.models import Lane, Scorecard
from entrepot.apps.lanes.queries import fresh_lane_book
from entrepot.apps.orders.models import Consignment
from entrepot.domain.money import Money
from entrepot.domain.tracking.eta import Basis
from tests.apps.fulfilment.test_arrival_windows import HOUR, START, WAY, on_its_way, told
from tests.factories.fulfilment import the_lane
from tests.factories.markets import a_rate
from tests.factories.open_parcels import many_under_way

pytestmark = pytest.mark.django_db
NOW = START + timedelta(days=90)


def past(number: int, hours: int, *, came: bool = True) -> PastParcel:
    """Sent ``number`` hours after ``START``: a fifth in the first mile, then at customs, then delivered."""
    sent = START + number * HOUR
    return PastParcel(
        name=str(number), carrier="simcarrier", mode=the_lane().mode.code, lane="gb-eu",
        legs=[("first_mile", sent), ("customs", sent + hours // 5 * HOUR)], silent_hours=[5, 20],
        delivered_at=sent + hours * HOUR if came else None,
    )  # fmt: skip


def card(subject: str, **named: str) -> Scorecard:
    return Scorecard.objects.get(subject=subject, **named)


def test_a_lane_is_scored_from_its_parcels_and_routing_reads_it() -> None:
    Lane.objects.filter(pk=the_lane().pk).update(max_days=5)
    parcels = (
        [past(n, 100) for n in range(36)] + [past(n, 150) for n in range(36, 39)] + [past(39, 0, came=False)]
    )
    assert import_leg_times(source="old", parcels=parcels) == 80
    assert score_lanes(now=NOW) == 4
    lane = card("lane")
    # 36 of 40 within 120 hours; one never came in 60 days.
    assert (lane.parcels, lane.imported, lane.on_time, lane.lost) == (
        40,
        40,
        Decimal("0.9"),
        Decimal("0.025"),
    )
    assert (lane.on_time_low, lane.on_time_high) == (Decimal("0.769"), Decimal("0.960"))
    assert (lane.median_hours, lane.p90_hours, lane.customs_hours) == (100, 100, 80)
    customs = card("leg", leg="customs")
    assert (customs.median_hours, customs.on_time, customs.lost) == (80, None, Decimal("0.025"))
    assert card("leg", leg="first_mile").lost == 0
    (priced,) = [one for one in fresh_lane_book(date(2026, 5, 4)).lanes if one.code == "gb-eu"]
    record = priced.record
    assert (record.expected_days, record.lateness, record.loss) == (
        Decimal("4.2"), Decimal("0.100"), Decimal("0.025"),
    )  # fmt: skip


def test_too_few_parcels_make_no_score() -> None:
    import_leg_times(source="old", parcels=[past(n, 100) for n in range(9)])
    score_lanes(now=NOW)
    lane = card("lane")
    assert (lane.parcels, lane.on_time, lane.lost, lane.median_hours) == (9, None, None, None)


def test_a_parcel_of_the_shop_is_late_by_its_own_promise_and_lost_when_its_carrier_says_so() -> None:
    shipment = on_its_way()
    Shipment.objects.update(dispatched_at=START)
    Consignment.objects.update(promised_to=date(2026, 5, 6))
    record_tracking(carrier="simcarrier", events=[told(*event) for event in WAY])
    import_leg_times(source="old", parcels=[past(n, 20) for n in range(29)])
    score_lanes(now=NOW)
    assert (card("lane").parcels, card("lane").imported) == (30, 29)
    assert card("lane").on_time == Decimal("0.967")
    assert card("carrier").carrier == shipment.parcels.get().carrier


def test_a_history_that_is_brought_again_replaces_itself_and_teaches_the_windows() -> None:
    for _twice in range(2):
        import_leg_times(source="old", parcels=[past(n, 100) for n in range(30)])
    assert LegTime.objects.count() == 60
    shipment = on_its_way()
    Shipment.objects.update(dispatched_at=NOW)
    found = arrival_of(Consignment.objects.get(), NOW)
    assert found is not None
    assert (found.basis, found.samples, Parcel.objects.count()) == (Basis.LANE, 30, shipment.parcels.count())


def test_a_leg_is_late_beyond_the_days_that_its_lane_plans_for_it() -> None:
    days = {"min": "1", "mode": "2", "max": "3"}
    legs = [{"kind": kind, "days": days} for kind in ("pick", "collect", "export_customs", "import_customs")]
    Lane.objects.filter(pk=the_lane().pk).update(legs=legs)
    # A fifth of the hours in the first mile, the rest at customs: 80 and 40 hours of 72.
    import_leg_times(
        source="old", parcels=[past(n, 100) for n in range(10)] + [past(n, 50) for n in range(10, 40)]
    )
    score_lanes(now=NOW)
    customs, first_mile = card("leg", leg="customs"), card("leg", leg="first_mile")
    assert (customs.planned_hours, customs.on_time) == (72, Decimal("0.750"))
    assert (first_mile.planned_hours, first_mile.on_time) == (144, Decimal(1))


def test_a_leg_that_no_lane_plans_has_no_share_on_time() -> None:
    import_leg_times(source="old", parcels=[past(n, 100) for n in range(40)])
    score_lanes(now=NOW)
    assert (card("leg", leg="customs").planned_hours, card("leg", leg="customs").on_time) == (None, None)


def sent_together(count: int, price: str) -> None:
    """``count`` consignments that left at ``START``, each with its lane's ``price`` in euro as agreed."""
    many_under_way(count, since=START, promised_to=date(2026, 5, 30))
    for parcel in Parcel.objects.select_related("shipment__consignment"):
        consignment = parcel.shipment.consignment
        LegTime.objects.create(
            parcel=parcel, carrier="simcarrier", mode=consignment.mode, lane=consignment.lane,
            leg="first_mile", entered_at=START, silent_hours=1,
        )  # fmt: skip
        consignment.charges.create(
            order=consignment.order, kind="shipping", label="shipping", currency="EUR", amount=Decimal(0),
            explanation={"lane_price": price, "lane_currency": "EUR"},
        )  # fmt: skip


def test_freight_is_the_price_agreed_with_the_lane_whatever_the_buyer_paid() -> None:
    a_rate("GBP", "0.80", as_of=START.date())
    sent_together(10, "5.00")
    score_lanes(now=NOW)
    for one in (card("lane"), card("carrier")):
        # 5.00 EUR are 4.00 GBP; each weighs 400 g.
        assert (one.priced, one.cost, one.cost_per_kg) == (
            10, Money.of("4.00", "GBP"), Money.of("10.00", "GBP"),
        )  # fmt: skip
    assert card("leg").cost_amount is None


def test_freight_of_a_consignment_is_shared_out_by_weight() -> None:
    a_rate("GBP", "0.80", as_of=START.date())
    sent_together(10, "5.00")
    first = Parcel.objects.order_by("pk")[0]
    heavy = Parcel.objects.create(
        shipment=first.shipment, position=2, carrier="other", tracking_number="H1", weight_g=1_200
    )
    LegTime.objects.create(
        parcel=heavy, carrier="other", mode="direct_mail", lane="gb-eu", leg="first_mile", entered_at=START,
        silent_hours=1,
    )  # fmt: skip
    shares = {subject.carrier: told for subject, told in outcomes(NOW).told.items() if subject.carrier}
    # Of 4.00 GBP three quarters go to 1,200 of 1,600 grams.
    assert [one.cost for one in shares["other"]] == [Money.of("3.00", "GBP")]
    assert sorted(one.cost.amount for one in shares["simcarrier"] if one.cost) == [1, *[4] * 9]


def test_nine_parcels_have_no_cost() -> None:
    a_rate("GBP", "0.80", as_of=START.date())
    sent_together(9, "5.00")
    score_lanes(now=NOW)
    assert (card("lane").priced, card("lane").cost_amount) == (9, None)
