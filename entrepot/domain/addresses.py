"""What a postal address must have, by country. Faults come back as keys, for words in any language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from entrepot.domain.characters import has_unprintable, one_line

LONGEST: Final[dict[str, int]] = {
    "name": 120,
    "company": 120,
    "line1": 200,
    "line2": 200,
    "city": 100,
    "region": 100,
    "postcode": 20,
    "phone": 40,
}
FIELDS: Final = (*LONGEST, "country")
REQUIRED: Final = ("name", "line1", "city")
# Shapes and an example each, from the postal administrations' own descriptions (UPU addressing sheets).
POSTCODES: Final[dict[str, tuple[str, str]]] = {
    "AT": (r"\d{4}", "1010"),
    "AU": (r"\d{4}", "2000"),
    "BE": (r"\d{4}", "1000"),
    "BR": (r"\d{5}-?\d{3}", "01310-100"),
    "CA": (r"[A-Z]\d[A-Z] ?\d[A-Z]\d", "K1A 0B1"),
    "CH": (r"\d{4}", "8001"),
    "CN": (r"\d{6}", "100000"),
    "DE": (r"\d{5}", "10115"),
    "DK": (r"\d{4}", "1050"),
    "ES": (r"\d{5}", "28001"),
    "FI": (r"\d{5}", "00100"),
    "FR": (r"\d{5}", "75001"),
    "GB": (r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", "SW1A 1AA"),
    "IT": (r"\d{5}", "00118"),
    "JP": (r"\d{3}-?\d{4}", "100-0001"),
    "NL": (r"\d{4} ?[A-Z]{2}", "1012 JS"),
    "NO": (r"\d{4}", "0150"),
    "PL": (r"\d{2}-?\d{3}", "00-001"),
    "PT": (r"\d{4}-?\d{3}", "1000-001"),
    "SE": (r"\d{3} ?\d{2}", "111 22"),
    "SG": (r"\d{6}", "018956"),
    "US": (r"\d{5}(-\d{4})?", "20500"),
}
# Customs or the last mile reach the recipient by telephone (and by name) there.
PHONE_REQUIRED: Final = frozenset(("CN", "BR", "JP", "SA", "AE", "IL"))
REGION_REQUIRED: Final = frozenset(("US", "CA", "AU", "CN", "BR"))
_PHONE: Final = re.compile(r"\+?[\d ()./-]{5,40}")


@dataclass(frozen=True, slots=True)
class AddressFault:
    """``key``: required, too_long, characters, postcode_shape, phone_shape or country."""

    field: str
    key: str
    example: str = ""


def tidied(address: Mapping[str, str]) -> dict[str, str]:
    """The known fields, all present, each on one line, single-spaced and without marks that turn the
    direction of writing; country and postcode in capitals.
    """
    tidy = {name: one_line(str(address.get(name) or "")) for name in FIELDS}
    return {**tidy, "country": tidy["country"].upper(), "postcode": tidy["postcode"].upper()}


def address_faults(address: Mapping[str, str]) -> list[AddressFault]:
    """Everything wrong with a tidied ``address``, in the order of its fields."""
    country = address["country"]
    if not re.fullmatch(r"[A-Z]{2}", country):
        return [AddressFault("country", "country")]
    required = [*REQUIRED]
    required += ["region"] if country in REGION_REQUIRED else []
    required += ["postcode"] if country in POSTCODES else []
    required += ["phone"] if country in PHONE_REQUIRED else []
    faults = [AddressFault(name, "required") for name in LONGEST if name in required and not address[name]]
    faults += [
        AddressFault(name, "too_long", str(most))
        for name, most in LONGEST.items()
        if len(address[name]) > most
    ]
    faults += [AddressFault(name, "characters") for name in LONGEST if has_unprintable(address[name])]
    shape, example = POSTCODES.get(country, ("", ""))
    if shape and address["postcode"] and not re.fullmatch(shape, address["postcode"]):
        faults.append(AddressFault("postcode", "postcode_shape", example))
    if address["phone"] and not _PHONE.fullmatch(address["phone"]):
        faults.append(AddressFault("phone", "phone_shape"))
    return faults
