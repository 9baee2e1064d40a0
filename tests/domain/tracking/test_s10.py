"""UPU S10 numbers: published examples, every wrong digit, and building."""

import pytest

from entrepot.domain.tracking import s10

# Published numbers: UPU and the test numbers of the MIT-licensed tracking_number_data collection.
PUBLISHED = ("RB123456785GB", "EB000717618HK", "EE844479556TW", "RB123456785US", "RB123456785CV")


@pytest.mark.parametrize("number", PUBLISHED)
def test_accepts_published_numbers(number: str) -> None:
    assert str(s10.parse(number)) == number


@pytest.mark.parametrize(
    ("serial", "digit"),
    # 47312482: 200 mod 11 = 2, so 9. The last two are the two special cases (10 becomes 0, 11 becomes 5).
    [("12345678", 5), ("47312482", 9), ("00000000", 5), ("00000006", 2), ("00000008", 0)],
)
def test_computes_the_check_digit(serial: str, digit: int) -> None:
    assert s10.check_digit(serial) == digit


@pytest.mark.parametrize(
    # S10 itself is blind to some errors when the check digit is 5, which stands for two remainders.
    ("right", "unnoticed"),
    [("RB473124829GB", 0), ("RB123456785GB", 7)],
)
def test_every_single_wrong_digit_is_found_as_far_as_the_standard_can(right: str, unnoticed: int) -> None:
    wrong = [
        f"{right[:at]}{digit}{right[at + 1 :]}"
        for at in range(2, 11)
        for digit in "0123456789"
        if digit != right[at]
    ]
    assert len(wrong) == 81
    assert len([number for number in wrong if s10.is_valid(number)]) == unnoticed


def test_reads_a_number_as_people_write_it() -> None:
    parsed = s10.parse(" rb 123 456 785 gb ")
    assert (parsed.service, parsed.serial, parsed.check_digit, parsed.country) == ("RB", "12345678", 5, "GB")
    assert parsed.spaced() == "RB 123 456 785 GB"


def test_builds_with_leading_zeros() -> None:
    assert str(s10.make("EB", 71761, "HK")) == "EB000717618HK"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("RB123456786GB", "check digit of RB123456786GB is 6, should be 5"),
        ("RB12345678GB", "is not two letters, nine digits and a country"),
        ("JB123456785GB", "reserved by S10"),
        ("RB１23456785GB", "is not two letters"),
        ("", "is not two letters"),
    ],
)
def test_says_what_is_wrong(number: str, why: str) -> None:
    with pytest.raises(s10.InvalidS10, match=why):
        s10.parse(number)


@pytest.mark.parametrize("serial", [-1, 100_000_000])
def test_refuses_a_serial_out_of_range(serial: int) -> None:
    with pytest.raises(s10.InvalidS10, match="serial must be"):
        s10.make("RB", serial, "GB")
