"""China's retail import channels (9610, 1210, 1239): comprehensive tax within personal limits.

Sources: Cai Guan Shui [2016] 18 and [2018] 49. Within CNY 5,000 an order and 26,000 a person and
year: duty 0, VAT and consumption tax at 70 %. One single item above 5,000 but inside the year: full
duty and taxes. Everything else is general trade.
"""

from decimal import Decimal

from entrepot.domain.duties.forms.border import border
from entrepot.domain.duties.methods.tax_consumption import consumption_tax
from entrepot.domain.duties.methods.vat_rates import by_rate, tax_name
from entrepot.domain.duties.outcome import ChargeKind, Notice, Restriction, ThresholdTest
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Workings
from entrepot.domain.money import Money


def china_retail(workings: Workings) -> None:
    """Test the limits, then charge the comprehensive tax, the full tariff, or refuse."""
    rule = workings.rules.first("retail")
    if rule is None:
        workings.gap(
            "gap.no_rule", workings.everything, key="retail", jurisdiction=workings.jurisdiction.code
        )
        return
    value = workings.in_currency("cif", workings.currency)
    used = workings.consignment.importer.used_this_year
    in_order = _test(workings, rule, "order_limit", value)
    in_year = _test(workings, rule, "year_limit", used + value)
    if not in_year:
        _refuse(workings, rule, "restriction.year_limit", limit=rule.number("year_limit"), used=used)
    elif in_order:
        _comprehensive(workings, rule)
    elif workings.consignment.is_single_piece:
        border(workings)
    else:
        _refuse(workings, rule, "restriction.single_limit", limit=rule.number("order_limit"))


def _test(workings: Workings, rule: Rule, name: str, value: Decimal) -> bool:
    limit = rule.number(name)
    inside = value <= limit
    workings.tests[rule.id, name, "within"] = ThresholdTest(
        rule.id, "consignment" if name == "order_limit" else "buyer and year", "cif",
        Money(value, workings.currency), Money(limit, workings.currency), "within" if inside else "above",
    )  # fmt: skip
    workings.use(rule)
    return inside


def _refuse(workings: Workings, rule: Rule, key: str, **amounts: Decimal) -> None:
    params = {name: f"{amount:f}" for name, amount in amounts.items()}
    notice = Notice(key, {"currency": workings.currency, **params})
    workings.restrictions.append(Restriction("mode_not_available", notice, rule.id, rule.source))


def _comprehensive(workings: Workings, rule: Rule) -> None:
    """Consumption tax, then VAT, both at ``share`` of the statutory amount."""
    consumption_tax(workings, rule, workings.everything)
    share = rule.number("share")
    for rate_rule, members in by_rate(workings, workings.everything):
        parts = workings.parts("cif", members) + workings.charged_before(members, ("excise",))
        base = sum((value for _, value in parts), Decimal(0))
        rate = rate_rule.number("rate")
        workings.charge(
            ChargeKind.TAX, rule, members, parts, base * rate * share,
            code="tax.import", rate=rate, explain="tax.reduced", used=workings.use(rate_rule),
            params={"tax": tax_name(workings), "share": f"{(share * 100).normalize():f}"},
        )  # fmt: skip
