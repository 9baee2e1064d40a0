"""Numbers made from serials, against published ones."""

import pytest

from entrepot.domain.tracking.patterns import FaultyPattern, NumberPattern, SerialOutOfRange

PUBLISHED = [
    (NumberPattern("s10", "RB", "GB", 8), 12345678, "RB123456785GB"),
    (NumberPattern("s10", "EB", "HK", 8), 71761, "EB000717618HK"),
    (NumberPattern("impb", "94001112062", "", 10), 640626078, "9400111206206406260787"),
    (NumberPattern("sscc", "10614141", "", 9), 123456789, "106141411234567897"),
    (NumberPattern("awb", "999", "", 7), 1234567, "99912345675"),
    (NumberPattern("plain", "TEST", "", 10, "luhn"), 7992739871, "TEST79927398713"),
    (NumberPattern("plain", "X", "FR", 4), 42, "X0042FR"),
]


@pytest.mark.parametrize(("pattern", "serial", "number"), PUBLISHED)
def test_a_serial_becomes_the_published_number(pattern: NumberPattern, serial: int, number: str) -> None:
    assert pattern.number(serial) == number
    assert pattern.accepts(number)


def test_a_number_with_another_check_digit_is_none_of_the_pattern() -> None:
    assert not NumberPattern("s10", "RB", "GB", 8).accepts("RB123456784GB")
    assert not NumberPattern("awb", "999", "", 7).accepts("99912345674")
    assert not NumberPattern("sscc", "10614141", "", 9).accepts("10614141")


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        (("s11",), "form"),
        (("s10", "R", "GB"), "prefix"),
        (("s10", "JA", "GB"), "prefix"),
        (("s10", "RB", "GBR"), "suffix"),
        (("sscc", "10614141", "", 8), "digits"),
        (("awb", "020", "", 8), "digits"),
        (("awb", "020", "", 7, "luhn"), "check"),
        (("plain", "A", "", 4, "crc"), "check"),
        (("plain", "A", "", 16), "digits"),
    ],
)
def test_a_pattern_that_makes_no_number_names_its_part(fields: tuple[object, ...], part: str) -> None:
    with pytest.raises(FaultyPattern) as faulty:
        NumberPattern(*fields)  # type: ignore[arg-type]
    assert faulty.value.part == part


def test_a_serial_too_long_for_the_pattern_is_refused() -> None:
    with pytest.raises(SerialOutOfRange):
        NumberPattern("awb", "020", "", 7).number(10_000_000)
