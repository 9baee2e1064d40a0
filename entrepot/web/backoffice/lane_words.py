"""Words for the codes of lanes and modes."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

LEGS: Final = {
    "purchase": _("Purchase"),
    "collect": _("Collection"),
    "consolidate": _("Consolidation"),
    "pick": _("Pick and pack"),
    "supplier_dispatch": _("Dispatch by the supplier"),
    "bonded_release": _("Release from bond"),
    "export_customs": _("Export customs"),
    "line_haul": _("Line haul"),
    "import_customs": _("Import customs"),
    "deconsolidate": _("Deconsolidation"),
    "receive": _("Receipt in the warehouse"),
    "inject": _("Injection into local delivery"),
    "last_mile": _("Last mile"),
    "delivery": _("Delivery"),
    "pick_up": _("Ready for pick-up"),
    "hand_over": _("Hand-over"),
}
TRANSPORTS: Final = {
    "road": _("Road"),
    "air": _("Air"),
    "sea": _("Sea"),
    "rail": _("Rail"),
    "intermodal": _("Intermodal"),
}
BASES: Final = {
    "parcel": _("Each parcel"),
    "kg": _("Each chargeable kilogram"),
    "freight": _("Share of the freight"),
    "so_far": _("Share of the freight and the surcharges above"),
}
STOCK: Final = {
    "own": _("Own warehouse"),
    "overseas": _("Overseas warehouse"),
    "bonded": _("Bonded warehouse"),
    "store": _("Store"),
    "supplier": _("Supplier"),
    "buyer": _("Buyer abroad"),
}
PAPERS: Final = {
    "label": _("Label"),
    "cn23": _("CN 23"),
    "commercial_invoice": _("Commercial invoice"),
    "packing_list": _("Packing list"),
    "manifest": _("Manifest"),
    "bonded_release_list": _("Bonded release list"),
    "proof_of_purchase": _("Proof of purchase"),
    "pick_up_note": _("Pick-up note"),
}
PROMISES: Final = {
    "lane_days": _("Days of the lane"),
    "cut_off_and_lane_days": _("Cut-off and days of the lane"),
    "flight_cut_off": _("Cut-off of the flight"),
    "lead_days_and_lane_days": _("Lead days of the supplier and days of the lane"),
    "purchase_and_lane_days": _("Purchase and days of the lane"),
    "opening_hours": _("Opening hours"),
    "agreed": _("As agreed"),
}
IMPORTERS: Final = {"private": _("Private buyers"), "business": _("Businesses")}
# How goods are taxed that are imported by a procedure; where none is declared there is no import.
REGIMES: Final = {
    "9610": _("retail import: cross-border sale or parcel tax"),
    "1210": _("retail import out of a bonded zone"),
    "personal_articles": _("parcel tax on personal articles"),
    "H7": _("low value: VAT on import or IOSS"),
    "bulk_low_value": _("low value: VAT charged at the sale"),
    "SAC": _("low value: GST charged at the sale"),
    "type_11": _("informal entry"),
}
STANDARD_REGIME: Final = _("standard duty and import tax")
IDENTITIES: Final = {"provisional": _("Provisional number"), "local": _("Local number")}
WEEKDAYS: Final = {
    1: _("Monday"),
    2: _("Tuesday"),
    3: _("Wednesday"),
    4: _("Thursday"),
    5: _("Friday"),
    6: _("Saturday"),
    7: _("Sunday"),
}
CHANNELS: Final = {"post": _("Post"), "courier": _("Courier"), "freight": _("Cargo")}
INCOTERMS: Final = {
    "DDP": _("DDP: charges paid with the order"),
    "DAP": _("DAP: charges due on delivery"),
}


def choices(words: Mapping[Any, str]) -> list[tuple[Any, str]]:
    """For a choice field, in the reader's language at the time of the call."""
    return [(code, gettext(word)) for code, word in words.items()]


def named(words: Mapping[str, str], codes: Iterable[str]) -> list[str]:
    """``codes`` in words; one without a word stays as it is."""
    return [gettext(words[code]) if code in words else code for code in codes]
