"""The proposed boxes of a shipment, ready to be drawn."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.packing import Proposal, packing_proposal
from entrepot.apps.lanes.words import goods_named
from entrepot.domain.money import Money
from entrepot.domain.packing import PackedBox
from entrepot.kit.texts import text_in

HANDLING: Final = {
    "upright": gettext_noop("Keep upright"),
    "bagged": gettext_noop("Bag each liquid with something absorbent"),
    "lithium_mark": gettext_noop("Stick the lithium battery mark on it"),
    "lithium_check": gettext_noop("At most two devices with battery in this parcel"),
    "lq_mark": gettext_noop("Stick the limited quantity mark on it"),
}


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box from above. ``contents`` are units and name, ``places`` rectangles in millimetres with the lowest
    first, so that what lies on top is drawn last."""

    position: int
    box: PackedBox
    freight: Money
    contents: list[tuple[int, str]]
    places: list[tuple[int, int, int, int]]
    handling: list[str]


@dataclass(frozen=True)
class ProposalShown:
    boxes: list[DrawnBox]
    total: Money
    freight: Money
    left_over: list[tuple[int, str]]
    assumed: list[str]
    objections: list[str]


def proposal_of(shipment: Shipment) -> Proposal | None:
    """While it is being picked; ``None`` where nothing can be proposed."""
    return packing_proposal(shipment) if shipment.status == "picking" else None


def proposal_shown(shipment: Shipment, proposal: Proposal) -> ProposalShown:
    """``proposal`` with the names of the goods."""
    names = {str(line.pk): text_in(line.order_line.name) for line in shipment.lines.all()}
    packing = proposal.packing
    against = []
    for one in proposal.objections:
        said = f"{text_in(one.rule.text)} ({one.rule.source})" if one.rule else _refused(one.refused)
        against.append(f"{names[one.id]}: {said}")
    return ProposalShown(
        boxes=[
            _drawn(position, box, names, proposal.currency)
            for position, box in enumerate(packing.boxes, start=1)
        ],
        total=Money(packing.cost, proposal.currency).rounded(),
        freight=Money(packing.freight, proposal.currency).rounded(),
        left_over=[(count, names[id]) for id, count in packing.left_over.items()],
        assumed=sorted(names[id] for id in packing.assumed),
        objections=against,
    )


def _refused(flag: str) -> str:
    return _("The lane does not carry %(flags)s.") % {"flags": goods_named([flag])[0]}


def _drawn(position: int, box: PackedBox, names: dict[str, str], currency: str) -> DrawnBox:
    lowest_first = sorted(box.placements, key=lambda one: (one.z + one.height, one.x, one.y))
    return DrawnBox(
        position=position,
        box=box,
        freight=Money(box.freight, currency).rounded(),
        contents=[(count, names[id]) for id, count in box.contents().items()],
        places=[(one.x, one.y, one.length, one.width) for one in lowest_first],
        handling=[_(HANDLING[word]) for word in sorted(box.handling)],
    )
