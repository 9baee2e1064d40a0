"""Parcels in trouble whose buyers were asked and did not answer: the shop goes on without them."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entrepot.apps.fulfilment.queries.lost_goods import IN_TROUBLE
from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.assign_case import assign_case
from entrepot.domain.tracking.playbook import remedy_for

ACT_WITHIN: Final = timedelta(hours=24)


def take_up_unanswered(*, now: datetime) -> int:
    """Make each case ``parcel_exception`` whose buyer's time to answer is over the operator's, with what the
    playbook says to do otherwise; returns how many there were."""
    waiting = Case.objects.filter(kind=IN_TROUBLE, owner="buyer", due_at__lte=now).exclude(status="resolved")
    return len([_take_up(case, now) for case in waiting])


@transaction.atomic
def _take_up(case: Case, now: datetime) -> Case:
    row = assign_case(case=case, owner="operator", due_at=now + ACT_WITHIN)
    remedy = remedy_for(row.facts.get("reason", ""))
    row.facts = {**row.facts, "remedy": remedy.otherwise or remedy.step}
    row.save(update_fields=["facts"])
    return row
