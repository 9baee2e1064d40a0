"""Names of papers, and what is wrong with carriers' invoices."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from entrepot.apps.lanes.words import TABLE_PROBLEMS
from entrepot.domain.tables import CellFault

DOCUMENTS: Final = {
    "packing_slip": _("Packing slip"),
    "label": _("Label"),
    "cn22": _("CN 22"),
    "cn23": _("CN 23"),
    "commercial_invoice": _("Commercial invoice"),
    "packing_list": _("Packing list"),
    "dangerous_goods_note": _("Dangerous goods note"),
    "bonded_release_list": _("Bonded release list"),
    "pick_up_note": _("Pick-up note"),
}

INVOICE_REASONS: Final = {
    "unknown_number": _("Nobody knows this number."),
    "billed_before": _("This was billed before."),
    "not_sent": _("It has not been handed over."),
    "nothing_agreed": _("Nobody agreed on a price for it."),
    "due_on_delivery": _("Duty and tax were due from the recipient, not from us."),
    "declared_by_us": _("We declare this tax under our own registration: paid here it is paid twice."),
    "weight": _("Charged for %(billed)s g; %(agreed)s g at most were agreed or weighed."),
    "zone": _("Billed for zone “%(billed)s”; agreed was “%(agreed)s”."),
    "service": _("Billed as “%(billed)s”; booked was “%(agreed)s”."),
    "surcharge": _("The surcharge “%(billed)s” was not agreed."),
    "price": _("The price is %(billed)s; agreed was %(agreed)s."),
    "duty": _("Duty is %(billed)s; quoted were %(agreed)s."),
    "tax": _("Tax is %(billed)s; quoted were %(agreed)s."),
    "fee": _("The fee for paying ahead is %(billed)s; agreed were %(agreed)s."),
}
INVOICED_PARTS: Final = {
    "freight": _("Freight"),
    "duty": _("Duty"),
    "tax": _("Tax"),
    "fee": _("Fee for paying ahead"),
}
CELL_PROBLEMS: Final = {
    **TABLE_PROBLEMS,
    "too_long": _("“%(value)s” is too long to be a number or a name."),
    "unknown_currency": _("There is no exchange rate for “%(value)s”. Give an ISO code such as EUR."),
    "other_currency": _("An invoice has one currency, %(known)s. Put “%(value)s” on an invoice of its own."),
    "not_minor": _("“%(value)s” has more decimals than its currency."),
    "nothing_billed": _("Nothing is billed for “%(value)s”. Give an amount or take the row out."),
}


def reason_sentence(reason: Mapping[str, str]) -> str:
    """Why a line of a carrier's invoice is contested, in the active language."""
    return gettext(INVOICE_REASONS[reason["code"]]) % {"billed": reason["billed"], "agreed": reason["agreed"]}


def cell_problem(fault: CellFault) -> str:
    """What is wrong with one cell of a carrier's invoice, and what to do."""
    return gettext(CELL_PROBLEMS[fault.problem]) % {"value": fault.value, "known": ", ".join(fault.known)}
