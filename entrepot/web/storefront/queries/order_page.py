"""One order as its buyer sees it: parts, parcels, story, and whose move it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from entrepot.apps.fulfilment.models import Document, Parcel, Shipment
from entrepot.apps.fulfilment.queries.promises import LatePromise, late_promises
from entrepot.apps.fulfilment.queries.proof_of_delivery import ProofOfDelivery, proof_of_delivery
from entrepot.apps.fulfilment.queries.proposals import PROPOSED, ProposedWay, proposed_way
from entrepot.apps.fulfilment.queries.way_ends import state_on_the_way
from entrepot.apps.lanes.queries import is_collected
from entrepot.apps.orders.models import Case, Consignment, Order
from entrepot.apps.orders.queries import CaseRoom, Fact, case_rooms, timeline
from entrepot.apps.payments.models import Payment, PaymentPlan, Refund
from entrepot.apps.payments.queries import Due, due_now, paid_amount, plan_of
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.domain.money import Money, total
from entrepot.domain.order_progress import UNDELIVERABLE
from entrepot.domain.whose_move import (
    DropshipState,
    Move,
    OpenCase,
    PurchaseState,
    ShipmentState,
    whose_move,
)

GONE = ("cancelled", "returned")


@dataclass(frozen=True, slots=True)
class OrderPageData:
    """``invoices`` are the numbers of shipments that have a commercial invoice; ``proposed`` are the other
    ways that the buyer is asked about, by position; ``plan`` and ``purchases`` are there for goods bought
    after they were ordered, and ``in_two`` are the consignments under the plan; ``due`` is what can be paid
    now; ``refunds`` went back or are going, and ``kept`` is what the buyer has paid without them."""

    order: Order
    consignments: list[Consignment]
    facts: list[Fact]
    move: Move
    invoices: frozenset[str]
    late: dict[int, LatePromise]
    proposed: dict[int, ProposedWay]
    rooms: list[CaseRoom]
    plan: PaymentPlan | None
    in_two: frozenset[int]
    due: Due | None
    purchases: list[PurchaseTask]
    refunds: list[Refund]
    kept: Money | None

    @property
    def shipments(self) -> list[Shipment]:
        """Those that were not given up."""
        return [
            shipment
            for consignment in self.consignments
            for shipment in consignment.shipments.all()
            if shipment.status != "cancelled"
        ]

    @property
    def parcels(self) -> list[Parcel]:
        return [parcel for shipment in self.shipments for parcel in shipment.parcels.all()]


def find_order(token: UUID) -> Order | None:
    """The order that ``token`` opens, whoever holds it."""
    return Order.objects.filter(token=token).first()


def order_page(order: Order, language: str) -> OrderPageData:
    """Everything of the buyer's page; twelve statements (fourteen with a plan, two more once money went
    back), whatever the order's size."""
    shipments = Shipment.objects.order_by("id").prefetch_related("parcels__events", "parcels__numbers")
    consignments = list(
        Consignment.objects.filter(order=order)
        .order_by("position")
        .prefetch_related("lines", Prefetch("shipments", queryset=shipments))
    )
    facts = timeline(order, "buyer", language)
    numbers = [shipment.number for each in consignments for shipment in each.shipments.all()]
    invoices = frozenset(
        Document.objects.filter(shipment__number__in=numbers, kind=Document.Kind.INVOICE).values_list(
            "shipment__number", flat=True
        )
        if numbers
        else ()
    )
    cases = list(Case.objects.filter(order=order).exclude(status="resolved"))
    plan = plan_of(order)
    purchases = list(PurchaseTask.objects.filter(consignment__order=order).order_by("pk")) if plan else []
    refunds = _refunds(order) if any(fact.kind == "refund_requested" for fact in facts) else []
    return OrderPageData(
        order, consignments, facts, _move(order, consignments, facts, cases, purchases), invoices,
        late=late_promises(consignments, order.currency),
        proposed={case.facts["position"]: proposed_way(case) for case in cases if case.kind == PROPOSED},
        rooms=case_rooms(order, "buyer"),
        plan=plan, in_two=frozenset(plan.consignments.values_list("pk", flat=True) if plan else ()),
        due=due_now(order, plan, timezone.now()), purchases=purchases,
        refunds=refunds, kept=_kept(order, refunds),
    )  # fmt: skip


def charges_of(order: Order) -> list[Consignment]:
    """The consignments with their charges, for the page that explains them; three statements."""
    return list(
        Consignment.objects.filter(order=order).order_by("position").prefetch_related("charges", "lines")
    )


def invoice_of(order: Order, number: str) -> Document | None:
    """The commercial invoice of the order's shipment ``number``."""
    return Document.objects.filter(
        shipment__number=number, shipment__consignment__order=order, kind=Document.Kind.INVOICE
    ).first()


def delivery_of(order: Order, parcel_id: int) -> ProofOfDelivery | None:
    """The proof that the order's parcel was delivered."""
    rows = Parcel.objects.filter(shipment__consignment__order=order).prefetch_related("events", "numbers")
    parcel = rows.select_related("shipment__consignment__order").filter(pk=parcel_id).first()
    return proof_of_delivery(parcel) if parcel else None


def last_payment(order: Order) -> Payment | None:
    return Payment.objects.filter(order=order).order_by("-created_at").first()


def _refunds(order: Order) -> list[Refund]:
    rows = Refund.objects.filter(payment__order=order, currency=order.currency).exclude(status="failed")
    return list(rows.order_by("created_at"))


def _kept(order: Order, refunds: Collection[Refund]) -> Money | None:
    if not refunds:
        return None
    return paid_amount(order) - total((refund.money for refund in refunds), order.currency)


def _move(
    order: Order,
    consignments: Iterable[Consignment],
    facts: list[Fact],
    cases: Iterable[Case],
    purchases: Iterable[PurchaseTask],
) -> Move:
    since = facts[-1].at if facts else order.placed_at
    dropships = list(DropshipOrder.objects.filter(consignment__order=order))
    being_sent = {each.consignment_id for each in dropships}
    return whose_move(
        status=order.status,
        since=since,
        cases=[OpenCase(case.kind, case.owner, case.opened_at) for case in cases],
        shipments=[
            ShipmentState(
                state_on_the_way(shipment), shipment.clearance, since, is_collected(consignment.mode)
            )
            for consignment in consignments
            if consignment.progress != UNDELIVERABLE
            for shipment in consignment.shipments.all()
        ],
        dropships=[DropshipState(each.status, each.sent_at) for each in dropships],
        purchases=[
            PurchaseState(each.status, since) for each in purchases if each.consignment_id not in being_sent
        ],
    )
