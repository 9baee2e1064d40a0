"""Orders, payments and tracking of a partner's program. A key sees only the orders of its own user."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router

from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.eta import Arrival, arrival_of
from entrepot.apps.fulfilment.queries.leg_clocks import next_leg_of
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.queries import timeline
from entrepot.apps.payments.models import PaymentPlan
from entrepot.apps.payments.queries import plan_of
from entrepot.apps.payments.services.open_payment import open_payment
from entrepot.kit.errors import invalid, not_found
from entrepot.web.api.authentication import Key, caller
from entrepot.web.api.carts import FAULTS, own_quote
from entrepot.web.api.idempotent import answer_once
from entrepot.web.api.problems import Problem
from entrepot.web.api.schemas import (
    ArrivalOut,
    ChargeOut,
    ConsignmentOut,
    EventOut,
    MoneyOut,
    NextLegOut,
    OrderIn,
    OrderLineOut,
    OrderOut,
    ParcelOut,
    PaymentIn,
    PaymentOut,
    PaymentPlanOut,
    TrackedParcelOut,
    TrackingEventOut,
)

router = Router(tags=["orders"], auth=Key("orders"))


@router.post("/orders", response={201: OrderOut, **FAULTS})
def post_order(request: HttpRequest, payload: OrderIn) -> HttpResponse:
    """Place a quote exactly as it was shown. Stock is held until ``pay_by``."""

    def act() -> OrderOut:
        quote = own_quote(request, payload.quote_id, lock=True)
        order = place_order(
            quote=quote, is_locked=True,
            email=payload.email, user=caller(request).user, language=get_language() or "en",
            accept_unknown_charges=payload.accept_unknown_charges, source="api",
        )  # fmt: skip
        return _order_out(order, plan_of(order) if quote.plan["deposit"] else None)

    return answer_once(request, act)


@router.get("/orders/{number}", response={200: OrderOut, **FAULTS})
def get_order(request: HttpRequest, number: str) -> OrderOut:
    order = _own_order(request, number)
    return _order_out(order, plan_of(order))


@router.post("/orders/{number}/payments", response={201: PaymentOut, **FAULTS, 503: Problem})
def post_payment(request: HttpRequest, number: str, payload: PaymentIn) -> HttpResponse:
    """Open a payment of what is due now; the payer is sent to ``redirect_url``. An open payment is given
    back."""
    order = _own_order(request, number)

    def act() -> PaymentOut:
        back = _return_url(payload.return_url) or settings.SITE_URL + reverse(
            "storefront:order", args=[order.token]
        )
        payment = open_payment(order=order, return_url=back, language=order.language)
        return PaymentOut(
            id=payment.pk,
            status=payment.status,
            amount=MoneyOut.of(payment.money),
            redirect_url=payment.redirect_url,
        )

    return answer_once(request, act, calls_out=True)


@router.get("/orders/{number}/timeline", response={200: list[EventOut], **FAULTS})
def get_timeline(request: HttpRequest, number: str) -> list[EventOut]:
    """The order's one story in the language of ``Accept-Language``."""
    order = _own_order(request, number)
    entries = timeline(order, reader="buyer", language=get_language() or "en")
    return [EventOut(at=entry.at, kind=entry.kind, text=entry.sentence) for entry in entries]


@router.get("/orders/{number}/tracking", response={200: list[TrackedParcelOut], **FAULTS})
def get_tracking(request: HttpRequest, number: str) -> list[TrackedParcelOut]:
    """Every parcel of the order with its events, oldest first."""
    order = _own_order(request, number)
    parcels = (
        Parcel.objects.filter(shipment__consignment__order=order)
        .select_related("shipment__consignment")
        .prefetch_related("events", "numbers")
        .order_by("id")
    )
    return [
        TrackedParcelOut(
            carrier=parcel.carrier, tracking_number=parcel.tracking_number, status=parcel.tracking_status,
            next=_next(parcel),
            events=[TrackingEventOut.from_orm(event) for event in parcel.events.all()],
        )
        for parcel in parcels
    ]  # fmt: skip


