"""Carriers' invoices: matched to what was carried, held against what was agreed, booked and disputed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from entrepot.apps.fulfilment.models import (
    CarrierInvoice,
    CarrierInvoiceLine,
    CustodyScan,
    InvoicedPart,
    LegTime,
    MasterWaybill,
    Parcel,
    ParcelNumber,
    Shipment,
)
from entrepot.apps.fulfilment.queries.billed_shares import billed_shares
from entrepot.apps.fulfilment.queries.outcomes import outcomes
from entrepot.apps.fulfilment.queries.profit import order_profit
from entrepot.apps.fulfilment.services.book_carrier_invoice import book_carrier_invoice
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.settle_invoice_line import settle_invoice_line
from entrepot.apps.inventory.models import InboundCost
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import OrderCharge
from entrepot.apps.payments.models import JournalEntry, Posting
from entrepot.apps.payments.queries import ledger_differences, trial_balance
from entrepot.domain.carrier_invoices import BilledLine
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.crowd import at_once
from tests.factories.consolidation import a_bagged_parcel
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_packed_shipment
from tests.factories.inbound import a_planned_line, an_inbound
from tests.factories.inventory import stocked
from tests.factories.markets import a_rate
from tests.settling import settle

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
DATED = date(2026, 5, 18)


@pytest.fixture(autouse=True)
def _rates() -> None:
    a_rate("GBP", "0.80")


def on_its_way(parcels: int = 1) -> Shipment:
    """Dispatched and booked so: the lane asks EUR 6.00; the buyer paid 4.50 for it, 2.00 duty, 5.30 tax."""
    order = a_confirmed_order(stocked(5), quantity=parcels, consignment={"crosses_border": False})
    OrderCharge.objects.filter(kind="shipping").update(
        explanation={"lane_price": "6.00", "lane_currency": "EUR", "chargeable_g": 400}
    )
    shipment = a_packed_shipment(order, parcels=parcels)
    settle()
    dispatch_shipment(shipment=Shipment.objects.get(pk=shipment.pk), by=OPERATOR)
    settle()
    return Shipment.objects.get(pk=shipment.pk)


@pytest.fixture
def sent() -> Shipment:
    return on_its_way()


def number_of(shipment: Shipment, position: int = 1) -> str:
    return shipment.parcels.get(position=position).tracking_number


def a_line(number: str, freight: str = "6.00", row: int = 2, **fields: Any) -> BilledLine:
    return BilledLine(row=row, number=number, currency="EUR", freight=Decimal(freight), **fields)


def booked(*lines: BilledLine, number: str = "INV-1", carrier: str = "simcarrier") -> CarrierInvoice:
    return book_carrier_invoice(
        carrier=carrier, number=number, dated=DATED, lines=lines, by="operator:1", at=NOW
    )


def balances(*accounts: str) -> dict[str, str]:
    """Of those of ``accounts`` that are not even, in euro."""
    rows = {each.account: each.balance for each in trial_balance() if each.currency == "EUR"}
    return {name: f"{rows[name]:.2f}" for name in accounts if rows.get(name)}


FREIGHT_BOOKS = ("freight_costs", "freight_accrued", "carrier_payable", "carrier_claims")


def costs(shipment: Shipment) -> dict[str, str]:
    found = order_profit(shipment.consignment.order)
    assert found is not None
    return {name: f"{money.amount:.2f}" for name, money in found.costs}


def test_what_leaves_is_owed_at_the_agreed_price_and_the_bill_takes_its_place(sent: Shipment) -> None:
    assert balances(*FREIGHT_BOOKS) == {"freight_costs": "6.00", "freight_accrued": "-6.00"}
    invoice = booked(a_line(number_of(sent), "6.40"))
    line = invoice.lines.get()
    assert (line.status, line.parcel, line.reasons) == ("accepted", sent.parcels.get(), [])
    assert balances(*FREIGHT_BOOKS) == {"freight_costs": "6.40", "carrier_payable": "-6.40"}
    assert ledger_differences() == []


def test_what_is_beyond_the_tolerance_is_disputed_and_not_a_cost(sent: Shipment) -> None:
    line = booked(a_line(number_of(sent), "9.00", charged_weight_g=1_500)).lines.get()
    assert (line.status, [reason["code"] for reason in line.reasons]) == ("disputed", ["weight"])
    assert balances(*FREIGHT_BOOKS) == {
        "freight_costs": "6.00", "carrier_payable": "-9.00", "carrier_claims": "3.00",
    }  # fmt: skip
    # What was collected as shipping is 4.50; the lane asks 6.00 of it whoever paid, the bill no more.
    assert costs(sent)["freight"] == "4.50"


def test_a_dispute_ends_with_a_credit_or_with_paying_once(sent: Shipment) -> None:
    line = booked(a_line(number_of(sent), "9.00")).lines.get()
    settle_invoice_line(line=line, is_credited=True, note="CN-7", by="operator:1", at=NOW)
    assert balances(*FREIGHT_BOOKS) == {"freight_costs": "6.00", "carrier_payable": "-6.00"}
    with pytest.raises(IllegalTransition):
        settle_invoice_line(line=line, is_credited=False, note="", by="operator:1", at=NOW)
    assert CarrierInvoiceLine.objects.get().status == "credited"


def test_what_is_paid_after_all_is_a_cost_of_the_order(sent: Shipment) -> None:
    line = booked(a_line(number_of(sent), "9.00")).lines.get()
    settle_invoice_line(line=line, is_credited=False, note="weighed wrong", by="operator:1", at=NOW)
    assert balances(*FREIGHT_BOOKS) == {"freight_costs": "9.00", "carrier_payable": "-9.00"}
    assert costs(sent)["freight"] == "7.50"
    found = order_profit(sent.consignment.order)
    assert found is not None
    assert (found.parcels, found.billed) == (1, 1)


def test_profit_says_agreed_until_the_carrier_has_billed(sent: Shipment) -> None:
    before = order_profit(sent.consignment.order)
    assert before is not None
    assert (before.parcels, before.billed) == (1, 0)
    booked(a_line(number_of(sent), "5.00"))
    after = order_profit(sent.consignment.order)
    assert after is not None
    assert (after.billed, after.profit - before.profit) == (1, Money.of("1.00", "EUR"))


def test_a_number_billed_twice_is_contested_in_one_invoice_and_in_the_next(sent: Shipment) -> None:
    number = number_of(sent)
    invoice = booked(a_line(number), a_line(number, row=3))
    assert [line.status for line in invoice.lines.all()] == ["accepted", "disputed"]
    again = booked(a_line(number), number="INV-2").lines.get()
    assert [reason["code"] for reason in again.reasons] == ["billed_before"]
    assert balances(*FREIGHT_BOOKS) == {
        "freight_costs": "6.00", "carrier_payable": "-18.00", "carrier_claims": "12.00",
    }  # fmt: skip


def test_what_a_carrier_took_back_whole_it_may_bill_again(sent: Shipment) -> None:
    number = number_of(sent)
    Shipment.objects.update(status="packed")
    early = booked(a_line(number)).lines.get()
    assert [reason["code"] for reason in early.reasons] == ["not_sent"]
    settle_invoice_line(line=early, is_credited=True, note="too early", by="operator:1", at=NOW)
    Shipment.objects.update(status="dispatched")
    assert booked(a_line(number), number="INV-2").lines.get().status == "accepted"
    assert balances(*FREIGHT_BOOKS) == {"freight_costs": "6.00", "carrier_payable": "-6.00"}


def test_what_a_carrier_took_back_in_part_it_may_not_bill_again(sent: Shipment) -> None:
    line = booked(a_line(number_of(sent), "9.00")).lines.get()
    settle_invoice_line(line=line, is_credited=True, note="CN-7", by="operator:1", at=NOW)
    again = booked(a_line(number_of(sent)), number="INV-2").lines.get()
    assert [reason["code"] for reason in again.reasons] == ["billed_before"]


def test_a_bill_and_its_dispute_are_booked_for_the_order_that_they_are_about(sent: Shipment) -> None:
    other = on_its_way()
    line = booked(a_line(number_of(other), "9.00")).lines.get()
    settle_invoice_line(line=line, is_credited=True, note="CN-7", by="operator:1", at=NOW)
    entries = JournalEntry.objects.filter(kind__in=["carrier_bill", "carrier_claim"])
    order = other.consignment.order_id
    assert list(entries.values_list("order", flat=True)) == [order, order]


def test_an_invoice_is_booked_once(sent: Shipment) -> None:
    booked(a_line(number_of(sent)))
    with pytest.raises(Refused, match="INV-1"):
        booked(a_line(number_of(sent)))
    assert Posting.objects.filter(entry__kind="carrier_bill", account="carrier_payable").count() == 1


def test_an_unknown_number_is_a_claim_and_no_cost() -> None:
    line = booked(a_line("ZZ1")).lines.get()
    assert (line.status, [reason["code"] for reason in line.reasons]) == ("disputed", ["unknown_number"])
    assert balances(*FREIGHT_BOOKS) == {"carrier_payable": "-6.00", "carrier_claims": "6.00"}


def test_another_carriers_number_is_unknown_to_this_one(sent: Shipment) -> None:
    assert booked(a_line(number_of(sent)), carrier="other").lines.get().status == "disputed"


def test_another_carriers_last_mile_is_unknown_to_this_one(sent: Shipment) -> None:
    a_bagged_parcel(sent)
    ParcelNumber.objects.update(carrier="other")
    assert booked(a_line("LE970000007FR")).lines.get().parcel is None


@pytest.mark.parametrize(("freight", "status"), [("6.62", "accepted"), ("6.63", "disputed")])
def test_the_tolerance_is_an_amount_in_the_shops_own_currency(
    sent: Shipment, freight: str, status: str
) -> None:
    # GBP 0.50 are EUR 0.625.
    assert booked(a_line(number_of(sent), freight)).lines.get().status == status


def test_nothing_is_taken_back_of_freight_that_was_never_accrued(sent: Shipment) -> None:
    parcel = Parcel.objects.get()
    Shipment.objects.update(number="SH-before-accruals")
    booked(a_line(parcel.tracking_number))
    assert balances("freight_accrued") == {"freight_accrued": "-6.00"}


def test_a_waybill_is_shared_by_weight_among_what_flew_and_told_of_who_is_asked_for() -> None:
    shipment = on_its_way(parcels=2)
    light = a_bagged_parcel(shipment)
    heavy = shipment.parcels.get(position=2)
    Parcel.objects.filter(pk=heavy.pk).update(weight_g=light.weight_g * 3, bag=light.bag)
    MasterWaybill.objects.update(status="departed")
    booked(a_line("00012345675", "4.00"))
    InvoicedPart.objects.update(contested_amount=0)
    shares = billed_shares([light.pk])
    assert {pk: [str(share.cost) for share in each] for pk, each in shares.items()} == {
        light.pk: ["EUR 1.00"]
    }


def test_what_was_taken_out_of_its_bag_still_bears_its_share_of_the_waybill() -> None:
    shipment = on_its_way(parcels=2)
    first = a_bagged_parcel(shipment)
    second, waybill = shipment.parcels.get(position=2), MasterWaybill.objects.get()
    Parcel.objects.filter(pk=second.pk).update(weight_g=first.weight_g)
    CustodyScan.objects.create(
        parcel=second, act="damaged", code="LX1", bag=first.bag, waybill=waybill, by=OPERATOR, at=NOW
    )
    MasterWaybill.objects.update(status="departed")
    booked(a_line("00012345675", "4.00"))
    InvoicedPart.objects.update(contested_amount=0)
    assert {
        pk: [str(share.cost) for share in each] for pk, each in billed_shares([first.pk, second.pk]).items()
    } == {first.pk: ["EUR 2.00"], second.pk: ["EUR 2.00"]}


def test_contested_duty_that_is_paid_after_all_is_a_difference_of_duty(sent: Shipment) -> None:
    line = booked(a_line(number_of(sent), duty=Decimal("9.00"))).lines.get()
    assert balances("carrier_claims") == {"carrier_claims": "7.00"}
    settle_invoice_line(line=line, is_credited=False, note="higher rate", by="operator:1", at=NOW)
    assert balances("carrier_claims", "duty_payable", "duty_differences", "freight_costs") == {
        "duty_differences": "7.00", "freight_costs": "6.00",
    }  # fmt: skip


def test_duty_and_tax_paid_ahead_settle_what_the_buyer_paid_and_the_rest_is_a_difference(
    sent: Shipment,
) -> None:
    line = booked(a_line(number_of(sent), duty=Decimal("2.40"), tax=Decimal("5.00"))).lines.get()
    assert line.status == "accepted"
    assert balances("duty_payable", "tax_payable", "duty_differences") == {"duty_differences": "0.10"}
    # 2.00 duty and 5.30 tax were quoted, 7.40 are paid.
    assert costs(sent)["duty_and_tax"] == "7.40"


def test_duty_is_paid_once_whatever_invoice_it_comes_on(sent: Shipment) -> None:
    number = number_of(sent)
    booked(a_line(number))
    late = booked(a_line(number, "0", duty=Decimal("2.00")), number="DUTY-1").lines.get()
    twice = booked(a_line(number, "0", duty=Decimal("2.00")), number="DUTY-2").lines.get()
    assert (late.status, twice.status) == ("accepted", "disputed")
    # The freight that was accrued is taken back by the bill for freight alone.
    assert balances("freight_costs", "freight_accrued") == {"freight_costs": "6.00"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"due": "delivery"}, "due_on_delivery"),
        ({"explanation": {"collector": "seller"}}, "declared_by_us"),
    ],
)
def test_tax_that_is_not_the_carriers_is_not_paid_to_it(
    sent: Shipment, changes: dict[str, Any], code: str
) -> None:
    OrderCharge.objects.filter(kind="tax").update(**changes)
    line = booked(a_line(number_of(sent), tax=Decimal("5.30"))).lines.get()
    assert [reason["code"] for reason in line.reasons] == [code]
    assert balances("carrier_claims") == {"carrier_claims": "5.30"}


def test_parcels_of_one_consignment_share_what_was_agreed_by_weight() -> None:
    shipment = on_its_way(parcels=2)
    Parcel.objects.filter(position=2).update(weight_g=1_200)
    booked(a_line(number_of(shipment, 2), "4.50"))
    # Of 6.00 three quarters are those of 1,200 of 1,600 grams.
    assert balances(*FREIGHT_BOOKS) == {
        "freight_costs": "6.00", "freight_accrued": "-1.50", "carrier_payable": "-4.50",
    }  # fmt: skip
    found = order_profit(shipment.consignment.order)
    assert found is not None
    assert (found.parcels, found.billed) == (2, 1)


def test_an_invoice_in_another_currency_is_held_against_the_rate_of_its_day(sent: Shipment) -> None:
    line = BilledLine(row=2, number=number_of(sent), currency="GBP", freight=Decimal("4.80"))
    found = booked(line).lines.get()
    assert (found.status, found.parts.get().agreed) == ("accepted", Money.of("4.80", "GBP"))
    assert balances(*FREIGHT_BOOKS) == {}
    assert costs(sent)["freight"] == "4.50"


def test_a_flight_is_billed_by_its_waybill_and_the_last_mile_by_the_local_number(sent: Shipment) -> None:
    days = {"min": "1", "mode": "2", "max": "3"}
    Lane.objects.filter(code="gb-eu").update(
        legs=[
            {"kind": "line_haul", "transport": "air", "cost_share": "0.50", "days": days},
            {"kind": "last_mile", "cost_share": "0.30", "days": days},
        ]
    )
    parcel = a_bagged_parcel(sent)
    ParcelNumber.objects.create(
        parcel=parcel, position=2, role="provisional", carrier=parcel.carrier, given_at=NOW,
        number=parcel.tracking_number, leg="first_mile",
    )  # fmt: skip
    MasterWaybill.objects.update(status="departed")
    invoice = booked(
        a_line("000-12345675", "3.50"), a_line("LE970000007FR", "1.80", row=3),
        a_line(parcel.tracking_number, "1.20", row=4),
    )  # fmt: skip
    assert [(line.status, str(line.parts.get().agreed.amount)) for line in invoice.lines.all()] == [
        ("accepted", "3.0000"), ("accepted", "1.8000"), ("accepted", "1.2000"),
    ]  # fmt: skip
    # 6.00 were agreed for all of it, of which the buyer paid 4.50; 6.50 were billed.
    assert balances(*FREIGHT_BOOKS) == {"freight_costs": "6.50", "carrier_payable": "-6.50"}
    assert costs(sent)["freight"] == "5.00"


def test_freight_of_goods_on_their_way_in_is_held_against_its_cost() -> None:
    inbound = an_inbound(a_planned_line(), to="arrived")
    InboundCost.objects.create(
        shipment=inbound, kind="freight", basis="weight", amount=Decimal("120.00"), currency=inbound.currency
    )
    line = booked(
        BilledLine(row=2, number=inbound.number, currency=inbound.currency, freight=Decimal("130.00"))
    ).lines.get()
    assert (line.inbound, line.status) == (inbound, "disputed")
    assert line.parts.get().contested == Money.of("10.00", inbound.currency)


def test_scorecards_count_what_was_billed(sent: Shipment) -> None:
    parcel = sent.parcels.get()
    LegTime.objects.all().delete()
    LegTime.objects.create(
        parcel=parcel, carrier="simcarrier", mode="direct_mail", lane="gb-eu", leg="first_mile",
        entered_at=NOW, silent_hours=1,
    )  # fmt: skip
    booked(a_line(parcel.tracking_number, "6.40"))
    told = [one for subject, each in outcomes(NOW + timedelta(days=1)).told.items() for one in each
            if subject.kind == "lane"]  # fmt: skip
    # 6.40 EUR are 5.12 GBP.
    assert [(one.cost, one.is_billed) for one in told] == [(Money.of("5.12", "GBP"), True)]


@pytest.mark.django_db(transaction=True)
def test_of_two_invoices_booked_at_once_only_one_is_accepted_for_a_parcel(sent: Shipment) -> None:
    line = a_line(number_of(sent))
    invoices = at_once([lambda name=name: booked(line, number=name) for name in ("INV-1", "INV-2")])
    assert sorted(invoice.lines.get().status for invoice in invoices) == ["accepted", "disputed"]
    assert balances(*FREIGHT_BOOKS) == {
        "freight_costs": "6.00", "carrier_payable": "-12.00", "carrier_claims": "6.00",
    }  # fmt: skip
