"""What a changed rule book would do to consignments that were really asked about."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.domain.duties import Dates, LandedCost, RuleBook, Status, consignment_from_document, landed_cost
from entrepot.domain.duties.consignment import Consignment
from entrepot.kit.errors import invalid

QUOTES_TRIED = 200


@dataclass(frozen=True)
class Effect:
    """Duty, tax and fees of the consignments to one ``destination`` in one ``currency``, as decimal text; of
    those that neither rule book refuses."""

    destination: str
    currency: str
    quotes: int
    changed: int
    before: str
    after: str


@dataclass(frozen=True)
class DryRun:
    """``tried`` consignments, of which ``changed`` get another answer (other charges, scheme or status);
    ``newly_partial`` and ``newly_refused`` of them were complete before. ``on``: the day it was tried for,
    when another than those of the consignments."""

    tried: int
    changed: int
    newly_partial: int
    newly_refused: int
    on: str
    effects: tuple[Effect, ...]

    def document(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


def try_rules(*, now: RuleBook, changed: RuleBook, on: date | None = None) -> DryRun:
    """The newest stored consignments (at most 200) quoted by both books; nothing is stored.

    Both are calculated today, so the difference is that of the rules alone. ``on`` moves every consignment to
    that day, to try a rule that comes into force later. Raises ``Refused`` 422 when the changed book cannot
    be calculated with.
    """
    stored = LandedCostQuote.objects.order_by("-created_at", "pk").values_list("inputs", flat=True)
    pairs = [_both(asked, now, changed) for asked in _consignments(stored[:QUOTES_TRIED], on)]
    moved = [pair for pair in pairs if _differs(*pair)]
    became = Counter(after.status for before, after in moved if before.status != after.status)
    return DryRun(
        len(pairs), len(moved), became[Status.PARTIAL], became[Status.REFUSED], on.isoformat() if on else "",
        tuple(_effects(pairs)),
    )  # fmt: skip


def _consignments(documents: Iterable[Mapping[str, Any]], on: date | None) -> list[Consignment]:
    asked = [consignment_from_document(document) for document in documents]
    return [replace(one, dates=Dates(as_of=on)) for one in asked] if on else asked


def _both(asked: Consignment, now: RuleBook, changed: RuleBook) -> tuple[LandedCost, LandedCost]:
    before = landed_cost(asked, now)
    try:
        return before, landed_cost(asked, changed)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # A file may be well formed and still hold a word where the law needs a number.
        raise invalid(
            "content",
            _("A consignment to %(country)s cannot be calculated by these rules: %(error)s")
            % {"country": asked.destination.country, "error": error or type(error).__name__},
        ) from error


def _differs(before: LandedCost, after: LandedCost) -> bool:
    def told(cost: LandedCost) -> tuple[object, ...]:
        charges = [(one.code, one.rate, one.amount, one.payer, one.due) for one in cost.charges]
        return cost.status, cost.scheme, charges, cost.totals

    return told(before) != told(after)


def _effects(pairs: Iterable[tuple[LandedCost, LandedCost]]) -> Iterable[Effect]:
    groups: dict[tuple[str, str], list[tuple[LandedCost, LandedCost]]] = {}
    for pair in pairs:
        groups.setdefault((pair[0].destination, pair[0].currency), []).append(pair)
    for (destination, currency), group in sorted(groups.items()):
        both = [pair for pair in group if Status.REFUSED not in (pair[0].status, pair[1].status)]
        before, after = (sum((_charged(pair[side]) for pair in both), Decimal(0)) for side in (0, 1))
        changed = sum(1 for pair in group if _differs(*pair))
        yield Effect(destination, currency, len(group), changed, str(before), str(after))


def _charged(cost: LandedCost) -> Decimal:
    return cost.totals.duty.amount + cost.totals.tax.amount + cost.totals.fees.amount
