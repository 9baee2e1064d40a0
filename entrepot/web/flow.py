"""The chart of an order's steps in words, the same on every surface (``components/flow.html``)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from entrepot.apps.lanes.queries import is_collected
from entrepot.apps.orders.models import Consignment, Order
from entrepot.domain.order_flow import FlowPart, order_flow
from entrepot.domain.order_progress import ENDED
from entrepot.domain.whose_move import Move

STEPS: Final = {
    "place": _("places the order"),
    "pay": _("pays"),
    "prepare": _("picks and packs"),
    "supply": _("accepts and ships"),
    "clear": _("clears the goods"),
    "deliver": _("brings the parcel"),
    "collect": _("collects the goods"),
    "receive": _("confirms receipt"),
}
ROLES: Final = {
    "buyer": _("Buyer"),
    "operator": _("Shop"),
    "supplier": _("Supplier"),
    "customs": _("Customs"),
    "carrier": _("Carrier"),
    "nobody": _("Nobody"),
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """``mover`` is the word for whose move it is, on a current step alone."""

    role: str
    who: str
    what: str
    state: str
    mover: str


def flow_shown(order: Order, consignments: Collection[Consignment], move: Move) -> list[StepShown]:
    """The steps of ``order`` in the active language; what is not coming has no part in it."""
    steps = order_flow(
        status=order.status,
        move=move,
        parts=[
            FlowPart(
                progress=one.progress,
                crosses_border=one.crosses_border,
                by_supplier=bool(one.supplier),
                is_collected=is_collected(one.mode),
            )
            for one in consignments
            if one.progress not in ENDED
        ],
    )
    return [
        StepShown(
            role=step.role,
            who=gettext(ROLES[step.role]),
            what=gettext(STEPS[step.key]),
            state=str(step.state),
            mover=gettext(ROLES[step.mover]) if step.mover else "",
        )
        for step in steps
    ]
