"""Who is the importer of record, and under which number."""

from entrepot.apps.customs.queries.declaring import is_ordinary_import, registrations_for
from entrepot.apps.orders.models import Consignment
from entrepot.domain.duties import ImporterKind
from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.identifiers import TRUSTED_TRADER

# Of our numbers, the one for one-stop VAT of low values names no importer, and is never printed; a trusted
# trader's says how far customs trusts us.
NAMES_NO_IMPORTER = TRUSTED_TRADER | {"ioss"}


def we_import(consignment: Consignment, procedure: str) -> bool:
    """Whether an import under ``procedure`` is in our name: general trade that a business is delivered duty
    paid (DDP). Delivered at place (DAP) the business imports; by a retail or a low-value procedure the
    recipient does, whoever bears the charges.

    Source: Incoterms 2020, DDP A7: the seller carries out and pays for import clearance.
    """
    for_business = consignment.order.importer_kind == ImporterKind.BUSINESS
    return for_business and consignment.incoterm == "DDP" and is_ordinary_import(procedure)


def our_number_in(country: str) -> str:
    """How customs of ``country`` knows us as an importer: a trader's number (EORI) before others; empty where
    we have none."""
    places = [country, *(["EU"] if country in EU_COUNTRIES else [])]
    rows = [row for row in registrations_for(places) if row.kind.lower() not in NAMES_NO_IMPORTER]
    rows.sort(key=lambda row: "eori" not in row.kind.lower())
    return rows[0].number if rows else ""


def importer_number(consignment: Consignment, procedure: str) -> str:
    """The number of whoever imports: ours, or the one that the buyer gave with the order."""
    if we_import(consignment, procedure):
        return our_number_in(consignment.order.address["country"])
    return consignment.order.importer_id
