"""Is this somebody we can send to? Every fault of address and importer id in one refusal."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.markets.queries import open_countries
from entrepot.apps.taxation.queries import ImporterNumber, importer_number
from entrepot.domain.addresses import AddressFault, address_faults, tidied
from entrepot.domain.characters import has_unprintable
from entrepot.domain.duties import ImporterKind
from entrepot.domain.identifiers import BadIdentifier
from entrepot.kit.errors import Fault, Refused


def check_recipient(
    *,
    address: Mapping[str, str],
    importer_id: str,
    on: date,
    importer_kind: ImporterKind = ImporterKind.PRIVATE,
) -> tuple[dict[str, str], str]:
    """The tidied address and importer id, by the law of the day ``on``. A business has a company's name.

    Raises ``Refused`` 422 (``address_faulty``) with every fault, ``country_not_open`` for a country we do not
    send to. A missing importer id is no fault here: whether it is needed depends on the plan.
    """
    tidy = tidied(address)
    found = [_fault(fault) for fault in address_faults(tidy)]
    if importer_kind == ImporterKind.BUSINESS and not tidy["company"]:
        found.append(Fault("address.company", _("Name the company that buys."), "required"))
    number = importer_id.strip()
    asked = importer_number(tidy["country"], on, importer_kind)
    if has_unprintable(number):
        found.append(Fault("importer_id", _unprintable(), "characters"))
    elif number and asked:
        try:
            number = asked.tidy(number)
        except BadIdentifier:
            found.append(_malformed_id(asked))
    if found:
        raise Refused(
            _("Some of the details need another look."), code="address_faulty", faults=found, status=422
        )
    if known_country(tidy["country"]).code not in {row.code for row in open_countries()}:
        message = _("We do not deliver to this country yet. Choose another country.")
        fault = Fault("address.country", message, "country_not_open")
        raise Refused(message, code="country_not_open", faults=[fault], status=422)
    return tidy, number


def missing_importer_id(asked: ImporterNumber) -> Refused:
    """The refusal of goods that cross a border without the number that customs there asks for."""
    message = _("Customs asks for your %(name)s. Enter it as on your document.") % {"name": _(asked.name)}
    fault = Fault("importer_id", message, "required")
    return Refused(message, code="importer_id_required", faults=[fault], status=422)


def _malformed_id(asked: ImporterNumber) -> Fault:
    message = _("This is not a valid %(name)s. Check every digit.") % {"name": _(asked.name)}
    return Fault("importer_id", message, "importer_id_invalid")


def _fault(fault: AddressFault) -> Fault:
    sentences = {
        "required": _("Fill this in."),
        "too_long": _("Shorten this to at most %(most)s characters.") % {"most": fault.example},
        "characters": _unprintable(),
        "postcode_shape": _("This postcode does not look right. An example: %(example)s.")
        % {"example": fault.example},
        "phone_shape": _("Enter a telephone number in digits, with + and the country code if you can."),
        "country": _("Choose a country."),
    }
    return Fault(f"address.{fault.field}", sentences[fault.key], fault.key)


def _unprintable() -> str:
    return _("Remove the characters that cannot be printed.")
