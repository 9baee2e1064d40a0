"""Another way that nobody agreed to in time, or that was overtaken, is no longer on offer."""

from datetime import datetime

from django.db import transaction

from entrepot.apps.fulfilment.queries.proposals import open_proposals
from entrepot.apps.fulfilment.queries.rerouting import may_reroute
from entrepot.apps.orders.models import Case, Consignment, Order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.resolve_case import resolve_case


def lapse_proposals(*, now: datetime) -> int:
    """Close the proposals without an answer by ``now`` and those whose goods are being picked; returns how
    many. Everything stays as the buyer agreed when they ordered; of a cancelled order nobody is told so."""
    cases = open_proposals()
    return len([case for case in cases if (case.due_at <= now or _is_past(case)) and _lapse(case)])


def _is_past(case: Case) -> bool:
    consignment = Consignment.objects.filter(order=case.order_id, position=case.facts["position"]).first()
    return consignment is None or not may_reroute(consignment)


@transaction.atomic
def _lapse(case: Case) -> bool:
    """The order is locked first, as by whoever answers; a proposal that was answered meanwhile stays so."""
    order = Order.objects.select_for_update(of=("self",)).get(cases=case)
    if not open_proposals().filter(pk=case.pk).exists():
        return False
    if order.status == "cancelled":
        resolve_case(case=case, by="system", resolution="the order was cancelled")
        return True
    resolve_case(case=case, by="system", resolution="no answer: it goes as agreed")
    record_fact(
        order=order, kind="reroute_lapsed", by="system", key=f"proposal:{case.pk}:lapsed",
        facts={"position": case.facts["position"], "promised_on": case.facts["promised_on"]},
    )  # fmt: skip
    return True
