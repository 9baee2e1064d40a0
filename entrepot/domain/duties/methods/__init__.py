"""Ways to calculate one duty, tax or fee. A rule names its method; a method knows no country."""

from collections.abc import Callable, Mapping
from typing import Final

from entrepot.domain.duties.methods.duty_flat import per_class, per_piece
from entrepot.domain.duties.methods.duty_rate import by_measure, class_rate, duty_on_duty, excess, flat_rate
from entrepot.domain.duties.methods.duty_tariff import tariff, tariff_and_surcharges
from entrepot.domain.duties.methods.fees import fixed_fee, rate_fee
from entrepot.domain.duties.methods.tax_consumption import consumption_tax
from entrepot.domain.duties.methods.tax_import import import_tax, inside_tax, provincial_tax
from entrepot.domain.duties.methods.tax_japan import consumption_taxes, simplified_tariff
from entrepot.domain.duties.methods.tax_supply import reverse_charge, supply_tax
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Workings

Method = Callable[[Workings, Rule, Lines], None]


def nothing(workings: Workings, rule: Rule, lines: Lines) -> None:
    """Relief: no charge; the threshold test says why."""


def unknown_excise(workings: Workings, rule: Rule, lines: Lines) -> None:
    """Excise exists for these goods and is not loaded: a gap, never zero."""
    for index in lines:
        workings.gap("gap.excise", (index,), hs=workings.lines[index].hs)


def unknown_duty(workings: Workings, rule: Rule, lines: Lines) -> None:
    """The destination lies outside the customs territory and its own duty is not loaded: a gap."""
    territory = workings.territory.text("name") if workings.territory else ""
    workings.gap("gap.local_duty", lines, territory=territory)


def unknown_fee(workings: Workings, rule: Rule, lines: Lines) -> None:
    """A fee of the authority exists and its amount is not known: a gap."""
    workings.gap("gap.fee", lines, name=rule.text("name"))


METHODS: Final[Mapping[str, Method]] = {
    "none": nothing,
    "unknown_duty": unknown_duty,
    "unknown_excise": unknown_excise,
    "tariff": tariff,
    "tariff_and_surcharges": tariff_and_surcharges,
    "per_class": per_class,
    "per_piece": per_piece,
    "flat_rate": flat_rate,
    "class_rate": class_rate,
    "by_measure": by_measure,
    "excess": excess,
    "duty_on_duty": duty_on_duty,
    "consumption": consumption_tax,
    "japan_simplified": simplified_tariff,
    "japan_taxes": consumption_taxes,
    "unknown_fee": unknown_fee,
    "supply": supply_tax,
    "reverse_charge": reverse_charge,
    "import": import_tax,
    "inside": inside_tax,
    "provincial": provincial_tax,
    "fixed": fixed_fee,
    "rate": rate_fee,
}
