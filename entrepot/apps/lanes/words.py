"""What lanes say in words: which goods they refuse, and what is wrong with a price grid or a mode."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.domain.sourcing.modes import ModeFault
from entrepot.domain.tables import CellFault

TABLE_PROBLEMS = {
    "missing_column": gettext_noop("The column “%(value)s” is missing. Put it into the first row."),
    "unknown_column": gettext_noop("There is no column “%(value)s”. The columns are: %(known)s."),
    "no_rows": gettext_noop("There is no row below the heading. Give at least one."),
    "too_many_rows": gettext_noop("There are more than %(value)s rows. Split the table."),
    "needed": gettext_noop("The cell is empty. Give a value."),
    "formula": gettext_noop("“%(value)s” looks like a formula. Enter the value itself."),
    "not_amount": gettext_noop(
        "“%(value)s” is no amount. Give a number from 0 with a point and at most four decimals."
    ),
    "twice": gettext_noop("“%(value)s” stands here twice. Keep one."),
    "not_whole": gettext_noop("“%(value)s” is no whole number of grams. Give grams, not kilograms."),
}
# What ``domain.packing.hazards.hazard_flags`` finds; a UN number stays as it is.
GOODS = {
    "dangerous": gettext_noop("dangerous goods"),
    "lithium": gettext_noop("lithium batteries"),
    "alcohol": gettext_noop("alcohol"),
    "liquid": gettext_noop("liquids"),
}
CELL_PROBLEMS = {
    **TABLE_PROBLEMS,
    "not_above_zero": gettext_noop("A band ends above 0 g. Give the heaviest weight that it carries."),
    "unknown_zone": gettext_noop("There is no zone “%(value)s”. Use one of: %(known)s."),
    "zone_name": gettext_noop(
        "“%(value)s” cannot be used. Use letters, digits, hyphens and spaces, and for a zone no country code."
    ),
    "unknown_country": gettext_noop("The lane does not go to “%(value)s”. It goes to: %(known)s."),
    "step_needs_price": gettext_noop("A step needs both its grams and its price. Fill in both or none."),
}
MODE_PROBLEMS = {
    "missing": gettext_noop("This must be given."),
    "unknown_field": gettext_noop("There is no such setting. Known are: %(known)s."),
    "empty": gettext_noop("Choose at least one."),
    "unknown_value": gettext_noop("“%(value)s” is not known. Known are: %(known)s."),
    "not_yes_or_no": gettext_noop("This must be yes or no."),
    "not_a_place": gettext_noop("“%(value)s” is no place. Give a country code, EU, or * for every other."),
    "not_a_procedure": gettext_noop("“%(value)s” is no procedure code. Use letters, digits and underscores."),
    "not_days": gettext_noop("Give whole days from 1 to 90."),
    "not_a_limit": gettext_noop(
        "The limit of “%(value)s” cannot be read. Give country, currency, value, days, parcels and days."
    ),
    "not_a_share": gettext_noop("Give a share above 0 and at most 1, for example 0.30."),
}


def cell_problem(fault: CellFault) -> str:
    """What is wrong with one cell of a price grid, and what to do."""
    return _(CELL_PROBLEMS[fault.problem]) % {"value": fault.value, "known": ", ".join(fault.known)}


def mode_problem(fault: ModeFault) -> str:
    """What is wrong with one setting of a mode, and what to do."""
    return _(MODE_PROBLEMS[fault.problem]) % {"value": fault.value, "known": ", ".join(fault.known)}


def goods_named(flags: Iterable[str]) -> list[str]:
    """Goods that lanes may refuse, in words; a UN number stays as it is."""
    return [_(GOODS[flag]) if flag in GOODS else flag for flag in flags]
