"""Numbers of people, companies and goods: well formed ones are tidied, others refused with the reason."""

import pytest

from entrepot.apps.taxation.words import IDENTIFIER_WORDS
from entrepot.domain.identifiers import IDENTIFIERS, OF_SCHEME, BadIdentifier, check_hs, check_identifier

VALID = [
    ("cn_resident", " 11010519491231002x ", "11010519491231002X"),
    ("cn_credit_code", "91110000600037341L", "91110000600037341L"),
    ("eori", "de 1234567", "DE1234567"),
    ("eori", "GB 205672212000", "GB205672212000"),
    ("ioss", "im2760000742", "IM2760000742"),
    ("kr_pccc", "P123456789012", "P123456789012"),
    ("br_taxpayer", "111.444.777-35", "11144477735"),
    ("br_taxpayer", "16.727.230/0001-97", "16727230000197"),
    ("eu_vat", "DE 136695976", "DE136695976"),
    ("eu_vat", "NL4495445B01", "NL004495445B01"),
    ("gb_vat", "980780684", "GB980780684"),
    ("gb_vat", "GB 980 7806 84", "GB980780684"),
    ("au_abn", "83 914 571 673", "83914571673"),
    ("au_gst", "300012345678", "300012345678"),
    ("us_ein", "91-1144442", "911144442"),
    ("eu_aeof", "de AEOF 123456", "DEAEOF123456"),
    ("gb_aeoc", "GBAEOC00012/18", "GBAEOC0001218"),
    ("cn_aeo", "aeocn1100000001", "AEOCN1100000001"),
]
BAD = [
    ("cn_resident", "110105194912310029", "check_digit"),
    ("cn_resident", "1101051949123100AX", "shape"),
    ("cn_resident", "1101051949123100", "length"),
    ("cn_credit_code", "91110000600037342L", "check_digit"),
    ("eori", "ZZ123", "country"),
    ("eu_aeoc", "DEAEOS123456", "shape"),
    ("eu_aeoc", "GBAEOC123456", "country"),
    ("cn_aeo", "AEOCN110000001", "shape"),
    ("eori", "GB12345", "shape"),
    ("eori", "FR1234567890123456", "shape"),
    ("ioss", "IM276000074", "shape"),
    ("ioss", "EU2760000742", "shape"),
    ("kr_pccc", "123456789012", "shape"),
    ("kr_pccc", "P１23456789012", "characters"),
    ("br_taxpayer", "111.444.777-34", "check_digit"),
    ("br_taxpayer", "16.727.230/0001-98", "check_digit"),
    ("eu_vat", "DE136695978", "check_digit"),
    ("eu_vat", "US123456789", "country"),
    ("gb_vat", "802311781", "check_digit"),
    ("au_abn", "99 999 999 999", "check_digit"),
    ("au_gst", "", "shape"),
    ("us_ein", "91114444", "shape"),
]


@pytest.mark.parametrize(("kind", "number", "tidy"), VALID)
def test_a_valid_number_is_tidied(kind: str, number: str, tidy: str) -> None:
    assert check_identifier(kind, number) == tidy
    assert check_identifier(kind, tidy) == tidy


@pytest.mark.parametrize(("kind", "number", "reason"), BAD)
def test_a_bad_number_is_refused_with_the_reason(kind: str, number: str, reason: str) -> None:
    with pytest.raises(BadIdentifier) as refusal:
        check_identifier(kind, number)
    assert (refusal.value.kind, refusal.value.number, refusal.value.reason) == (kind, number, reason)


@pytest.mark.parametrize("kind", IDENTIFIERS)
def test_every_example_is_valid_and_every_kind_has_a_name(kind: str) -> None:
    assert check_identifier(kind, IDENTIFIERS[kind].example)
    assert IDENTIFIERS[kind].message_key in IDENTIFIER_WORDS


def test_every_scheme_has_a_known_kind() -> None:
    assert set(OF_SCHEME.values()) <= set(IDENTIFIERS)


@pytest.mark.parametrize(
    ("territory", "code", "digits"),
    [("EU", "6912.00.23 10", "6912002310"), ("CN", "0902301000", "0902301000"),
     ("JP", "610910010", "610910010"),
     ("CN", "0902301000999", "0902301000999"), ("US", "9903.01.25", "99030125"), ("ZZ", "610910", "610910")],
)  # fmt: skip
def test_a_commodity_code_has_the_digits_of_its_territory(territory: str, code: str, digits: str) -> None:
    assert check_hs(territory, code) == digits


@pytest.mark.parametrize(
    ("territory", "code", "reason"),
    [("EU", "610910010", "length"), ("JP", "61091001", "length"), ("US", "6109", "length"),
     ("GB", "61O910", "characters"), ("GB", "770100", "shape"), ("GB", "٦١٠٩١٠", "characters")],
)  # fmt: skip
def test_a_commodity_code_of_another_shape_is_refused(territory: str, code: str, reason: str) -> None:
    with pytest.raises(BadIdentifier) as refusal:
        check_hs(territory, code)
    assert refusal.value.reason == reason
