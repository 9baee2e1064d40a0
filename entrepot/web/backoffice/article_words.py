"""Words for the columns of the table of articles, and for what is wrong with a cell of it."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from entrepot.apps.lanes.words import CELL_PROBLEMS
from entrepot.domain.tables import CellFault

COLUMN_NAMES: Final = {
    "on_sale": _("For sale"),
    "hs6": _("HS code"),
    "hs_confidence": _("How sure are we?"),
    "hs_basis": _("Because"),
    "origin_country": _("Made in"),
    "customs_description": _("Description for customs"),
    "price": _("Price before taxes"),
}
PROBLEMS: Final = {
    **CELL_PROBLEMS,
    "unknown_article": _("There is no article “%(value)s”. A table changes articles; it makes none."),
    "not_yes_or_no": _("“%(value)s” must be yes or no."),
    "not_hs6": _("“%(value)s” is no HS code. Give six digits, as text, so that a 0 in front stays."),
    "not_confidence": _("“%(value)s” must be high or medium."),
    "no_country": _("“%(value)s” is no country code. Use two letters, for example DE or CN."),
    "characters": _("Remove the characters that cannot be printed."),
    "too_long": _("The text is too long. Shorten it."),
    "no_currency": _("The article has no price in “%(value)s”. It has: %(known)s."),
    "too_fine": _("“%(value)s” is no price of this currency. Give more than 0, in whole coins."),
}  # fmt: skip


def article_problem(fault: CellFault) -> str:
    """What is wrong with one cell, and what to do."""
    return gettext(PROBLEMS[fault.problem]) % {"value": fault.value, "known": ", ".join(fault.known)}
