"""China's tax on personal postal articles: 13, 20 or 50 % of a dutiable price.

Sources: Shui Wei Hui [2019] 17 (rates), GACC 2010 No. 43 (value limits, CNY 50 exemption),
GACC 2012 No. 15 (table price, actual price when it is more than twice or less than half of it).
"""

from decimal import Decimal

from entrepot.domain.duties.methods.tax_consumption import passes_price_test
from entrepot.domain.duties.methods.vat_rates import by_rate
from entrepot.domain.duties.outcome import ChargeKind, Notice, Restriction, ThresholdTest
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import GRAMS_PER_KG, Lines, Workings
from entrepot.domain.money import Money

_FINE = Decimal("0.000001")
_NEARBY = frozenset(("HK", "MO", "TW"))


def china_articles(workings: Workings) -> None:
    """Hold the parcel against the value limit; tax each class; exempt a parcel whose tax is small."""
    rule = workings.rules.first("articles")
    if rule is None:
        workings.gap(
            "gap.no_rule", workings.everything, key="articles", jurisdiction=workings.jurisdiction.code
        )
        return
    if not _within_limit(workings, rule):
        return
    classes = _classes(workings)
    worked = [(rate_rule, lines, _dutiable(workings, lines)) for rate_rule, lines in classes]
    exempt_up_to = rule.number("exempt_up_to")
    tax = sum((value * rate_rule.number("rate") for rate_rule, _, value in worked), Decimal(0))
    tax = workings.rounded(tax, rule)[0]
    if tax <= exempt_up_to:
        words = {"currency": workings.currency, "amount": f"{tax:f}", "limit": f"{exempt_up_to:f}"}
        workings.warn("warn.exempt_small", **words)
        return
    for rate_rule, lines, value in worked:
        rate = rate_rule.number("rate")
        workings.charge(
            ChargeKind.TAX, rule, lines, (("dutiable_price", value),), value * rate,
            code="tax.articles", rate=rate, explain="tax.articles", used=workings.use(rate_rule),
        )  # fmt: skip


def _classes(workings: Workings) -> list[tuple[Rule, Lines]]:
    """Lines by rate: those dear enough for the high-end class, the others by their kind."""
    high: dict[str, tuple[Rule, list[int]]] = {}
    ordinary: list[int] = []
    for index in workings.everything:
        line = workings.lines[index]
        rule = workings.rules.classify("article_rate_high_end", line.hs, line.attributes)
        if rule and passes_price_test(workings, rule, index, "goods"):
            high.setdefault(rule.id, (rule, []))[1].append(index)
        else:
            ordinary.append(index)
    dear = [(rule, tuple(members)) for rule, members in high.values()]
    return dear + (by_rate(workings, tuple(ordinary), "article_rate") if ordinary else [])


def _within_limit(workings: Workings, rule: Rule) -> bool:
    nearby = workings.consignment.ship_from.country in _NEARBY
    limit = rule.number("limit_nearby" if nearby else "limit")
    value = sum((_dutiable(workings, (index,)) for index in workings.everything), Decimal(0))
    one_piece = len(workings.lines) == 1 and workings.lines[0].quantity == 1
    inside = value <= limit
    workings.use(rule)
    workings.tests[rule.id, "consignment", "within"] = ThresholdTest(
        rule.id, "consignment", "dutiable price",
        Money(value, workings.currency), Money(limit, workings.currency), "within" if inside else "above",
    )  # fmt: skip
    if inside or one_piece:
        return True
    notice = Notice("restriction.parcel_limit", {"currency": workings.currency, "limit": f"{limit:f}"})
    workings.restrictions.append(Restriction("mode_not_available", notice, rule.id, rule.source))
    return False


def _dutiable(workings: Workings, lines: Lines) -> Decimal:
    """The customs table's price where one is loaded and near the real one, else the price paid."""
    total = Decimal(0)
    for index in lines:
        paid = workings.piece_value(index, workings.currency) * workings.lines[index].quantity
        listed = _table_price(workings, index)
        plausible = listed is not None and listed / 2 <= paid <= listed * 2
        total += listed if listed is not None and plausible else paid
    return total.quantize(_FINE)


def _table_price(workings: Workings, index: int) -> Decimal | None:
    line = workings.lines[index]
    rule = workings.rules.classify("article_price", line.hs, line.attributes)
    if rule is None:
        return None
    workings.use(rule)
    if rule.text("unit") == "kg":
        return (
            rule.number("price") * line.net_weight_g * line.quantity / GRAMS_PER_KG
            if line.net_weight_g
            else None
        )
    return rule.number("price") * line.quantity
