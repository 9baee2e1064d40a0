"""Who buys: an invented recipient for every real invoice."""

from dataclasses import dataclass

from entrepot.demo.rows import ReplayInvoice
from entrepot.domain.addresses import POSTCODES
from entrepot.domain.duties import ImporterKind

DOMAIN = "replay.example"
CITIES = {
    "AE": "Dubai", "AT": "Wien", "AU": "Sydney", "BE": "Bruxelles", "BH": "Manama", "BR": "São Paulo",
    "CA": "Ottawa", "CH": "Zürich", "CN": "上海市", "CY": "Nicosia", "CZ": "Praha", "DE": "Berlin",
    "DK": "København", "ES": "Madrid", "FI": "Helsinki", "FR": "Paris", "GB": "London", "GR": "Athina",
    "HK": "Hong Kong", "IE": "Dublin", "IL": "Jerusalem", "IS": "Reykjavík", "IT": "Roma",
    "JE": "Saint Helier", "JP": "Tokyo", "LB": "Beirut", "LT": "Vilnius", "MT": "Valletta",
    "NL": "Amsterdam", "NO": "Oslo", "PL": "Warszawa", "PT": "Lisboa", "SA": "Riyadh", "SE": "Stockholm",
    "SG": "Singapore", "US": "Washington",
}  # fmt: skip
REGIONS = {"AU": "NSW", "BR": "SP", "CA": "ON", "CN": "上海市", "US": "DC"}
# Numbers with valid check digits that are used as examples everywhere; nobody's.
IMPORTER_IDS = {"BR": "111.444.777-35", "IL": "3933742-3"}
# From the range that Ofcom keeps free for fiction.
PHONE = "+44 20 7946 0123"


@dataclass(frozen=True, slots=True)
class Buyer:
    """``email`` names the invoice: it is how the database knows which invoices were placed."""

    email: str
    address: dict[str, str]
    importer_id: str
    importer_kind: ImporterKind = ImporterKind.PRIVATE


def buyer_of(invoice: ReplayInvoice) -> Buyer:
    """The recipient of ``invoice``, in its real country at an invented address."""
    country = invoice.country
    address = {
        "name": f"Customer {invoice.customer or invoice.invoice}",
        "line1": f"{int(invoice.invoice) % 200 + 1} Example Street",
        "city": CITIES.get(country, country),
        "region": REGIONS.get(country, ""),
        "postcode": POSTCODES.get(country, ("", ""))[1],
        "country": country,
        "phone": PHONE,
    }
    if invoice.business:
        address["company"] = f"Business {invoice.invoice}"
        return Buyer(email_of(invoice), address, invoice.business, ImporterKind.BUSINESS)
    importer_id = _resident_id(int(invoice.invoice)) if country == "CN" else IMPORTER_IDS.get(country, "")
    return Buyer(email_of(invoice), address, importer_id)


def _resident_id(number: int) -> str:
    """Another one for every buyer, for each may spend so much a year only: GB 11643, of a district and days
    that have long had no such births."""
    digits = f"110105{1950 + number // 1000 % 40}0228{number % 1000:03d}"
    checksum = sum(int(digit) * 2 ** (17 - at) for at, digit in enumerate(digits)) % 11
    return digits + "10X98765432"[checksum]


def email_of(invoice: ReplayInvoice) -> str:
    return f"invoice-{invoice.invoice}@{DOMAIN}"
