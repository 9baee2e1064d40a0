"""The replay of real invoices: who buys, what is packed, how it resumes, and that its proofs catch lies."""

import io
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from entrepot.apps.catalog.models import Variant
from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.services.record_reply import record_reply
from entrepot.apps.fulfilment.models import MasterWaybill, Shipment
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.inventory.models import Reservation, StockLevel, StockMovement
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.config.commands.replay import spread
from entrepot.demo.catalogue import replay_invoices
from entrepot.demo.load import load_demo
from entrepot.demo.replay.buyers import buyer_of
from entrepot.demo.replay.operating import boxes_for
from entrepot.demo.replay.progress import Bar
from entrepot.demo.replay.proofs import proofs
from entrepot.demo.replay.report import destination_lines, outcome_lines, proof_lines
from entrepot.demo.replay.session import Session
from entrepot.demo.rows import ReplayInvoice, ReplayLine
from entrepot.demo.simulation.invoices import TURNS, Turn, as_invoice
from entrepot.domain.addresses import address_faults, tidied
from entrepot.kit.adapters import carriers, customs_gateways, payment_gateways
from tests.factories.fulfilment import a_confirmed_order
from tests.settling import settle


def test_every_invented_recipient_has_an_address_that_we_deliver_to() -> None:
    invoices = {invoice.country: invoice for invoice in replay_invoices()}
    assert len(invoices) == 35
    for invoice in invoices.values():
        assert address_faults(tidied(buyer_of(invoice).address)) == [], invoice.country


def test_fewer_invoices_are_taken_evenly_over_time() -> None:
    invoices = list(replay_invoices())
    assert [invoices.index(one) for one in spread(invoices, 4)] == [0, 250, 500, 750]
    assert spread(invoices, 1000) == invoices


def test_progress_in_a_log_file_is_a_line_with_rate_and_time_left() -> None:
    out = io.StringIO()
    bar = Bar(1000, out)
    bar.show(250, "60 on their way", last=True)
    assert out.getvalue() == f"{'█' * 7}{'░' * 21} 250/1000 invoices  0.00/s  --:-- left  60 on their way\n"


@pytest.mark.django_db
def test_goods_go_piece_by_piece_into_boxes_as_heavy_as_the_lane_allows() -> None:
    order = a_confirmed_order(quantity=5, line={"gross_weight_g": 9_000})
    shipment = Shipment.objects.get(consignment__order=order)
    Lane.objects.update(max_weight_g=20_000)
    assert [box.weight_g for box in boxes_for(shipment)] == [18_000, 18_000, 9_000]


