"""From a consignment and the rules of the world to what the buyer pays, and why."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from entrepot.domain.duties.admission import check_declaration, restrict
from entrepot.domain.duties.conditions import applies, first_for_consignment
from entrepot.domain.duties.consignment import Consignment
from entrepot.domain.duties.forms.border import border
from entrepot.domain.duties.forms.china_articles import china_articles
from entrepot.domain.duties.forms.china_retail import china_retail
from entrepot.domain.duties.forms.domestic import domestic
from entrepot.domain.duties.fx import MissingFx
from entrepot.domain.duties.outcome import (
    REFUSED,
    Charge,
    ChargeKind,
    Due,
    LandedCost,
    Notice,
    Restriction,
    Status,
    Totals,
)
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.duties.workings import Workings
from entrepot.domain.money import Money

FORMS: Final[Mapping[str, Callable[[Workings], None]]] = {
    "border": border,
    "china_retail": china_retail,
    "china_articles": china_articles,
}
OLD_RATE_DAYS: Final = 45
_ZERO: Final = Decimal(0)


def landed_cost(consignment: Consignment, rulebook: RuleBook) -> LandedCost:
    """What ``consignment`` costs at the buyer's door. Pure: same arguments, same answer.

    Never assumes zero for what is not loaded: such an answer is ``partial`` and names the gap. A rule
    of confidence L or an assumption makes it an ``estimate``; prohibited goods make it ``refused``.
    """
    country = consignment.destination.country
    jurisdiction = rulebook.jurisdiction_of(country)
    if jurisdiction is None:
        return _unknown_destination(consignment, rulebook)
    rules = rulebook.in_force(jurisdiction, consignment.dates, country, consignment.destination.region)
    unknown: tuple[str, ...] = ()
    if consignment.overrides:
        rules, unknown = rules.overridden(consignment.overrides)
    workings = Workings(consignment, jurisdiction, rules, rulebook)
    _report_overrides(workings, unknown)
    for scheme in consignment.seller.registrations:
        if scheme not in rulebook.registrations:
            workings.warn("warn.unknown_registration", scheme=scheme)
    try:
        scheme = _work(workings)
    except MissingFx as missing:
        workings.charges.clear()
        workings.gap("gap.fx", base=missing.pair[0], quote=missing.pair[1])
        scheme = "unknown"
    return _answer(workings, scheme)


def _work(workings: Workings) -> str:
    """Run the course the consignment takes and return its name."""
    start = workings.book.jurisdiction_of(workings.consignment.ship_from.country)
    if start is workings.jurisdiction and first_for_consignment(workings, "in_bond") is None:
        domestic(workings)
        return "domestic"
    restrict(workings)
    check_declaration(workings)
    if any(restriction.outcome == REFUSED for restriction in workings.restrictions):
        return "refused"
    unclassified = tuple(index for index in workings.everything if not workings.lines[index].hs)
    if unclassified:
        workings.gap("gap.unclassified", unclassified)
    scheme = first_for_consignment(workings, "scheme")
    form = scheme.text("form") if scheme else "border"
    FORMS[form](workings)
    for advice in workings.rules.all("advice"):
        advised = tuple(index for index in workings.everything if applies(workings, advice, index))
        if advised:
            workings.warn("warn.advice", advised, text=advice.text("text"))
    return scheme.text("name") if scheme else form


def _report_overrides(workings: Workings, unknown: tuple[str, ...]) -> None:
    for name, value in workings.consignment.overrides.items():
        if name in unknown:
            workings.warn("warn.unknown_override", rule=name)
        else:
            workings.warn("warn.override", rule=name, value=str(value))


def _answer(workings: Workings, scheme: str) -> LandedCost:
    consignment = workings.consignment
    refused = any(found.outcome == REFUSED for found in workings.restrictions)
    charges: tuple[Charge, ...] = () if refused else tuple(workings.charges)
    doubtful = [rule for rule in workings.used.values() if rule.confidence == "L"]
    for rule in doubtful:
        workings.warn("warn.low_confidence", rule=rule.id, source=rule.source)
    for fx in workings.fx.used.values():
        if (workings.fx.day - fx.on).days > OLD_RATE_DAYS:
            workings.assume("warn.old_rate", base=fx.base, quote=fx.quote, on=fx.on.isoformat())
    return LandedCost(
        status=_status(workings, refused, bool(doubtful)),
        destination=consignment.destination.country,
        scheme=scheme,
        currency=consignment.currency,
        charges=charges,
        totals=_totals(consignment, charges),
        thresholds_tested=tuple(workings.tests.values()),
        warnings=tuple(workings.warnings),
        gaps=tuple(workings.gaps),
        not_included=_not_included(workings, scheme, charges),
        restrictions=tuple(workings.restrictions),
        fx=tuple(workings.fx.used.values()),
        rules=tuple(workings.used.values()),
        rulebook=workings.book.fingerprint,
    )


def _status(workings: Workings, refused: bool, doubtful: bool) -> Status:
    if refused:
        return Status.REFUSED
    if workings.gaps:
        return Status.PARTIAL
    return Status.ESTIMATE if doubtful or workings.assumed else Status.COMPLETE


def _not_included(workings: Workings, scheme: str, charges: tuple[Charge, ...]) -> tuple[Notice, ...]:
    """Costs of others; those of ``due = "delivery"`` only where charges are, or may be, settled there."""
    if scheme == "domestic":
        return ()
    at_delivery = bool(workings.gaps) or any(charge.due is Due.DELIVERY for charge in charges)
    return tuple(
        Notice("note.not_included", {"text": rule.text("text")})
        for rule in workings.rules.all("not_included")
        if at_delivery or rule.text("due") != "delivery"
    )


def _totals(consignment: Consignment, charges: tuple[Charge, ...]) -> Totals:
    currency = consignment.currency
    sums = dict.fromkeys(ChargeKind, _ZERO)
    at_delivery = _ZERO
    for charge in charges:
        sums[charge.kind] += charge.amount.amount
        if charge.due is Due.DELIVERY:
            at_delivery += charge.amount.amount
    goods = Money(sum((line.value for line in consignment.lines), _ZERO), currency).rounded().amount
    own = [Money(amount, currency).rounded().amount for amount in
           (consignment.freight, consignment.insurance or _ZERO, consignment.discount)]  # fmt: skip
    landed = goods + own[0] + own[1] - own[2] + sum(sums.values())
    duty, tax, fees = (sums[kind] for kind in (ChargeKind.DUTY, ChargeKind.TAX, ChargeKind.FEE))
    amounts = (goods, *own, duty, tax, fees, landed, landed - at_delivery, at_delivery)
    return Totals(*(Money(amount, currency).rounded() for amount in amounts))


def _unknown_destination(consignment: Consignment, rulebook: RuleBook) -> LandedCost:
    gap = Notice("gap.regime", {"country": consignment.destination.country})
    restrictions: tuple[Restriction, ...] = ()
    return LandedCost(
        Status.PARTIAL, consignment.destination.country, "unknown", consignment.currency, (),
        _totals(consignment, ()), (), (), (gap,), (), restrictions, (), (), rulebook.fingerprint,
    )  # fmt: skip


def fx_day(consignment: Consignment, rulebook: RuleBook) -> date:
    """The day whose exchange rates the destination's law takes."""
    country = consignment.destination.country
    jurisdiction = rulebook.jurisdiction_of(country)
    if jurisdiction is None:
        return consignment.dates.as_of
    rule = rulebook.in_force(jurisdiction, consignment.dates, country, consignment.destination.region).first(
        "fx"
    )
    return consignment.dates.on(rule.text("day", "as_of") if rule else "as_of")


def currencies_needed(consignment: Consignment, rulebook: RuleBook) -> frozenset[str]:
    """Currencies between which ``landed_cost`` may ask for rates, the consignment's own among them."""
    country = consignment.destination.country
    jurisdiction = rulebook.jurisdiction_of(country)
    if jurisdiction is None:
        return frozenset((consignment.currency,))
    rules = rulebook.in_force(jurisdiction, consignment.dates, country, consignment.destination.region)
    named = set(rules.currencies)
    table = rulebook.tariff_of(jurisdiction.code)
    for line in consignment.lines:
        if line.tariff:
            named |= line.tariff.currencies()
        elif table and line.hs:
            named |= table.currencies(line.hs, consignment.dates.on(table.date_kind))
    return frozenset(named) | {consignment.currency, jurisdiction.currency}
