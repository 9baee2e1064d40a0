"""Duty by the tariff: the most-favoured-nation rate, and surcharges that stand on top of it."""

from collections.abc import Mapping
from decimal import Decimal

from entrepot.domain.duties.agreements import Offer, best_offer
from entrepot.domain.duties.conditions import applies
from entrepot.domain.duties.consignment import Line
from entrepot.domain.duties.methods.steps import floored, shared
from entrepot.domain.duties.outcome import ChargeKind, RuleUsed
from entrepot.domain.duties.rates import DutyRate, MissingMeasure
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.tariff import TariffEntry, TariffMatch, dearness, used_of
from entrepot.domain.duties.workings import GRAMS_PER_KG, Lines, Workings

Rated = dict[tuple[str, DutyRate], list[int]]
Rate = tuple[DutyRate, RuleUsed]


def tariff(workings: Workings, rule: Rule, lines: Lines) -> None:
    """The tariff's rate on base ``base`` (``cif`` or ``goods``), floored to ``base_step`` when one is given;
    one charge per code and rate."""
    _ordinary(workings, rule, lines)


def tariff_and_surcharges(workings: Workings, rule: Rule, lines: Lines) -> None:
    """The tariff's rate, then every rule ``surcharge`` that fits, each on the same base.

    Of the surcharges of one ``group`` only the first that fits a line is charged.
    ``ordinary = false`` leaves the tariff's own rate out; ``surcharges`` names the only groups charged.
    A surcharge with ``net_of_ordinary`` is a cap: what the ordinary rate already takes is deducted.
    """
    rates = _ordinary(workings, rule, lines) if rule.flag("ordinary", True) else {}
    wanted = rule.texts("surcharges")
    taken: dict[str, set[int]] = {}
    for surcharge in workings.rules.all("surcharge"):
        group = surcharge.text("group")
        if wanted and group not in wanted:
            continue
        charged = taken.setdefault(group, set())
        free = tuple(index for index in lines if index not in charged) if charged else lines
        charged.update(_surcharge(workings, rule, surcharge, free, rates))


def _ordinary(workings: Workings, rule: Rule, lines: Lines) -> dict[int, Decimal]:
    """Charge the tariff's own rates; the ad valorem part of each line's rate, for caps."""
    rated: Rated = {}
    sources: dict[tuple[str, DutyRate], RuleUsed] = {}
    for index in lines:
        found = _rate_of(workings, rule, index)
        if found:
            line_key = (workings.lines[index].hs, found[0])
            rated.setdefault(line_key, []).append(index)
            sources[line_key] = found[1]
    by_line: dict[int, Decimal] = {}
    for (hs, rate), members in rated.items():
        by_line.update(dict.fromkeys(members, rate.ad_valorem))
        _charge_rate(workings, rule, hs, rate, tuple(members), sources[hs, rate])
    return by_line


def _rate_of(workings: Workings, rule: Rule, index: int) -> Rate | None:
    """The rate given with the goods, that of an agreement whose proof is in hand, or the tariff's own."""
    line = workings.lines[index]
    if line.tariff is not None:
        workings.warn("warn.tariff_override", (index,), tariff=str(line.tariff))
        return line.tariff, RuleUsed("given-with-the-goods", None, None, "as_of", "given with the goods", "H")
    if not line.hs:
        workings.gap("gap.unclassified", (index,))
        return None
    table = workings.book.tariff_of(workings.jurisdiction.code)
    day = workings.consignment.dates.on(table.date_kind if table else "as_of")
    match = table.find(line.hs, day) if table else None
    preferred = _preferred(workings, index, match, best_offer(workings, index, table, day, line.claim))
    if preferred:
        return preferred
    if table is None or match is None:
        workings.gap("gap.tariff", (index,), hs=line.hs)
        return None
    if not match.entry.is_read:
        workings.gap("gap.tariff_unread", (index,), hs=line.hs, tariff=match.entry.rate.text)
        return None
    if match.ambiguous:
        workings.assume("warn.ambiguous_code", (index,), hs=line.hs, tariff=str(match.entry.rate))
    return match.entry.rate, _entry_used(workings, match.entry, table.date_kind)


