"""What old stock should be written down by, and what stands of earlier write-downs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from entrepot.apps.inventory.models import Lot, WriteDown, WriteDownPolicy
from entrepot.domain.inventory.write_downs import Basis, WriteDownRule, still_written_down, strictest
from entrepot.domain.money import Money, total


@dataclass(frozen=True, slots=True)
class WriteDownSuggestion:
    """``units`` of a lot cost ``value``; by ``rule`` ``amount`` more than is ``written_down`` is lost."""

    lot: Lot
    rule: WriteDownRule
    age_days: int
    days_left: int | None
    units: int
    value: Money
    written_down: Money
    amount: Money


def policy_on(day: date) -> WriteDownPolicy | None:
    """The rules in force on a day."""
    return WriteDownPolicy.objects.filter(valid__contains=day).first()


def suggested_write_downs(*, on: date, lots: QuerySet[Lot] | None = None) -> list[WriteDownSuggestion]:
    """What the rules of the day ask to be written down of ``lots`` (all), the largest first by warehouse.

    Three statements. Lots whose cost nobody knows are left out.
    """
    policy = policy_on(on)
    if policy is None:
        return []
    rules = policy.steps
    rows = (Lot.objects.all() if lots is None else lots).filter(Q(quantity__gt=0) | Q(blocked__gt=0))
    held = list(
        rows.filter(_covered(rules, on)).exclude(currency="")
        .select_related("level__warehouse", "level__variant__product")
        .defer("level__variant__product__search", "level__variant__product__description")
    )  # fmt: skip
    standing = written_down([lot.pk for lot in held])
    found = [_suggestion(lot, rules, on, standing.get(lot.pk, ())) for lot in held]
    return sorted(
        (each for each in found if each is not None),
        key=lambda each: (each.lot.level.warehouse.code, -each.amount.amount, each.lot.pk),
    )


def written_down(lot_ids: Iterable[int]) -> dict[int, list[WriteDown]]:
    """The write-downs of lots; one statement."""
    found: dict[int, list[WriteDown]] = defaultdict(list)
    for row in WriteDown.objects.filter(lot_id__in=lot_ids):
        found[row.lot_id].append(row)
    return found


def standing_write_down(write_downs: Iterable[WriteDown], left: int, currency: str) -> Money:
    """What of a lot's ``write_downs`` is on the ``left`` units that still lie there; exact."""
    return total((still_written_down(row.money, row.units, left) for row in write_downs), currency)


def _covered(rules: Iterable[WriteDownRule], on: date) -> Q:
    """Lots that some rule may cover; which one is decided rule by rule."""
    found = Q(pk__in=())
    for rule in rules:
        if rule.basis is Basis.AGE:
            found |= Q(received_at__date__lte=on - timedelta(days=rule.days))
        else:
            found |= Q(expires_on__lte=on + timedelta(days=rule.days))
    return found


def _suggestion(
    lot: Lot, rules: Iterable[WriteDownRule], on: date, earlier: Iterable[WriteDown]
) -> WriteDownSuggestion | None:
    age = max(0, (on - lot.received_at.date()).days)
    left = (lot.expires_on - on).days if lot.expires_on else None
    rule = strictest(rules, age_days=age, days_left=left)
    value = lot.value
    if rule is None or value is None:
        return None
    standing = standing_write_down(earlier, lot.units, value.currency).rounded()
    amount = (value * rule.share).rounded() - standing
    if amount.amount <= 0:
        return None
    return WriteDownSuggestion(lot, rule, age, left, lot.units, value, standing, amount)
