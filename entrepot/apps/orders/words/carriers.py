"""Carriers by the names that people know, and places as each carrier writes them."""

from typing import Final

from babel import Locale
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from entrepot.kit.towns import town_name

CARRIERS: Final = {
    "simcarrier": _("Simulated carrier"),
    "counter": _("Counter of the shop"),
    "own": _("Our own"),
    "testair": _("Test airline"),
    "china-post": _("China Post"),
    "ems": _("EMS"),
    "hongkong-post": _("Hongkong Post"),
    "royal-mail": _("Royal Mail"),
    "usps": _("United States Postal Service"),
    "ups": _("UPS"),
    "fedex": _("FedEx"),
    "dhl": _("DHL"),
    "dhl-express": _("DHL Express"),
    "yunexpress": _("YunExpress"),
}
PARTNERS: Final = {
    "sandbox": _("Simulated payment provider"),
    "simport": _("Simulated customs"),
    "sandmarket": _("Simulated marketplace"),
}
SERVICES: Final = {
    "parcel": _("Parcel"),
    "economy": _("Economy"),
    "standard": _("Standard"),
    "express": _("Express"),
    "freight": _("Cargo"),
    "pickup": _("Pick-up"),
}
# Those that end a place with its country's code. Of others "CA" may be California.
WITH_COUNTRY_CODES: Final = frozenset({"simcarrier"})


def carrier_name(code: str) -> str:
    """In the active language; a code without a name, or what a supplier wrote, as it is."""
    return gettext(CARRIERS[code]) if code in CARRIERS else code


def partner_name(code: str) -> str:
    """A payment provider, customs, marketplace or carrier, as ``carrier_name`` does it."""
    return gettext(PARTNERS[code]) if code in PARTNERS else carrier_name(code)


def service_name(code: str) -> str:
    """A carrier's service in the active language; the carrier's own name for it where we have none."""
    return gettext(SERVICES[code]) if code in SERVICES else code


def country_in_words(code: str) -> str:
    """The name of a country in the active language; the code when it has none."""
    return str(Locale.parse(get_language() or "en", sep="-").territories.get(code, code))


def place_in_words(carrier: str, place: str) -> str:
    """``Lyon, FR`` of a carrier that writes like this as "Lyon, France", and ``FR, FR`` as "France"."""
    town, comma, code = place.rpartition(", ")
    if carrier not in WITH_COUNTRY_CODES or not comma:
        return place
    country = country_in_words(code)
    is_hub, town = town.endswith(" hub"), town.removesuffix(" hub")
    if town == code:
        return country
    told = gettext("%(town)s hub") % {"town": town_name(town)} if is_hub else town_name(town)
    return f"{told}, {country}"