class Inline(Executor):
    """Runs what is submitted at once, on this thread and its database connection."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def _pay(reference: str) -> None:
    gateway: Any = payment_gateways["sandbox"]
    record_notice(gateway="sandbox", notice=gateway.pay(reference))


def _partners_act() -> None:
    """Worker, customs and carrier, as far as they have something to do."""
    settle()
    port: Any = customs_gateways["simport"]
    for declaration in Declaration.objects.filter(status__in=["sent", "accepted"]):
        for reply in port.replies(declaration.reference):
            record_reply(gateway="simport", reply=reply)
    carrier: Any = carriers["simcarrier"]
    for shipment in Shipment.objects.filter(status="dispatched"):
        carried = shipment.parcels.filter(carrier="simcarrier")
        for parcel in carried.exclude(bag__waybill__status__in=["departed", "arrived"]):
            record_tracking(carrier="simcarrier", events=carrier.deliver(parcel.tracking_number))
    settle()


@pytest.fixture
def invoices(db: None) -> list[ReplayInvoice]:
    """A British and an Irish one of classified goods, and a Swiss one of goods that nobody classified."""
    load_demo(say=lambda _line: None, only=60)
    retail = Variant.objects.filter(sku__regex=r"^\d{5}", attributes__dangerous_goods__isnull=True)
    known = [one.sku for one in retail.filter(hs_confidence="high").order_by("sku")[:2]]
    unknown = retail.filter(hs6="").order_by("sku")[0].sku
    at, price = datetime(2010, 12, 1, tzinfo=UTC), Decimal("1.00")
    first = ReplayLine(known[0], 12, price)
    return [
        ReplayInvoice("536001", "GB", "1", at, Decimal(0), (first, ReplayLine(unknown, 3, price))),
        ReplayInvoice("536002", "IE", "2", at, Decimal(0), (first, ReplayLine(unknown, 3, price))),
        ReplayInvoice("536003", "CH", "3", at, Decimal(0), (ReplayLine(unknown, 3, price),)),
    ]


def _session(invoices: list[ReplayInvoice], **changed: Any) -> Session:
    parts: dict[str, Any] = {
        "pay": _pay, "return_url": "http://testserver/", "tell": lambda done, note: None,
        "check": _partners_act, "buyers": Inline(),
    }  # fmt: skip
    return Session(invoices, **{**parts, **changed})


def test_invoices_travel_from_checkout_to_the_doorstep_and_the_books_are_proved(
    invoices: list[ReplayInvoice],
) -> None:
    outcome = _session(invoices).run()
    assert (outcome.delivered, outcome.delivered_now) == (2, 2)
    assert outcome.failures == Counter({"no line can be sent: unclassified_across_border": 1})
    orders = {order.address["country"]: order for order in Order.objects.all()}
    assert {country: order.status for country, order in orders.items()} == {
        "GB": "delivered", "IE": "delivered",
    }  # fmt: skip
    assert [orders["GB"].lines.count(), orders["IE"].lines.count()] == [2, 1]
    shipped = StockMovement.objects.filter(kind="ship").values_list("quantity", flat=True)
    assert sorted(shipped) == [-12, -12, -3]
    assert [proof.claim for proof in proofs() if proof.differences] == []
    told = "\n".join([*outcome_lines(outcome), *destination_lines(), *proof_lines(proofs())])
    assert "Delivered: 2 of 3 invoices, 3 lines, 27 units." in told
    assert "1 lines        3 units  unclassified_across_border" in told
    assert told.count("  proved  ") == 10


def test_collected_bonded_and_dropped_goods_come_to_their_end_by_their_own_steps(
    invoices: list[ReplayInvoice],
) -> None:
    def sent(number: str, country: str, sku: str, **choices: str) -> ReplayInvoice:
        return ReplayInvoice(
            number, country, "", datetime(2010, 12, 1, tzinfo=UTC), Decimal(0),
            (ReplayLine(sku, 1, Decimal(1)),),
            {warehouse.replace("_", "-"): lane for warehouse, lane in choices.items()}, "",
        )  # fmt: skip

    outcome = _session([
        sent("540001", "CN", "AU-SUN-02", AU_SYD="au-cn-consolidated"),
        sent("540002", "CN", "AU-HONEY-02", CN_NGB="cn-bonded"),
        sent("540003", "GB", "AU-WOOL-10-M-NAVY"),
    ]).run()  # fmt: skip
    assert (outcome.delivered, outcome.failures) == (3, Counter())
    told = "\n".join(destination_lines())
    for way in ("consolidated from AU 1", "bonded from CN 1", "dropship from AU 1"):
        assert way in told
    assert MasterWaybill.objects.get(flight="ZZ 900").status == "deconsolidated"
    assert [proof.claim for proof in proofs() if proof.differences] == []


def test_a_stopped_replay_goes_on_and_places_nothing_twice(invoices: list[ReplayInvoice]) -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        if Order.objects.exists():
            raise Stopped

    with pytest.raises(Stopped):
        _session(invoices, check=stop, pay=lambda reference: None).run()
    assert set(Order.objects.values_list("status", flat=True)) == {"awaiting_payment"}
    outcome = _session(invoices).run()
    assert (outcome.delivered, Order.objects.count()) == (2, 2)
    again = _session(invoices).run()
    assert (again.delivered, again.delivered_now, Order.objects.count()) == (2, 0, 2)


def test_goods_to_collect_from_abroad_on_order_and_by_freight_come_to_their_end(
    invoices: list[ReplayInvoice],
) -> None:
    def sent(number: str, turn: Turn, sku: str) -> ReplayInvoice:
        return as_invoice(
            number, datetime(2010, 12, 1, tzinfo=UTC), turn, (ReplayLine(sku, turn.pieces, Decimal(1)),)
        )

    Lane.objects.update(schedule={})
    by_freight, collected, abroad = TURNS[-3:]
    outcome = _session([
        sent("541001", by_freight, "AU-SUN-02"),
        sent("541002", collected, invoices[0].lines[0].sku),
        sent("541003", abroad, abroad.articles[0]),
    ]).run()  # fmt: skip
    assert (outcome.delivered, outcome.failures) == (3, Counter())
    told = "\n".join(destination_lines())
    for way in ("general_trade from AU 1", "store_pickup from GB 1", "buyer from FR 1"):
        assert way in told
    assert [proof.claim for proof in proofs() if proof.differences] == []


LIES = {
    "every invoice became at most one order": "update orders_order set email = 'one', status = 'delivered'",
    "every order has come to its end, or has a case that says who must act": (
        "update orders_order set status = 'in_fulfilment'"
    ),
    "every unit sold left a warehouse once, and nothing else left": (
        "update orders_orderline set quantity = quantity + 1"
    ),
    "stock levels are the sum of their movements, reservations and lots": (
        "update inventory_stocklevel set on_hand = on_hand + 1"
    ),
    "no stock is held for orders that have left or ended": (
        "update inventory_reservation set status = 'committed' where status = 'shipped'"
    ),
    "order totals are the sum of their parts": (
        "update orders_ordercharge set amount = amount + 1 where kind = 'shipping'"
    ),
    "the ledger agrees with payments and refunds": ("update payments_payment set amount = amount + 1"),
    "the ledger agrees with freight agreed on and billed": (
        "update fulfilment_shipment set dispatched_at = null"
    ),
    "the ledger has of every paid order exactly its goods, shipping, duty, tax and fees": (
        "update orders_order set goods_amount = goods_amount + 1, shipping_amount = shipping_amount - 1"
    ),
}


def test_each_proof_fails_when_what_it_claims_is_untrue(invoices: list[ReplayInvoice]) -> None:
    _session(invoices).run()
    assert Reservation.objects.filter(status="shipped").exists()
    assert StockLevel.objects.exists()
    for claim, lie in LIES.items():
        with connection.cursor() as cursor:
            cursor.execute("savepoint honest")
            cursor.execute(lie)
            caught = {proof.claim for proof in proofs() if proof.differences}
            cursor.execute("rollback to savepoint honest")
        assert claim in caught, claim
    assert [proof.claim for proof in proofs() if proof.differences] == []
