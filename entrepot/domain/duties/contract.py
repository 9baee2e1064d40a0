"""Document in, document out: what the command line, the API and a Python program share.

``quote_document`` answers one consignment; ``compare_documents`` answers it again with changes: another
day, mode, origin or destination, or split into several consignments.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

from entrepot.domain.duties.calculation import currencies_needed, fx_day, landed_cost
from entrepot.domain.duties.consignment import Consignment, FxRate
from entrepot.domain.duties.cost_document import cost_to_document
from entrepot.domain.duties.document import consignment_from_document
from entrepot.domain.duties.fx import FxTable, MissingFx
from entrepot.domain.duties.outcome import LandedCost
from entrepot.domain.duties.reading import FaultyDocument
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.duties.variations import read_variations
from entrepot.domain.money import Money

RateOn = Callable[[str, str, date], FxRate | None]
"""``(base, quote, day)`` -> the rate in force that day, ``None`` when none was published."""


def consignment_with_rates(document: object, rulebook: RuleBook, rate_on: RateOn) -> Consignment:
    """Read a consignment and add the exchange rates it needs and does not bring.

    Raises ``FaultyDocument`` with every fault.
    """
    asked = consignment_from_document(document)
    day = fx_day(asked, rulebook)
    given = FxTable(asked.fx, day)
    found = []
    for currency in sorted(currencies_needed(asked, rulebook) - {asked.currency}):
        try:
            given.rate(asked.currency, currency)
        except MissingFx:
            found.append(rate_on(asked.currency, currency, day))
    return replace(asked, fx=(*asked.fx, *(rate for rate in found if rate)))


def answer(consignment: Consignment, rulebook: RuleBook) -> LandedCost:
    """``landed_cost``; figures beyond all measure are refused as ``FaultyDocument``."""
    try:
        return landed_cost(consignment, rulebook)
    except DecimalException as error:
        raise FaultyDocument([("document", "its figures are too large to calculate with")]) from error


def quote_document(document: object, rulebook: RuleBook, rate_on: RateOn) -> dict[str, Any]:
    """The landed cost of a consignment. Raises ``FaultyDocument`` with every fault and its path."""
    return cost_to_document(answer(consignment_with_rates(document, rulebook, rate_on), rulebook))


def compare_documents(
    document: object, variations: object, rulebook: RuleBook, rate_on: RateOn
) -> dict[str, Any]:
    """The consignment as given, and after each of ``variations``.

    A variation replaces fields of the document; ``origin`` replaces the origin of every line; ``split``
    (lists of line ids) sends several consignments that share freight, insurance and discount by value.
    ``difference`` is ``landed`` less that of the original, when both are in one currency.
    Raises ``FaultyDocument`` with every fault.
    """
    original = quote_document(document, rulebook, rate_on)
    faults: list[tuple[str, str]] = []
    compared = []
    for index, (name, change, parts) in enumerate(read_variations(document, variations, faults)):
        answers = []
        for part in parts:
            try:
                answers.append(quote_document(part, rulebook, rate_on))
            except FaultyDocument as error:
                faults += [(f"variations[{index}].{path}", text) for path, text in error.faults]
        compared.append({"name": name, "change": dict(change), **_compared(original, answers)})
    if faults:
        raise FaultyDocument(faults)
    return {"original": original, "variations": compared}


def _compared(original: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    landed = [one["totals"]["landed"] for one in answers]
    if len({money["currency"] for money in landed}) != 1:
        return {"answers": list(answers), "landed": None, "difference": None}
    currency = landed[0]["currency"]
    whole = Money(sum((Decimal(money["amount"]) for money in landed), Decimal(0)), currency)
    was = original["totals"]["landed"]
    alike = was["currency"] == currency
    return {
        "answers": list(answers),
        "landed": _money(whole.amount, currency),
        "difference": _money(whole.amount - Decimal(was["amount"]), currency) if alike else None,
    }


def _money(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": f"{amount:f}", "currency": currency}
