"""What a currency was worth on a day."""

from datetime import date
from decimal import Decimal

import pytest

from entrepot.apps.markets.models import Country, FxRate, Market
from entrepot.apps.markets.queries import FxQuote, convert, forget, fx_rate, selling_currency
from entrepot.apps.markets.services.load_fx import load_fx
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.factories.markets import a_rate

pytestmark = pytest.mark.django_db


def test_the_rate_of_a_day_is_the_latest_on_or_before_it() -> None:
    a_rate("GBP", "0.80", date(2026, 3, 6))
    a_rate("GBP", "0.90", date(2026, 3, 9))
    friday = FxQuote(Decimal("0.800000000"), date(2026, 3, 6), "TEST")
    assert fx_rate("EUR", "GBP", date(2026, 3, 6)) == friday
    assert fx_rate("EUR", "GBP", date(2026, 3, 8)) == friday
    assert fx_rate("EUR", "GBP", date(2026, 3, 9)).rate == Decimal("0.900000000")


def test_a_cross_rate_goes_through_the_euro_and_is_as_old_as_its_older_half() -> None:
    a_rate("GBP", "0.80", date(2026, 3, 6))
    a_rate("CNY", "8.00", date(2026, 3, 9))
    assert fx_rate("GBP", "CNY", date(2026, 3, 10)) == FxQuote(
        Decimal("10.000000000"), date(2026, 3, 6), "TEST"
    )


def test_a_currency_is_worth_itself_without_asking(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert fx_rate("GBP", "GBP", date(2026, 3, 9)).rate == 1


def test_a_day_before_the_first_publication_is_refused_by_name_and_date() -> None:
    a_rate("GBP", "0.80", date(2026, 3, 6))
    with pytest.raises(Refused) as refusal:
        fx_rate("EUR", "GBP", date(2026, 3, 5))
    assert refusal.value.code == "no_exchange_rate"
    assert "GBP" in refusal.value.message
    assert "2026-03-05" in refusal.value.message


def test_conversion_rounds_half_up_to_the_minor_unit_of_the_target() -> None:
    a_rate("GBP", "0.80")
    a_rate("JPY", "160.10")
    on = date(2026, 1, 2)
    assert convert(Money.of("10.01", "EUR"), "GBP", on) == Money.of("8.01", "GBP")
    assert convert(Money.of("0.05", "EUR"), "JPY", on) == Money.of("8", "JPY")
    assert convert(Money.of("0.025", "EUR"), "GBP", on) == Money.of("0.02", "GBP")


def test_all_rates_of_a_day_take_one_statement_and_are_then_kept(
    django_assert_num_queries: object, settings: object
) -> None:
    settings.REFERENCE_CACHE_SECONDS = 30  # type: ignore[attr-defined]
    a_rate("GBP", "0.80")
    a_rate("CNY", "8.00")
    with django_assert_num_queries(1):  # type: ignore[operator]
        for _ in range(3):
            fx_rate("GBP", "CNY", date(2026, 7, 7))


def test_the_packaged_history_loads_once_and_exactly_as_published() -> None:
    today = date(2026, 3, 10)
    new = load_fx(today=today)
    assert new > 7000
    assert load_fx(today=today) == 0
    assert FxRate.objects.get(currency="GBP", as_of=date(2026, 3, 10)).per_eur > 0
    assert not FxRate.objects.filter(as_of__gt=today).exists()


def test_a_currency_that_is_no_longer_published_keeps_its_last_rate() -> None:
    load_fx(today=date(2026, 3, 10))
    last = FxRate.objects.get(currency="HRK")
    assert (last.as_of, last.per_eur) == (date(2022, 12, 30), Decimal("7.5365"))


def test_currencies_of_the_gulf_follow_the_dollar_by_decree() -> None:
    a_rate("USD", "1.10", date(2026, 3, 6))
    assert fx_rate("EUR", "SAR", date(2026, 3, 7)) == FxQuote(
        Decimal("4.125"), date(2026, 3, 6), "TEST and peg to USD"
    )
    assert convert(Money.of("10.00", "USD"), "AED", date(2026, 3, 7)) == Money.of("36.73", "AED")


def test_a_published_rate_of_a_pegged_currency_goes_before_its_peg() -> None:
    a_rate("USD", "1.00", date(2026, 3, 6))
    a_rate("SAR", "4.00", date(2026, 3, 6))
    assert fx_rate("EUR", "SAR", date(2026, 3, 7)).rate == Decimal("4.00")


@pytest.mark.parametrize("currency", ["VND", "TWD", "CLP", "KZT"])
def test_a_country_whose_currency_has_no_rate_is_sold_to_in_that_of_its_market(currency: str) -> None:
    a_rate("USD", "1.10")
    market = Market.objects.create(code="world", name={"en": "World"}, currency="USD")
    Country.objects.create(code="XX", market=market, currency=currency)
    assert selling_currency("XX", date(2026, 3, 6)) == "USD"
    a_rate(currency, "30.00")
    forget()
    assert selling_currency("XX", date(2026, 3, 6)) == currency


def test_without_any_rate_a_country_is_sold_to_in_the_currency_of_the_shop() -> None:
    market = Market.objects.create(code="world", name={"en": "World"}, currency="USD")
    Country.objects.create(code="XX", market=market, currency="VND")
    assert selling_currency("XX", date(2026, 3, 6)) == "GBP"
