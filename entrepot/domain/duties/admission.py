"""May the goods go this way at all, and is what the declaration needs in shape? Looked at before any sum.

Ill-formed numbers and codes are warnings that name the field and the remedy: the calculation stands without
them, the declaration does not.
"""

from decimal import Decimal
from functools import lru_cache

from entrepot.domain.duties.conditions import applies
from entrepot.domain.duties.outcome import LICENCE_HELD, OUTCOMES, REFUSED, Notice, Restriction
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Workings
from entrepot.domain.identifiers import (
    IDENTIFIERS,
    OF_SCHEME,
    BadIdentifier,
    check_hs,
    hs_digits,
    is_identifier,
)


def restrict(workings: Workings) -> None:
    """Record every restriction that the goods meet, and what would lift it."""
    for rule in workings.rules.all("restriction"):
        hit = _hit(workings, rule)
        if hit:
            _record(workings, rule, hit)
    for rule in workings.rules.all("positive_list"):
        _hold_against_list(workings, rule, _hit(workings, rule))


def check_declaration(workings: Workings) -> None:
    """Warn of numbers of importer and seller, and of commodity codes, that the destination will not take."""
    consignment, territory = workings.consignment, workings.jurisdiction.code
    for rule in workings.rules.all("importer_id"):
        if applies(workings, rule, 0):
            _check_importer(workings, rule)
            break
    for scheme, number in consignment.seller.registrations.items():
        kind = OF_SCHEME.get(scheme)
        if kind and number and not is_identifier(kind, number):
            workings.warn(
                "warn.registration_number", path=f"seller.registrations.{scheme}", number=number,
                example=IDENTIFIERS[kind].example,
            )  # fmt: skip
    for index, line in enumerate(workings.lines):
        fault = _fault_of_code(territory, line.hs) if line.hs else ""
        if fault:
            digits = ", ".join(str(count) for count in hs_digits(territory))
            path = f"lines[{index}].hs"
            workings.warn(f"warn.hs_{fault}", (index,), path=path, hs=line.hs, place=territory, digits=digits)


def _check_importer(workings: Workings, rule: Rule) -> None:
    number, kinds = workings.consignment.importer.id, rule.texts("numbers")
    said = {"path": "importer.id", "name": rule.text("name"), "example": IDENTIFIERS[kinds[0]].example}
    if not number:
        if rule.flag("required"):
            workings.warn("warn.importer_id_missing", **said)
    elif not any(is_identifier(kind, number) for kind in kinds):
        workings.warn("warn.importer_id", number=number, **said)


@lru_cache(maxsize=8192)
def _fault_of_code(territory: str, hs: str) -> str:
    """``length`` or ``chapter``, or nothing wrong."""
    try:
        check_hs(territory, hs)
    except BadIdentifier as error:
        return "length" if error.reason == "length" else "chapter"
    return ""


def _hit(workings: Workings, rule: Rule) -> Lines:
    return tuple(index for index in workings.everything if applies(workings, rule, index))


def _record(workings: Workings, rule: Rule, hit: Lines) -> None:
    effect, cap = rule.text("effect", "prohibited"), rule.values.get("cap")
    allowed = cap if isinstance(cap, Decimal) else None
    unit = rule.text("unit", "item")
    if allowed is not None:
        sent = workings.kilograms(hit) if unit == "kg" else _pieces(workings, hit)
        if sent <= allowed:
            return
    held = effect == "licence" and all(workings.lines[index].attributes.get("licence") for index in hit)
    params = {
        "name": rule.text("name"),
        "country": workings.consignment.destination.country,
        "reason": rule.text("reason"),
        "cap": f"{allowed:f} kg" if allowed is not None and unit == "kg" else f"{allowed or 0:f}",
    }
    notice = Notice(f"restriction.{effect}", params, tuple(workings.lines[index].id for index in hit))
    outcome = LICENCE_HELD if held else OUTCOMES.get(effect, REFUSED)
    workings.assumed = workings.assumed or outcome in OUTCOMES.values()
    workings.use(rule)
    workings.restrictions.append(
        Restriction(effect, notice, rule.id, rule.source, outcome, rule.text("licence"), allowed, unit)
    )


def _pieces(workings: Workings, lines: Lines) -> Decimal:
    return sum((workings.lines[index].quantity for index in lines), Decimal(0))


def _hold_against_list(workings: Workings, rule: Rule, lines: Lines) -> None:
    """Goods may go this way only when they stand on a list: what a complete one lacks is refused."""
    name = rule.text("on_list")
    missing = tuple(i for i in lines if workings.book.is_listed(name, workings.lines[i].hs) is not True)
    if not missing:
        return
    workings.use(rule)
    if not rule.flag("complete"):
        for index in missing:
            workings.warn("warn.positive_list", (index,), hs=workings.lines[index].hs or "?")
        return
    ids = tuple(workings.lines[index].id for index in missing)
    codes = ", ".join(sorted({workings.lines[index].hs or "?" for index in missing}))
    notice = Notice("restriction.positive_list", {"hs": codes}, ids)
    workings.restrictions.append(Restriction("positive_list", notice, rule.id, rule.source))
