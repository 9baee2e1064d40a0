"""Tracking numbers of known formats; samples are published ones, most from the format files themselves."""

import pytest

from entrepot.domain.tracking.formats import FaultyFormat, parse_formats
from entrepot.domain.tracking.numbers import InvalidNumber, checked_number, recognise
from entrepot.rules.tracking_numbers import packaged_couriers, packaged_formats

FORMATS = packaged_formats()


def samples(kind: str) -> list[tuple[str, str, str]]:
    return [
        (courier["courier_code"], raw["name"], written)
        for courier in packaged_couriers()
        for raw in courier["tracking_numbers"]
        for written in raw["test_numbers"][kind]
    ]


def recognised_as(written: str) -> list[tuple[str, str]]:
    return [(found.courier, found.format_name) for found in recognise(written, FORMATS)]


def test_every_packaged_format_is_read() -> None:
    assert (len(packaged_couriers()), len(FORMATS)) == (18, 39)
    assert (len(samples("valid")), len(samples("invalid"))) == (192, 88)


@pytest.mark.parametrize(("courier", "form", "written"), samples("valid"))
def test_every_published_valid_number_is_recognised(courier: str, form: str, written: str) -> None:
    assert (courier, form) in recognised_as(written)


@pytest.mark.parametrize(("courier", "form", "written"), samples("invalid"))
def test_no_published_invalid_number_is_taken_for_its_format(courier: str, form: str, written: str) -> None:
    assert (courier, form) not in recognised_as(written)


def test_a_number_is_told_by_its_parts() -> None:
    (post,) = recognise("rb 123 456 785 gb", FORMATS)
    assert (post.courier, post.number, post.checked) == ("s10", "RB123456785GB", True)
    assert post.meanings == {"ServiceType": "Letter Post Registered", "CountryCode": "Royal Mail Group plc"}


def test_carriers_that_share_a_shape_are_all_named() -> None:
    assert recognised_as("320610804900") == [
        ("fedex", "FedEx Express (12)"),
        ("purolator", "Purolator (12)"),
    ]


def test_a_check_digit_goes_before_a_shape_that_fits_by_chance() -> None:
    # Two letters and digits: the whole of a registered letter also fits what DHL eCommerce may write.
    assert recognised_as("RX123456785DE")[0] == ("s10", "S10")
    assert ("dhl", "DHL E-Commerce") in recognised_as("RX123456785DE")


def test_of_the_published_numbers_four_are_first_taken_for_another_carrier() -> None:
    first = [(recognised_as(written)[0][0], courier, written) for courier, _, written in samples("valid")]
    assert sorted(written for found, courier, written in first if found != courier) == [
        "287809468872", "320610804900", "78045768393", "JFV247545960",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("carrier", "written", "number"),
    [
        ("royal-mail", "rb 123 456 785 gb", "RB123456785GB"),
        ("simcarrier", "LE 980 000 015 FR", "LE980000015FR"),
        ("ups", "1Z5R89390357567127", "1Z5R89390357567127"),
        ("dhl", "3318810025", "3318810025"),
        ("dhl-express", "33 1881 0025", "3318810025"),
        # Of no published shape: nobody can say that it is wrong.
        ("dhl", "00340434161094042557", "00340434161094042557"),
        ("yunexpress", "YT2229521272164446", "YT2229521272164446"),
        ("some-courier", "996578788855", "996578788855"),
    ],
)
def test_accepts_real_numbers_as_people_write_them(carrier: str, written: str, number: str) -> None:
    assert checked_number(carrier, written, FORMATS) == number


@pytest.mark.parametrize(
    ("carrier", "written", "key"),
    [
        ("royal-mail", "  ", "tracking_number_missing"),
        ("dhl", "number", "tracking_number_shape"),
        ("dhl", "33188/10025", "tracking_number_shape"),
        ("royal-mail", "3318810025", "tracking_number_not_s10"),
        ("royal-mail", "RB123456786GB", "tracking_number_check_digit"),
        ("dhl", "RB123456786GB", "tracking_number_check_digit"),
        ("dhl-express", "3318810010", "tracking_number_check_digit"),
        ("ups", "1Z5R89390357567128", "tracking_number_check_digit"),
        ("some-courier", "1Z5R89390357567128", "tracking_number_check_digit"),
        ("ups", "1Z5R893903575671", "tracking_number_check_digit"),
        ("fedex", "996578788855", "tracking_number_check_digit"),
        ("canada-post", "0073938000549292", "tracking_number_check_digit"),
    ],
)
def test_says_what_is_wrong_with_a_number(carrier: str, written: str, key: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        checked_number(carrier, written, FORMATS)
    assert refused.value.key == key


def test_refuses_a_format_whose_check_nobody_can_do() -> None:
    raw = {"name": "New", "regex": "X(?<SerialNumber>[0-9]+)", "validation": {"checksum": {"name": "mod99"}}}
    with pytest.raises(FaultyFormat, match="New: checksum 'mod99' is not known"):
        parse_formats([{"courier_code": "x", "name": "X", "tracking_numbers": [raw]}])