def _next(parcel: Parcel) -> NextLegOut | None:
    shipment = parcel.shipment
    coming = next_leg_of(parcel, shipment.consignment, shipment.dispatched_at, timezone.now())
    return NextLegOut(leg=coming.leg, usually_by=coming.usually_by) if coming else None


def _return_url(told: str) -> str:
    """``told`` when a browser can be sent there. Raises ``Refused`` 422."""
    try:
        parts = urlsplit(told)
    except ValueError:
        parts = urlsplit("")
    if told and not (parts.scheme in ("http", "https") and parts.hostname and told.isprintable()):
        raise invalid("return_url", _("Send an address that begins with https:// or http://."), "url_shape")
    return told


def _own_order(request: HttpRequest, number: str) -> Order:
    order = Order.objects.filter(number=number, user_id=caller(request).user_id).first()
    if order is None:
        raise not_found(_("There is no such order."))
    return order


def _order_out(order: Order, plan: PaymentPlan | None) -> OrderOut:
    """An order just placed brings its rows along; of another they are read. Unpaid ones have no parcels."""
    is_sent = order.status != "awaiting_payment"
    boxes = "consignments__shipments__parcels"
    parcels = [f"{boxes}__events", f"{boxes}__numbers"] if is_sent else []
    prefetch_related_objects([order], "lines", "charges", "consignments", *parcels)
    positions = {consignment.pk: consignment.position for consignment in order.consignments.all()}
    return OrderOut(
        number=order.number, status=order.status, placed_at=order.placed_at, pay_by=order.pay_by,
        goods=MoneyOut.of(order.goods), shipping=MoneyOut.of(order.shipping), duty=MoneyOut.of(order.duty),
        tax=MoneyOut.of(order.tax), fees=MoneyOut.of(order.fee), total=MoneyOut.of(order.total),
        due_on_delivery=MoneyOut.of(order.due_on_delivery),
        lines=[
            OrderLineOut(
                sku=line.sku, quantity=line.quantity, unit_price=MoneyOut.of(line.unit_price),
                line_total=MoneyOut.of(line.line_total), hs_code=line.hs_code,
                origin_country=line.origin_country,
            )
            for line in order.lines.all()
        ],
        charges=[
            ChargeOut(
                consignment=positions[charge.consignment_id], kind=charge.kind, label=charge.label,
                amount=MoneyOut.of(charge.money), due=charge.due, explanation=charge.explanation,
            )
            for charge in order.charges.all()
        ],
        consignments=[_consignment_out(each, is_sent=is_sent) for each in order.consignments.all()],
        payment_plan=_plan_out(plan) if plan else None,
    )  # fmt: skip


def _plan_out(plan: PaymentPlan) -> PaymentPlanOut:
    return PaymentPlanOut(
        status=plan.status,
        consignments=list(plan.consignments.order_by("position").values_list("position", flat=True)),
        at_once=MoneyOut.of(plan.at_once),
        deposit=MoneyOut.of(plan.deposit),
        balance=MoneyOut.of(plan.balance),
        balance_due_at=plan.balance_due_at,
    )


def _consignment_out(consignment: Consignment, *, is_sent: bool) -> ConsignmentOut:
    shipments = consignment.shipments.all() if is_sent else []
    parcels = [parcel for shipment in shipments for parcel in shipment.parcels.all()]
    return ConsignmentOut(
        position=consignment.position, mode=consignment.mode, ships_from=consignment.ships_from,
        incoterm=consignment.incoterm, promised_from=consignment.promised_from,
        promised_to=consignment.promised_to,
        arrival=_arrival_out(arrival_of(consignment, timezone.now()) if is_sent else None),
        parcels=[
            ParcelOut(
                carrier=parcel.carrier, tracking_number=parcel.tracking_number, status=parcel.tracking_status,
                last_event_at=parcel.last_event_at,
            )
            for parcel in parcels
        ],
    )  # fmt: skip


def _arrival_out(arrival: Arrival | None) -> ArrivalOut | None:
    return ArrivalOut.from_orm(arrival) if arrival else None
