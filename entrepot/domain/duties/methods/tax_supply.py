"""Tax the seller charges at the time of sale, instead of tax at the border."""

from decimal import Decimal

from entrepot.domain.duties.methods.vat_rates import by_rate, combined, tax_name, whole_rate
from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Workings


def supply_tax(workings: Workings, rule: Rule, lines: Lines) -> None:
    """The goods' rate x price and delivery (``base``). Not levied on import duties unless
    ``on_duty`` is set.

    ``must_register`` names the registration the seller needs; a seller without it is warned of.
    """
    scheme = rule.text("must_register")
    if scheme and scheme not in workings.consignment.seller.registrations:
        workings.warn("warn.seller_must_register", scheme=scheme)
    for rate_rule, members in by_rate(workings, lines):
        parts = workings.parts(rule.text("base", "cif"), members)
        if rule.flag("on_duty"):
            parts += workings.charged_before(members, ("duty",))
        base = sum((value for _, value in parts), Decimal(0))
        rate = whole_rate(rate_rule)
        workings.charge(
            ChargeKind.TAX, rule, members, parts, base * rate,
            code=rule.text("code", "tax.supply"), rate=rate, explain="tax.supply",
            params={"tax": tax_name(workings)}, used=combined(workings.use(rate_rule), workings.use(rule)),
        )  # fmt: skip


def reverse_charge(workings: Workings, rule: Rule, lines: Lines) -> None:
    """The seller charges nothing: a business that gave its number accounts for the tax itself."""
    workings.warn("warn.reverse_charge", lines, tax=tax_name(workings))
