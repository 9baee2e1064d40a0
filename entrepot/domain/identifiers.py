"""Numbers that customs and tax authorities know people, companies and goods by: checked and tidied.

One table says for each kind what a number looks like, with an example; where a check digit is published it is
checked (``python-stdnum`` does most). That a number is well formed does not say that it was issued.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import stdnum.au.abn
import stdnum.br.cnpj
import stdnum.br.cpf
import stdnum.cl.rut
import stdnum.cn.ric
import stdnum.cn.uscc
import stdnum.eu.vat
import stdnum.gb.vat
import stdnum.id.npwp
import stdnum.il.idnr
import stdnum.mx.curp
import stdnum.mx.rfc
import stdnum.ru.inn
import stdnum.tr.tckimlik
import stdnum.us.ein
import stdnum.za.idnr
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError


class BadIdentifier(ValueError):
    """``number`` is not one of ``kind``; ``reason``: ``characters``, ``length``, ``shape``, ``check_digit``
    or ``country``."""

    def __init__(self, kind: str, number: str, reason: str) -> None:
        super().__init__(f"{kind} {number!r}: {reason}")
        self.kind, self.number, self.reason = kind, number, reason


@dataclass(frozen=True, slots=True)
class Identifier:
    """``tidy`` gives the number as it is written on a declaration or raises a stdnum ``ValidationError``;
    ``message_key`` names the kind for people."""

    tidy: Callable[[str], str]
    example: str
    message_key: str


class _WrongShape(ValidationError):
    """Neither of the right letters nor digits in the right places."""


class _UnknownCountry(ValidationError):
    """No country whose numbers are known."""


# After the two letters of the country. Where no shape of its own is known: up to 15 characters, as Delegated
# Regulation (EU) 2015/2446 Annex B has them; the United Kingdom gives twelve digits, or fifteen.
_EORI_SHAPES: Final[Mapping[str, str]] = {
    "DE": r"\d{1,15}",
    "GB": r"\d{12}(\d{3})?",
    "IT": r"[A-Z0-9]{11}|[A-Z0-9]{16}",
    "NL": r"\d{9}",
    "XI": r"\d{12}(\d{3})?",
}
_LONGEST_RFC: Final = 13
_EORI_COUNTRIES: Final = frozenset(
    (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT",
        "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
    )
)  # fmt: skip
# How many digits a declaration of import may give, by customs territory: the national subdivisions of the HS.
_EU_DIGITS: Final = (6, 8, 10)
HS_DIGITS: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {
        "AE": (6, 8, 12), "AU": (6, 8, 10), "BR": (6, 8), "CA": (6, 8, 10), "CH": (6, 8), "CL": (6, 8),
        "CN": (6, 8, 10, 13), "EU": _EU_DIGITS, "GB": _EU_DIGITS, "HK": (6, 8), "ID": (6, 8),
        "IL": (6, 8, 10), "IN": (6, 8), "JP": (6, 9), "KR": (6, 10), "KZ": (6, 10), "MX": (6, 8, 10),
        "MY": (6, 8, 10),
        "NO": (6, 8), "NZ": (6, 8, 10, 11), "PH": (6, 8, 10), "RU": (6, 10), "SA": (6, 8, 12), "SG": (6, 8),
        "TH": (6, 8, 11), "TR": (6, 8, 10, 12), "TW": (6, 8, 10, 11), "US": (6, 8, 10), "VN": (6, 8),
        "ZA": (6, 8),
    }
)  # fmt: skip
# What a registration of that scheme must be; a scheme that is not here has a number of unknown shape.
OF_SCHEME: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ioss": "ioss", "gb_vat": "gb_vat", "eu_vat": "eu_vat", "eori": "eori", "gb_eori": "eori",
        "eu_eori": "eori", "au_gst": "au_gst",
        "eu_aeoc": "eu_aeoc", "eu_aeos": "eu_aeos", "eu_aeof": "eu_aeof", "gb_aeoc": "gb_aeoc",
        "gb_aeos": "gb_aeos", "gb_aeof": "gb_aeof", "cn_aeo": "cn_aeo",
    }
)  # fmt: skip
# Schemes whose number says how far customs trusts us, not under which number we import.
TRUSTED_TRADER: Final = frozenset(
    (*(scheme for scheme in OF_SCHEME if "_aeo" in scheme), "us_ctpat", "au_att")
)


def check_identifier(kind: str, number: str) -> str:
    """The tidy form of ``number``: without spaces and separators, letters in capitals.

    ``kind`` is a key of ``IDENTIFIERS``. Raises ``BadIdentifier``, and ``KeyError`` for an unknown kind.
    """
    rule = IDENTIFIERS[kind]
    if not number.isascii():
        raise BadIdentifier(kind, number, "characters")
    try:
        return rule.tidy(number.strip().upper())
    except InvalidLength as error:
        raise BadIdentifier(kind, number, "length") from error
    except InvalidChecksum as error:
        raise BadIdentifier(kind, number, "check_digit") from error
    except _UnknownCountry as error:
        raise BadIdentifier(kind, number, "country") from error
    except ValidationError as error:
        raise BadIdentifier(kind, number, "shape") from error


def is_identifier(kind: str, number: str) -> bool:
    """Whether ``number`` is well formed. Raises ``KeyError`` for an unknown kind."""
    try:
        check_identifier(kind, number)
    except BadIdentifier:
        return False
    return True


def hs_digits(territory: str) -> tuple[int, ...]:
    """How many digits a declaration of import in ``territory`` may give."""
    return HS_DIGITS.get(territory, _EU_DIGITS)


def check_hs(territory: str, code: str) -> str:
    """The digits of a commodity code as ``territory`` (``EU``, ``US``, a country) may be told it.

    Dots and spaces are dropped. Raises ``BadIdentifier`` with kind ``hs``: for other characters, for a
    chapter that does not exist (00 and 77), or for a number of digits that is not in use there.
    """
    digits = re.sub(r"[.\s]", "", code)
    if not (digits.isascii() and digits.isdigit()):
        raise BadIdentifier("hs", code, "characters")
    if len(digits) not in hs_digits(territory):
        raise BadIdentifier("hs", code, "length")
    # The WCO keeps chapter 77 for future use; 98 and 99 are for national use.
    if digits[:2] in ("00", "77"):
        raise BadIdentifier("hs", code, "shape")
    return digits


def _compact(number: str) -> str:
    return re.sub(r"[\s.\-/]", "", number)


def _shaped(pattern: str) -> Callable[[str], str]:
    shape = re.compile(pattern)

    def tidy(number: str) -> str:
        compact = _compact(number)
        if not shape.fullmatch(compact):
            raise _WrongShape
        return compact

    return tidy


def _eori(number: str) -> str:
    compact = _compact(number)
    country, rest = compact[:2], compact[2:]
    if country not in _EORI_COUNTRIES:
        raise _UnknownCountry
    if not re.fullmatch(_EORI_SHAPES.get(country, r"[A-Z0-9]{1,15}"), rest):
        raise _WrongShape
    return compact


def _aeo(letter: str, countries: frozenset[str]) -> Callable[[str], str]:
    """Country, ``AEO`` with the letter of the kind, and a reference of up to 29 signs: so Delegated
    Regulation (EU) 2015/2446 Annex A numbers decisions."""
    shaped = _shaped(rf"[A-Z]{{2}}AEO{letter}[A-Z0-9]{{1,29}}")

    def tidy(number: str) -> str:
        found = shaped(number)
        if found[:2] not in countries:
            raise _UnknownCountry
        return found

    return tidy


def _gb_vat(number: str) -> str:
    return "GB" + str(stdnum.gb.vat.validate(number))


def _eu_vat(number: str) -> str:
    if _compact(number)[:2].lower() not in {"xi", "el", *stdnum.eu.vat.MEMBER_STATES}:
        raise _UnknownCountry
    return str(stdnum.eu.vat.validate(number))


def _au_gst(number: str) -> str:
    compact = re.sub(r"^(ABN|ARN)", "", _compact(number))
    return compact if re.fullmatch(r"\d{12}", compact) else str(stdnum.au.abn.validate(number))


def _cpf_or_cnpj(number: str) -> str:
    module = stdnum.br.cpf if len(_compact(number)) <= 11 else stdnum.br.cnpj
    return str(module.validate(number))


def _rfc_or_curp(number: str) -> str:
    module = stdnum.mx.curp if len(_compact(number)) > _LONGEST_RFC else stdnum.mx.rfc
    return str(module.validate(number))


def _nik_or_npwp(number: str) -> str:
    compact = _compact(number)
    return compact if re.fullmatch(r"\d{16}", compact) else str(stdnum.id.npwp.validate(number))


IDENTIFIERS: Final[Mapping[str, Identifier]] = MappingProxyType(
    {
        # GB 11643-1999: ISO 7064 MOD 11-2.
        "cn_resident": Identifier(stdnum.cn.ric.validate, "11010519491231002X", "resident identity number"),
        # GB 32100-2015.
        "cn_credit_code": Identifier(
            stdnum.cn.uscc.validate, "91110000600037341L", "unified social credit code"
        ),
        "eori": Identifier(_eori, "DE123456789012345", "EORI number"),
        # Twelve characters; the check digit is not published.
        "ioss": Identifier(_shaped(r"IM\d{10}"), "IM2760000742", "IOSS number"),
        # Korea Customs Service: P and twelve digits; how they check is not published.
        "kr_pccc": Identifier(_shaped(r"P\d{12}"), "P123456789012", "personal customs clearance code"),
        "br_taxpayer": Identifier(_cpf_or_cnpj, "111.444.777-35", "CPF or CNPJ number"),
        "br_cpf": Identifier(stdnum.br.cpf.validate, "111.444.777-35", "CPF number"),
        "br_cnpj": Identifier(stdnum.br.cnpj.validate, "16.727.230/0001-97", "CNPJ number"),
        "cl_rut": Identifier(stdnum.cl.rut.validate, "12.531.909-2", "RUT number"),
        "mx_taxpayer": Identifier(_rfc_or_curp, "VECJ880326XXX", "RFC or CURP"),
        # NIK: sixteen digits that begin with region and birthday; NPWP: fifteen with a check digit.
        "id_taxpayer": Identifier(_nik_or_npwp, "3171011708450001", "NIK or NPWP"),
        "tr_identity": Identifier(stdnum.tr.tckimlik.validate, "17291716060", "T.C. identity number"),
        "il_identity": Identifier(stdnum.il.idnr.validate, "3933742-3", "identity number"),
        "za_identity": Identifier(stdnum.za.idnr.validate, "7503305044089", "identity number"),
        "ru_inn": Identifier(stdnum.ru.inn.validate, "500100732259", "INN"),
        "kz_iin": Identifier(_shaped(r"\d{12}"), "830126350122", "IIN"),
        "vn_identity": Identifier(_shaped(r"\d{12}"), "001099012345", "citizen identity number"),
        "eu_vat": Identifier(_eu_vat, "DE136695976", "VAT number"),
        "gb_vat": Identifier(_gb_vat, "GB980780684", "VAT number"),
        # Registered simply: an ARN of twelve digits; otherwise the ABN.
        "au_gst": Identifier(_au_gst, "83 914 571 673", "Australian GST number"),
        "eu_aeoc": Identifier(_aeo("C", _EORI_COUNTRIES - {"GB"}), "DEAEOC123456", "AEO number"),
        "eu_aeos": Identifier(_aeo("S", _EORI_COUNTRIES - {"GB"}), "DEAEOS123456", "AEO number"),
        "eu_aeof": Identifier(_aeo("F", _EORI_COUNTRIES - {"GB"}), "DEAEOF123456", "AEO number"),
        "gb_aeoc": Identifier(_aeo("C", frozenset({"GB"})), "GBAEOC123456", "AEO number"),
        "gb_aeos": Identifier(_aeo("S", frozenset({"GB"})), "GBAEOS123456", "AEO number"),
        "gb_aeof": Identifier(_aeo("F", frozenset({"GB"})), "GBAEOF123456", "AEO number"),
        # As China Customs tells partner countries: AEO, CN and the ten digits of the enterprise.
        "cn_aeo": Identifier(_shaped(r"AEOCN\d{10}"), "AEOCN1100000001", "AEO number"),
        "us_ein": Identifier(stdnum.us.ein.validate, "91-1144442", "employer identification number"),
        "au_abn": Identifier(stdnum.au.abn.validate, "83 914 571 673", "Australian business number"),
    }
)


def masked(number: str) -> str:
    """A person's number with its last four signs alone: enough to compare, too little to use."""
    return "•" * max(len(number) - 4, 0) + number[-4:] if len(number) > 4 else "•" * len(number)
