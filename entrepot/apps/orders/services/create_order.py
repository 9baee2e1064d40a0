"""Write an order from a complete draft: snapshots of everything, in a handful of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from entrepot.apps.accounts.models import User
from entrepot.apps.orders.events import OrderPlaced
from entrepot.apps.orders.models import Consignment, Order, OrderCharge, OrderLine
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.duties import ImporterKind
from entrepot.domain.money import Money, total
from entrepot.kit import outbox


@dataclass(frozen=True, kw_only=True)
class LineDraft:
    """A variant as it is at this moment. The line's total is ``unit_price`` x ``quantity``, rounded."""

    variant_id: int
    sku: str
    name: Mapping[str, str]
    quantity: int
    unit_price: Money
    net_weight_g: int
    gross_weight_g: int
    art: str = ""
    hs_code: str = ""
    origin_country: str = ""
    customs_description: str = ""

    @property
    def line_total(self) -> Money:
        return (self.unit_price * self.quantity).rounded()


@dataclass(frozen=True, kw_only=True)
class ChargeDraft:
    """``kind`` is shipping, duty, tax or fee; ``due`` is "checkout" (ours to collect) or "delivery"."""

    kind: str
    label: str
    money: Money
    due: str = "checkout"
    explanation: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ConsignmentDraft:
    mode: str
    lane: str
    warehouse: str
    ships_from: str
    incoterm: str
    crosses_border: bool
    promised_from: date
    promised_to: date
    lines: Sequence[LineDraft]
    charges: Sequence[ChargeDraft] = ()
    supplier: str = ""
    quote_id: UUID | None = None
    landed_cost: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OrderDraft:
    """All amounts are in ``currency``; the totals follow from the lines and charges. ``by`` places it."""

    email: str
    language: str
    market: str
    currency: str
    address: Mapping[str, Any]
    placed_at: datetime
    pay_by: datetime
    consignments: Sequence[ConsignmentDraft]
    user: User | None = None
    importer_id: str = ""
    importer_kind: str = ImporterKind.PRIVATE
    fx: Sequence[Mapping[str, Any]] = ()
    source: str = "web"
    by: str = "buyer"

    def __post_init__(self) -> None:
        if not self.consignments or not all(consignment.lines for consignment in self.consignments):
            raise ValueError("an order needs a consignment, and a consignment a line")
        moneys = [line.unit_price for line in self._lines] + [charge.money for charge in self._charges]
        wrong = {money.currency for money in moneys} - {self.currency}
        if wrong:
            raise ValueError(f"the order is in {self.currency}, but has amounts in {sorted(wrong)}")
        if any(charge.money != charge.money.rounded() for charge in self._charges):
            raise ValueError("charges must be rounded to the currency's minor unit")

    @cached_property
    def _lines(self) -> list[LineDraft]:
        return [line for consignment in self.consignments for line in consignment.lines]

    @cached_property
    def _charges(self) -> list[ChargeDraft]:
        return [charge for consignment in self.consignments for charge in consignment.charges]

    @property
    def goods(self) -> Money:
        return total((line.line_total for line in self._lines), self.currency)

    def charged(self, kind: str) -> Money:
        """What is paid at checkout in charges of ``kind``."""
        due_now = (c.money for c in self._charges if c.kind == kind and c.due == "checkout")
        return total(due_now, self.currency)

    @property
    def due_on_delivery(self) -> Money:
        return total((c.money for c in self._charges if c.due == "delivery"), self.currency)

    @property
    def total(self) -> Money:
        """What the buyer pays us now."""
        due_now = (c.money for c in self._charges if c.due == "checkout")
        return self.goods + total(due_now, self.currency)


@transaction.atomic(savepoint=False)
def create_order(*, draft: OrderDraft) -> Order:
    """The order, awaiting payment, with its number from the sequence. Event ``OrderPlaced``.

    It reserves no stock: whoever places the order does that last in the same transaction, under
    ``order.stock_reference``.
    """
    order = _order(draft)
    order.save(force_insert=True)
    consignments = Consignment.objects.bulk_create(
        _consignment(order, position, one) for position, one in enumerate(draft.consignments, start=1)
    )
    pairs = list(zip(consignments, draft.consignments, strict=True))
    lines = OrderLine.objects.bulk_create(_lines(order, pairs))
    charges = [_charge(order, row, charge) for row, one in pairs for charge in one.charges]
    if charges:
        OrderCharge.objects.bulk_create(charges)
    _remember(order, {"consignments": consignments, "lines": lines, "charges": charges})
    record_fact(
        order=order, kind="order_placed", by=draft.by, at=draft.placed_at, key="placed",
        facts={"number": order.number, "amount": str(order.total.amount), "currency": order.currency},
    )  # fmt: skip
    outbox.record(OrderPlaced(order.pk, order.number))
    return order


def _order(draft: OrderDraft) -> Order:
    return Order(
        user=draft.user, email=draft.email, language=draft.language, market=draft.market,
        currency=draft.currency, address=dict(draft.address), importer_id=draft.importer_id,
        importer_kind=draft.importer_kind, fx=[dict(one) for one in draft.fx], placed_at=draft.placed_at,
        pay_by=draft.pay_by, source=draft.source, goods_amount=draft.goods.amount,
        total_amount=draft.total.amount, shipping_amount=draft.charged("shipping").amount,
        duty_amount=draft.charged("duty").amount, tax_amount=draft.charged("tax").amount,
        fee_amount=draft.charged("fee").amount,
        due_on_delivery_amount=draft.due_on_delivery.amount,
    )  # fmt: skip


def _remember(order: Order, written: Mapping[str, Sequence[Model]]) -> None:
    """As if they had been prefetched, so that whoever shows the new order need not read them."""
    remembered = vars(order).setdefault("_prefetched_objects_cache", {})
    for name, rows in written.items():
        relation = getattr(order, name).all()
        relation._result_cache, relation._prefetch_done = list(rows), True
        remembered[name] = relation


def _consignment(order: Order, position: int, draft: ConsignmentDraft) -> Consignment:
    return Consignment(
        order=order, position=position, mode=draft.mode, lane=draft.lane, warehouse=draft.warehouse,
        supplier=draft.supplier, ships_from=draft.ships_from, incoterm=draft.incoterm,
        crosses_border=draft.crosses_border, promised_from=draft.promised_from,
        promised_to=draft.promised_to, quote_id=draft.quote_id, landed_cost=dict(draft.landed_cost),
    )  # fmt: skip


def _lines(order: Order, pairs: Sequence[tuple[Consignment, ConsignmentDraft]]) -> list[OrderLine]:
    drafts = [(row, line) for row, one in pairs for line in one.lines]
    return [
        OrderLine(
            order=order, consignment=row, position=position, variant_id=line.variant_id, sku=line.sku,
            name=dict(line.name), art=line.art, quantity=line.quantity, currency=order.currency,
            unit_amount=line.unit_price.amount, line_amount=line.line_total.amount, hs_code=line.hs_code,
            origin_country=line.origin_country, customs_description=line.customs_description,
            net_weight_g=line.net_weight_g, gross_weight_g=line.gross_weight_g,
        )
        for position, (row, line) in enumerate(drafts, start=1)
    ]  # fmt: skip


def _charge(order: Order, consignment: Consignment, draft: ChargeDraft) -> OrderCharge:
    return OrderCharge(
        order=order, consignment=consignment, kind=draft.kind, label=draft.label, currency=order.currency,
        amount=draft.money.amount, due=draft.due, explanation=dict(draft.explanation),
    )  # fmt: skip
