"""The papers a shipment needs, and what is missing before they can be made."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from entrepot.apps.customs.documents.declared import Declared, by_parcel, declared
from entrepot.apps.customs.queries import demands_of
from entrepot.apps.customs.words import gap_sentence
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.packing import hazards_of
from entrepot.apps.lanes.models import Lane
from entrepot.apps.markets.queries import convert
from entrepot.domain.customs.completeness import Gap, gaps
from entrepot.domain.customs.papers import (
    NeededPaper,
    PaperRules,
    Travel,
    papers_needed,
    read_paper_rules,
)

RULES_FILE: Final = Path(__file__).parents[1] / "papers.toml"
CUSTOMS_PAPERS: Final = frozenset({"cn22", "cn23", "commercial_invoice", "packing_list"})
FROM_THE_BUYER: Final = frozenset({"importer_id_missing", "recipient_phone_missing"})


@dataclass(frozen=True, slots=True)
class Missing:
    """A translated sentence, the papers that wait for it, and who supplies it: ``operator`` or ``buyer``."""

    message: str
    papers: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True)
class PaperSet:
    needed: tuple[NeededPaper, ...]
    missing: tuple[Missing, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(one.paper for one in self.needed)


@cache
def paper_rules() -> PaperRules:
    """The packaged rules, read once per process."""
    return read_paper_rules(RULES_FILE.read_text(encoding="utf-8"))


def paper_set(shipment: Shipment) -> PaperSet:
    """What the rules ask of the packed ``shipment``. Goods are worth what was declared for them."""
    whole = declared(shipment)
    consignment = whole.consignment
    lane = Lane.objects.select_related("mode").get(code=consignment.lane)
    on = (shipment.packed_at or shipment.created_at).date()
    items = by_parcel(whole) if consignment.crosses_border else [whole]
    travel = Travel(
        abroad=consignment.crosses_border,
        channel=lane.channel,
        parcels=tuple((convert(item.value, "EUR", on).amount, item.gross_weight_g) for item in items),
        dangerous=_asks_for_a_note(shipment),
        of_mode=frozenset(lane.mode.config.get("papers", ())),
    )
    needed = papers_needed(travel, paper_rules())
    waiting = tuple(one.paper for one in needed if one.paper in CUSTOMS_PAPERS)
    lacking = _gaps(whole) if waiting and whole.declaration is None else []
    return PaperSet(needed, tuple(_missing(gap, waiting) for gap in lacking))


def _gaps(whole: Declared) -> list[Gap]:
    return gaps(
        whole.goods, demands_of(whole.recipient.country), importer_id=whole.importer_id,
        recipient_phone=whole.recipient.phone,
    )  # fmt: skip


def _missing(gap: Gap, papers: tuple[str, ...]) -> Missing:
    return Missing(gap_sentence(gap), papers, "buyer" if gap.key in FROM_THE_BUYER else "operator")


def _asks_for_a_note(shipment: Shipment) -> bool:
    hazards = hazards_of(shipment)
    return any(
        rule.note and rule.concerns(piece) for rule in hazards.rules for piece in hazards.pieces.values()
    )
