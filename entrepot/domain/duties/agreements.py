"""Preferential duty: which agreements cover a line, what they offer, and whether a claim of them holds.

An agreement is a rule ``agreement``: its ``name``, the origins and goods it covers, and where its rates
stand: ``programs`` of the tariff table (``{origin}`` is the country), or ``free`` for all of its goods.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from entrepot.domain.duties.consignment import Line, Preference
from entrepot.domain.duties.outcome import RuleUsed
from entrepot.domain.duties.rates import FREE, DutyRate
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.tariff import TariffTable, dearness, used_of
from entrepot.domain.duties.workings import Workings

ANY = "any"


@dataclass(frozen=True, slots=True)
class Offer:
    """The rate of duty of one agreement for a line, and where it is written."""

    agreement: Rule
    rate: DutyRate
    used: RuleUsed


def claims(workings: Workings, index: int, name: str) -> bool:
    """Whether the line claims with proof an agreement that covers it: that called ``name``, or ``ANY``."""
    claim = workings.lines[index].claim
    if claim is None or not claim.proof:
        return False
    return any(name in (ANY, rule.text("name")) for rule in covering(workings, index, claim))


def covering(workings: Workings, index: int, claim: Preference | None) -> list[Rule]:
    """The agreements that cover the line; with a claim that names one, only that."""
    line = workings.lines[index]
    return [
        rule
        for rule in workings.rules.all("agreement")
        if _covers(rule, line) and (claim is None or _is_meant(rule, claim.agreement))
    ]


def best_offer(
    workings: Workings, index: int, table: TariffTable | None, day: date, claim: Preference | None
) -> Offer | None:
    """The lowest duty that an agreement covering the line offers."""
    hs = workings.lines[index].hs
    code = workings.jurisdiction.code
    offers = [
        offer
        for rule in covering(workings, index, claim)
        for offer in _offers(rule, code, hs, workings.lines[index].origin, table, day)
    ]
    return min(offers, key=lambda offer: dearness(offer.rate), default=None)


def _offers(
    rule: Rule, jurisdiction: str, hs: str, origin: str, table: TariffTable | None, day: date
) -> Iterable[Offer]:
    found = False
    for program in rule.texts("programs") if table else ():
        match = table.find(hs, day, program.format(origin=origin)) if table else None
        if table and match and match.entry.is_read:
            found = True
            yield Offer(rule, match.entry.rate, used_of(match.entry, jurisdiction, table.date_kind))
    if not found and rule.flag("free"):
        yield Offer(rule, FREE, rule.used())


def _covers(rule: Rule, line: Line) -> bool:
    when = rule.when
    return (
        (not when.origins or line.origin in when.origins)
        and (not when.goods or line.hs.startswith(when.goods))
        and not (when.goods_not and line.hs.startswith(when.goods_not))
    )


def _is_meant(rule: Rule, name: str) -> bool:
    wanted = name.strip().casefold()
    return not wanted or wanted in {
        known.casefold() for known in (rule.text("name"), *rule.texts("also"), *rule.texts("programs"))
    }
