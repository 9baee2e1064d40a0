"""Tracking numbers of known formats; samples are published ones."""

import pytest

from entrepot.domain.tracking.numbers import InvalidNumber, checked_number


@pytest.mark.parametrize(
    ("carrier", "written", "number"),
    [
        ("royal-mail", "rb 123 456 785 gb", "RB123456785GB"),
        ("simcarrier", "LE 980 000 015 FR", "LE980000015FR"),
        ("ups", "1Z5R89390357567127", "1Z5R89390357567127"),
        ("dhl", "3318810025", "3318810025"),
        ("yunexpress", "YT2229521272164446", "YT2229521272164446"),
    ],
)
def test_accepts_real_numbers_as_people_write_them(carrier: str, written: str, number: str) -> None:
    assert checked_number(carrier, written) == number


@pytest.mark.parametrize(
    ("carrier", "written", "key"),
    [
        ("royal-mail", "  ", "tracking_number_missing"),
        ("dhl", "number", "tracking_number_shape"),
        ("dhl", "33188/10025", "tracking_number_shape"),
        ("royal-mail", "3318810025", "tracking_number_not_s10"),
        ("royal-mail", "RB123456786GB", "tracking_number_check_digit"),
        ("dhl", "RB123456786GB", "tracking_number_check_digit"),
        ("ups", "1Z5R89390357567128", "tracking_number_check_digit"),
    ],
)
def test_says_what_is_wrong_with_a_number(carrier: str, written: str, key: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        checked_number(carrier, written)
    assert refused.value.key == key