def _preferred(workings: Workings, index: int, match: TariffMatch | None, offer: Offer | None) -> Rate | None:
    """The rate of ``offer`` where a proven claim makes it apply; otherwise say what would be lower."""
    line, claim = workings.lines[index], workings.lines[index].claim
    if offer is None:
        if claim:
            name = claim.agreement or claim.proof
            workings.warn("warn.preference_not_covered", (index,), agreement=name, origin=line.origin)
        return None
    ordinary = match.entry if match else None
    if ordinary and ordinary.is_read and dearness(offer.rate) >= dearness(ordinary.rate):
        return None
    if claim and claim.proof:
        workings.used.setdefault(offer.used.id, offer.used)
        workings.use(offer.agreement)
        return offer.rate, offer.used
    said = {"agreement": offer.agreement.text("name"), "tariff": str(offer.rate), "origin": line.origin}
    workings.warn("warn.preference_unproven" if claim else "warn.preference_possible", (index,), **said)
    return None


def _entry_used(workings: Workings, entry: TariffEntry, date_kind: str) -> RuleUsed:
    found = used_of(entry, workings.jurisdiction.code, date_kind)
    return workings.used.setdefault(found.id, found)


def _charge_rate(
    workings: Workings, rule: Rule, hs: str, rate: DutyRate, lines: Lines, source: RuleUsed
) -> None:
    value = shared(workings.parts(rule.text("base", "cif"), lines), rule.number("share", "1"))
    parts = floored(value, rule.number("base_step"))
    base = sum((value for _, value in parts), Decimal(0))
    try:
        fx = {currency: workings.fx.rate(currency, workings.currency) for currency in rate.currencies()}
        exact = rate.apply(base, _measures(workings, lines, rate), fx)
    except MissingMeasure as missing:
        workings.gap("gap.measure", lines, unit=missing.unit)
        return
    workings.charge(
        ChargeKind.DUTY, rule, lines, parts, exact,
        code="duty.tariff", explain="duty.tariff", used=source,
        rate=rate.ad_valorem if rate.is_pure_ad_valorem else None,
        specific="" if rate.is_pure_ad_valorem else str(rate), params={"hs": hs, "tariff": str(rate)},
    )  # fmt: skip


def _measures(workings: Workings, lines: Lines, rate: DutyRate) -> Mapping[str, Decimal]:
    """Total of each unit that ``rate`` asks for; a unit that one of the lines does not state is left out."""
    totals: dict[str, Decimal] = {}
    for unit in rate.units():
        stated = [_measure(workings.lines[index], unit) for index in lines]
        if all(value is not None for value in stated):
            totals[unit] = sum((value for value in stated if value is not None), Decimal(0))
    return totals


def _measure(line: Line, unit: str) -> Decimal | None:
    if unit == "kg":
        return line.net_weight_g * line.quantity / GRAMS_PER_KG if line.net_weight_g else None
    if unit == line.unit or unit == "item":
        return line.quantity
    stated = line.attributes.get(unit)
    return stated * line.quantity if isinstance(stated, Decimal) else None


def _surcharge(
    workings: Workings,
    band: Rule,
    surcharge: Rule,
    lines: Lines,
    ordinary: Mapping[int, Decimal],
) -> Lines:
    """Charge one surcharge on the lines it fits and return them."""
    fitting = tuple(
        index
        for index in lines
        if applies(workings, surcharge, index) and _listed(workings, surcharge, index)
    )
    if not fitting:
        return fitting
    if surcharge.flag("unknown"):
        for index in fitting:
            workings.gap(
                "gap.rate_of_origin",
                (index,),
                origin=workings.lines[index].origin,
                name=surcharge.text("name"),
            )
        return fitting
    by_rate: dict[Decimal, list[int]] = {}
    for index in fitting:
        rate = surcharge.number("rate")
        if surcharge.flag("net_of_ordinary"):
            rate = max(rate - ordinary.get(index, Decimal(0)), Decimal(0))
        by_rate.setdefault(rate, []).append(index)
    for rate, members in by_rate.items():
        parts = workings.parts(band.text("base", "cif"), tuple(members))
        base = sum((value for _, value in parts), Decimal(0))
        workings.charge(
            ChargeKind.DUTY, surcharge, tuple(members), parts, base * rate,
            code=surcharge.text("code", "duty.surcharge"), rate=rate, explain="duty.surcharge",
            params={"name": surcharge.text("name")},
        )  # fmt: skip
    return fitting


def _listed(workings: Workings, surcharge: Rule, index: int) -> bool:
    """Whether the goods stand on the surcharge's list of codes. A code too short to tell counts as
    listed, and the answer becomes an estimate."""
    name, hs = surcharge.text("on_list"), workings.lines[index].hs
    if not name:
        return True
    listed = workings.book.is_listed(name, hs)
    if listed is None:
        workings.assume("warn.list_ambiguous", (index,), hs=hs, name=surcharge.text("name"))
    return listed is not False
