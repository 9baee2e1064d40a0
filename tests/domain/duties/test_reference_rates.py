"""The exchange rates that a quote without a database is calculated with."""

from datetime import date
from decimal import Decimal

from entrepot.rules.ecb_rates import ecb_rate


def test_rate_is_the_last_published_on_or_before_the_day() -> None:
    friday, sunday, monday = (ecb_rate("EUR", "USD", date(2024, 3, day)) for day in (1, 3, 4))

    assert friday is not None
    assert friday == sunday
    assert (friday.rate, friday.on, friday.source) == (Decimal("1.0813"), date(2024, 3, 1), "ECB")
    assert monday is not None
    assert monday.on == date(2024, 3, 4)


def test_cross_rates_go_through_the_euro_to_twelve_digits() -> None:
    day = date(2024, 3, 1)
    dollars, yen, cross = (ecb_rate(*pair, day) for pair in (("EUR", "USD"), ("EUR", "JPY"), ("JPY", "USD")))

    assert dollars is not None
    assert yen is not None
    assert cross is not None
    assert abs(cross.rate * yen.rate - dollars.rate) < Decimal("1e-10")
    assert len(cross.rate.as_tuple().digits) <= 12


def test_a_currency_that_was_not_published_by_then_has_none() -> None:
    assert ecb_rate("EUR", "USD", date(1998, 12, 31)) is None
    assert ecb_rate("EUR", "VND", date(2026, 10, 1)) is None
    rouble = ecb_rate("EUR", "RUB", date(2026, 10, 1))
    assert rouble is not None
    assert rouble.on == date(2022, 3, 1)


def test_currencies_of_the_gulf_follow_the_dollar() -> None:
    dirham = ecb_rate("USD", "AED", date(2026, 10, 1))

    assert dirham is not None
    assert (dirham.rate, dirham.source) == (Decimal("3.6725"), "ECB and peg to USD")
