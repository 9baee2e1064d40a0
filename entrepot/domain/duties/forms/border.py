"""The ordinary course across a border: duty, excise, fees, then taxes, each line by its own rule."""

from decimal import Decimal
from typing import Final

from entrepot.domain.duties.conditions import applies, decide
from entrepot.domain.duties.methods import METHODS
from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.workings import Workings

STEPS: Final = ("duty", "duty_on_duty", "excise", "fee_before_tax", "tax", "tax_beside")
NEEDED: Final = frozenset(("duty", "tax"))


def border(workings: Workings) -> None:
    """For each step the lines are grouped by the first rule that applies to them and charged by its method.
    Every line needs an answer for duty and for tax; the other steps are for the goods they name.

    Every rule of ``fee`` that applies is charged, after the taxes and outside their base.
    """
    for step in STEPS:
        for rule, lines in decide(workings, step, every_line=step in NEEDED):
            METHODS[rule.text("method")](workings, rule, lines)
    for rule in workings.rules.all("fee"):
        charged = tuple(index for index in workings.everything if applies(workings, rule, index))
        if charged:
            METHODS[rule.text("method")](workings, rule, charged)
    _forgive(workings)


def _forgive(workings: Workings) -> None:
    """Drop duty and tax where together they are not worth collecting (rule ``small_amount``)."""
    rule = workings.rules.first("small_amount")
    owed = [charge for charge in workings.charges if charge.kind is not ChargeKind.FEE]
    whole = sum((charge.assessed.amount for charge in owed), Decimal(0))
    if rule is None or workings.gaps or not whole:
        return
    limit = rule.number("up_to")
    if whole < limit if rule.flag("below") else whole <= limit:
        workings.use(rule)
        workings.charges = [charge for charge in workings.charges if charge not in owed]
        said = {"currency": workings.currency, "amount": f"{whole:f}", "limit": f"{limit:f}"}
        workings.warn("warn.exempt_small", **said)
