"""The buyer of a consignment that will be late, or should go another way, says how it shall go on."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.still_paid import refund_reference
from entrepot.apps.fulfilment.queries.promises import (
    AT_RISK,
    OfferedRemedy,
    chosen_key,
    reference_of,
    remedies_of,
    told_key,
)
from entrepot.apps.fulfilment.queries.proposals import ProposedWay, proposals_for
from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.fulfilment.services.reroute_consignment import reroute_consignment
from entrepot.apps.orders.models import Case, Consignment, Order
from entrepot.apps.orders.services.assign_case import assign_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.resolve_case import resolve_case
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.tracking.playbook import ASK_CARRIER
from entrepot.domain.tracking.remedies import Choice
from entrepot.kit.errors import Refused, invalid

ANSWERED: Final = "reroute_answered"


@transaction.atomic
def choose_remedy(*, consignment: Consignment, choice: str, by: str) -> Choice:
    """Carry out ``choice`` of ``domain.tracking.remedies`` for a way that was proposed to the buyer, or for a
    delay that they were told of.

    Said again the same changes nothing. Raises ``Refused``: 422 for what is no choice here or now, such as
    cancelling goods that have left meanwhile; ``no_delay`` when nothing is late any more; ``remedy_chosen``
    once another choice was made; and as ``reroute_consignment`` does where the way is gone meanwhile.
    """
    order = Order.objects.select_for_update().get(pk=consignment.order_id)
    proposed = proposals_for([consignment]).get(consignment.pk)
    if proposed is not None and choice in proposed.choices:
        _answer(consignment, order, proposed, Choice(choice), by)
        return Choice(choice)
    answered = order.timeline.filter(kind=ANSWERED, facts__position=consignment.position).last()
    if answered is not None and answered.facts["choice"] == choice:
        return Choice(choice)
    case = _standing_case(consignment)
    before = order.timeline.filter(key=chosen_key(case.pk)).first()
    if before is not None:
        if before.facts["choice"] == choice:
            return Choice(choice)
        raise Refused(_("You have chosen already. Write to us if that has changed."), code="remedy_chosen")
    remedy = _offered(consignment, order, choice)
    record_fact(
        order=order, kind="remedy_chosen", by=by, key=chosen_key(case.pk),
        facts={"choice": str(remedy.choice), "position": consignment.position,
               "amount": str(remedy.money.amount), "currency": order.currency},
    )  # fmt: skip
    assign_case(case=case, owner="carrier", due_at=timezone.now() + ASK_CARRIER.within)
    _carry_out(consignment, order, case, remedy, by)
    return remedy.choice


def _answer(consignment: Consignment, order: Order, proposed: ProposedWay, choice: Choice, by: str) -> None:
    record_fact(
        order=order, kind=ANSWERED, by=by, key=f"proposal:{proposed.case.pk}:answered",
        facts={"choice": str(choice), "position": consignment.position},
    )  # fmt: skip
    if choice == Choice.ACCEPT_WAY:
        reroute_consignment(
            consignment=consignment, warehouse=proposed.warehouse, lane=proposed.lane,
            reason=proposed.reason, by=by, agreed=proposed,
        )  # fmt: skip
    elif choice == Choice.CANCEL:
        cancel_consignment(
            consignment=consignment, reason="not_as_agreed", by=by,
        )  # fmt: skip
    else:
        resolve_case(case=proposed.case, by=by, resolution="the buyer keeps what was agreed")


def _standing_case(consignment: Consignment) -> Case:
    """The case about its delay, of which the buyer was told."""
    cases = Case.objects.filter(
        order=consignment.order_id, kind=AT_RISK, reference=reference_of(consignment)
    ).exclude(status="resolved")
    for case in cases:
        if consignment.order.timeline.filter(key=told_key(case.pk)).exists():
            return case
    raise Refused(_("This parcel is not late, so nothing needs to be chosen."), code="no_delay")


def _offered(consignment: Consignment, order: Order, choice: str) -> OfferedRemedy:
    for remedy in remedies_of(consignment, order.currency):
        if remedy.choice == choice:
            return remedy
    raise invalid("choice", _("That cannot be chosen any more. Choose one of those that are offered now."))


def _carry_out(consignment: Consignment, order: Order, case: Case, remedy: OfferedRemedy, by: str) -> None:
    if remedy.choice == Choice.CANCEL:
        cancel_consignment(
            consignment=consignment,
            reason="would_be_late",
            by=by,
        )
    elif remedy.money:
        request_refund(
            order=order, parts={"shipping": remedy.money}, reason="late_delivery",
            reference=refund_reference(consignment, f"promise:{case.pk}"), by=by,
        )  # fmt: skip
