"""An order as its page shows it: stages, story, parcels."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.apps.checkout.queries.still_paid import refund_reference
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.eta import arrival_of
from entrepot.apps.fulfilment.queries.leg_clocks import next_leg_of
from entrepot.apps.fulfilment.queries.lost_goods import money_for_lost
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.fulfilment.queries.promises import LatePromise
from entrepot.apps.fulfilment.queries.proposals import ProposedWay
from entrepot.apps.fulfilment.queries.way_ends import way_has_ended
from entrepot.apps.inventory.queries.stores import store_of
from entrepot.apps.lanes.queries import is_collected, leaves_bond
from entrepot.apps.orders.models import Consignment, Order, OrderLine
from entrepot.apps.orders.services.report_problem import SENT
from entrepot.apps.orders.words import move_sentence
from entrepot.apps.orders.words.carriers import carrier_name, place_in_words
from entrepot.apps.orders.words.partner_texts import partner_text
from entrepot.apps.orders.words.promises import CHOICES
from entrepot.domain.money import Money, total
from entrepot.domain.order_progress import ENDED, UNDELIVERABLE
from entrepot.domain.tracking.derive import whereabouts
from entrepot.domain.tracking.statuses import TrackingReason
from entrepot.domain.whose_move import Move
from entrepot.kit.texts import text_in
from entrepot.web.case_forms import AnswerForm
from entrepot.web.case_rooms import room_shown
from entrepot.web.flow import flow_shown
from entrepot.web.next_leg_words import next_words
from entrepot.web.pictures import art_url
from entrepot.web.places import country_name
from entrepot.web.storefront.forms import ProblemForm
from entrepot.web.storefront.parcel_numbers import numbers_shown
from entrepot.web.storefront.queries.bonded_towns import bonded_town
from entrepot.web.storefront.queries.order_page import OrderPageData
from entrepot.web.storefront.quote_view import incoterm_words
from entrepot.web.storefront.way_words import way_words
from entrepot.web.templatetags.entrepot_ui import dt

STAGES: Final = (
    ("awaiting_payment", gettext_noop("Placed")),
    ("confirmed", gettext_noop("Paid")),
    ("in_fulfilment", gettext_noop("Being prepared")),
    ("shipped", gettext_noop("On its way")),
    ("delivered", gettext_noop("Delivered")),
)
COLLECTED: Final = {"shipped": gettext_noop("Ready at the shop"), "delivered": gettext_noop("Collected")}
# How far each state is along the stages above: the index of the stage that is current.
REACHED: Final = {"awaiting_payment": 0, "confirmed": 1, "in_fulfilment": 2, "shipped": 3, "delivered": 4}


def order_view(data: OrderPageData) -> dict[str, Any]:
    """What ``storefront/order.html`` expects beside the order itself."""
    return {
        "stages": stages(
            data.order.status, collected=_is_collected(data), arrives=_arrives(data.consignments)
        ),
        "state_label": _state_label(data),
        "entries": _entries(data),
        "move_is_yours": data.move.role == "buyer",
        "move": _move(data.move),
        "flow": flow_shown(data.order, data.consignments, data.move),
        "rooms": [room_shown(room, _file_url(data.order)) for room in data.rooms],
        "answer_form": AnswerForm(),
        "problem_form": ProblemForm() if data.order.status in SENT else None,
        "consignments": [_consignment(each, data) for each in data.consignments],
        "country": country_name(data.order.address["country"]),
        "plan": data.plan,
        "came_short": _came_short(data),
        "due": data.due,
        "new_prices": _new_prices(data),
        "refunds": data.refunds,
        "kept": data.kept,
        "is_whole": not any(each.progress == UNDELIVERABLE for each in data.consignments),
    }


def _is_collected(data: OrderPageData) -> bool:
    """Whether no carrier brings anything of the order: its buyer fetches all of it."""
    living = [each for each in data.consignments if each.progress != "cancelled"]
    return bool(living) and all(is_collected(each.mode) for each in living)


def _arrives(consignments: Collection[Consignment]) -> bool:
    """Whether anything of the order reached its buyer or still may."""
    ends = {each.progress for each in consignments}
    return UNDELIVERABLE not in ends or not ends <= set(ENDED)


def _state_label(data: OrderPageData) -> str:
    if not _arrives(data.consignments):
        return _("Paid back")
    return _("Ready at the shop") if _waits_at_the_counter(data) else ""


def _waits_at_the_counter(data: OrderPageData) -> bool:
    return data.order.status == "shipped" and _is_collected(data)


def _came_short(data: OrderPageData) -> bool:
    """Whether the plan is for the rest of a payment, not for goods that are bought after the order."""
    return data.plan is not None and not data.purchases and data.plan.status != "awaiting_deposit"


def _new_prices(data: OrderPageData) -> list[dict[str, Any]]:
    """What the order would cost at each price now asked in a shop, while that waits for an answer."""
    positions = {each.pk: each.position for each in data.consignments}
    raised = [
        (task, Money(task.asked_total_amount, data.order.currency))
        for task in data.purchases
        if task.status == "price_raised" and task.asked_total_amount is not None
    ]
    return [
        {
            "number": task.number,
            "position": positions[task.consignment_id],
            "total": asked,
            "more": asked - data.order.total,
            "answer_by": task.buy_by,
        }
        for task, asked in raised
    ]


def stages(status: str, *, collected: bool = False, arrives: bool = True) -> list[dict[str, str]]:
    """For ``components/stage_bar.html``. A cancelled order stops where it was placed, and one of which
    nothing ``arrives`` on its way; what is ``collected`` in a shop is ready there instead of on its way."""
    if status == "cancelled":
        return [{"label": _("Placed"), "state": "done"}, {"label": _("Cancelled"), "state": "problem"}]
    if not arrives:
        on_the_way = [{"label": _(label), "state": "done"} for _status, label in STAGES[:-1]]
        return [*on_the_way, {"label": _("Paid back"), "state": "problem"}]
    reached = REACHED.get(status, len(STAGES))
    labels = [(state, COLLECTED.get(state, label) if collected else label) for state, label in STAGES]
    return [
        {"label": _(label), "state": "done" if place < reached else "now" if place == reached else "todo"}
        for place, (_status, label) in enumerate(labels)
    ]


def line_view(line: OrderLine) -> dict[str, Any]:
    return {
        "name": text_in(line.name),
        "sku": line.sku,
        "quantity": line.quantity,
        "image_url": art_url(line.art),
        "unit_price": line.unit_price,
        "total": line.line_total,
    }


def _entries(data: OrderPageData) -> list[dict[str, Any]]:
    """The story for ``components/timeline.html``; the last fact carries whose move it is."""
    entries: list[dict[str, Any]] = [
        {
            "title": fact.sentence,
            "at": fact.at,
            "state": "problem" if fact.problem else "done",
        }
        for fact in data.facts
        if fact.kind != "order_shipped" or not _is_collected(data)
    ]
    if data.move.role != "nobody":
        entries.append(
            {
                "title": _("Now"),
                "state": "now",
                "move": _move(data.move),
                "move_is_yours": data.move.role == "buyer",
            }
        )
    return entries


def _way(each: Consignment, country: str) -> str:
    from_bond = leaves_bond(each.mode)
    town = bonded_town(each.warehouse) if from_bond else ""
    return way_words(each.ships_from, country, from_bond=from_bond, town=town)


def _consignment(each: Consignment, data: OrderPageData) -> dict[str, Any]:
    shipments = [shipment for shipment in each.shipments.all() if shipment.status != "cancelled"]
    return {
        "position": each.position,
        "store": store_of(each.warehouse) if is_collected(each.mode) else None,
        "ships_from": country_name(each.ships_from),
        "way": _way(each, data.order.address["country"]),
        "by_supplier": bool(each.supplier),
        "is_bought": each.pk in data.in_two and not _came_short(data),
        "crosses_border": each.crosses_border,
        "is_coming": data.order.status != "cancelled" and each.progress not in ENDED,
        "undelivered": _undelivered(each, data),
        "promised_from": each.promised_from,
        "promised_to": each.promised_to,
        "arrival": arrival_of(each, timezone.now()),
        "late": _late(data.late[each.pk]) if each.pk in data.late else None,
        "lost_money": _sum(money_for_lost(each), data.order.currency),
        "proposed": _proposed(data.proposed[each.position]) if each.position in data.proposed else None,
        "incoterm": _incoterm(each, in_two=each.pk in data.in_two),
        "progress": each.progress,
        "lines": [line_view(line) for line in each.lines.all()],
        "parcels": [
            {**_parcel(parcel, each), "next": _next(parcel, each, shipment, data.order)}
            for shipment in shipments
            for parcel in shipment.parcels.all()
        ],
        "invoices": [shipment.number for shipment in shipments if shipment.number in data.invoices],
        "clearance": next((one.clearance for one in shipments if one.clearance != "not_needed"), ""),
    }


def _move(move: Move) -> str:
    """A case that waits for the buyer is answered on this page."""
    if move.role == "buyer" and move.what_key.startswith("case."):
        return _("Your move: please answer below")
    return move_sentence(move.what_key, "buyer")


def _late(late: LatePromise) -> dict[str, Any]:
    return {
        "promised_on": late.promised_on,
        "first_on": late.first_on,
        "last_on": late.last_on,
        "chosen": _(CHOICES[late.chosen]) if late.chosen else "",
        "remedies": [
            {"code": one.choice, "label": _(CHOICES[one.choice]), "money": one.money} for one in late.remedies
        ],
    }


def _undelivered(each: Consignment, data: OrderPageData) -> dict[str, Any] | None:
    """Of what is not waited for any more: how much of its own money went back, where that is known."""
    if each.progress != UNDELIVERABLE:
        return None
    prefix = refund_reference(each, "")
    back = [refund.money for refund in data.refunds if refund.reference.startswith(prefix)]
    return {"money": total(back, data.order.currency) if back else None}


def _way_end(parcel: Parcel) -> str:
    """The state of a parcel for which its buyer was paid back."""
    if not way_has_ended(parcel):
        return parcel.tracking_status
    reason = whereabouts(heard(parcel)).reason
    return str(reason) if reason in (TrackingReason.DAMAGED, TrackingReason.LOST) else "returned"


def _sum(parts: Mapping[str, Money], currency: str) -> Money | None:
    return total(parts.values(), currency) if parts else None


def _proposed(way: ProposedWay) -> dict[str, Any]:
    return {
        "way": way,
        "country": country_name(way.ships_from),
        "choices": [{"code": choice, "label": _(CHOICES[choice])} for choice in way.choices],
    }


def _file_url(order: Order) -> Callable[[int], str]:
    return lambda pk: reverse("storefront:case_file", args=[order.token, pk])


def _incoterm(each: Consignment, *, in_two: bool) -> str:
    """Nothing is promised about charges that are not all known."""
    told = each.crosses_border and each.landed_cost.get("status") != "partial"
    return incoterm_words(each.incoterm, each.order.importer_kind, in_two=in_two) if told else ""


def _next(parcel: Parcel, each: Consignment, shipment: Shipment, order: Order) -> str:
    coming = next_leg_of(parcel, each, shipment.dispatched_at, timezone.now())
    return next_words(coming, order.address["country"])


def _parcel(parcel: Parcel, each: Consignment) -> dict[str, Any]:
    return {
        "tracking_number": parcel.tracking_number,
        "numbers": numbers_shown(parcel),
        "pk": parcel.pk,
        "carrier": carrier_name(parcel.carrier),
        "status": _way_end(parcel) if each.progress == UNDELIVERABLE else parcel.tracking_status,
        "weight_g": parcel.weight_g,
        "events": [
            {
                "title": partner_text(event.description),
                "at": event.at,
                "place": place_in_words(parcel.carrier, event.location),
                "state": "problem" if event.status == "exception" else "done",
            }
            for event in parcel.events.all()
        ],
        "last": dt(parcel.last_event_at) if parcel.last_event_at else "",
    }
