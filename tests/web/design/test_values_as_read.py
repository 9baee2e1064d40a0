"""Money, weights, dates and states as a reader of each language sees them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from entrepot.domain import lifecycles
from entrepot.domain.lifecycle import Lifecycle
from entrepot.domain.money import Money
from entrepot.domain.tracking.statuses import TrackingStatus
from entrepot.web.templatetags import entrepot_ui as ui
from entrepot.web.templatetags.status_words import KIND_OF_STATUS, WORD_OF_STATUS


@pytest.mark.parametrize(
    ("language", "money", "text"),
    [
        ("en", Money.of("1234.5", "GBP"), "£1,234.50"),
        ("en", Money.of("0.125", "GBP"), "£0.13"),
        ("en", Money.of("-3", "EUR"), "−€3.00"),
        ("en", Money.of("980", "JPY"), "¥980"),
        ("en", Money.of("12", "CNY"), "CN¥12.00"),
        ("zh-hans", Money.of("12", "CNY"), "¥12.00"),
        ("zh-hans", Money.of("12", "USD"), "US$12.00"),
        ("zh-hans", Money.of("1.2345", "KWD"), "KWD1.235"),
    ],
)
def test_writes_money_with_the_minor_units_of_its_currency(language: str, money: Money, text: str) -> None:
    with translation.override(language):
        assert ui.money(money) == text


@pytest.mark.parametrize(
    ("language", "money", "text"),
    [
        ("en", Money.of("23.36", "GBP"), "£23.36 GBP"),
        ("en", Money.of("5", "USD"), "$5.00 USD"),
        ("en", Money.of("980", "JPY"), "¥980 JPY"),
        ("en", Money.of("314.48", "CNY"), "CN¥314.48"),
        ("en", Money.of("107.1", "AUD"), "A$107.10"),
        ("zh-hans", Money.of("314.48", "CNY"), "¥314.48 CNY"),
        ("zh-hans", Money.of("5", "USD"), "US$5.00"),
    ],
)
def test_names_the_currency_once(language: str, money: Money, text: str) -> None:
    with translation.override(language):
        assert ui.money_with_code(money) == text
    assert ui.money_with_code(None) == ""


def test_writes_nothing_for_an_absent_value() -> None:
    assert [ui.money(None), ui.weight(None), ui.dt(None), ui.percent(None), ui.number(None)] == [""] * 5


@pytest.mark.parametrize(
    ("language", "grams", "text"),
    [("en", 450, "450 g"), ("en", 1000, "1 kg"), ("en", 1255, "1.255 kg"), ("zh-hans", 1255, "1.255 kg")],
)
def test_writes_weights_in_grams_below_a_kilogram(language: str, grams: int, text: str) -> None:
    with translation.override(language):
        assert ui.weight(grams) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en", "6 Nov 2026 07:30"), ("zh-hans", "2026年11月6日 07:30")]
)
def test_writes_a_moment_in_the_readers_zone_and_order(language: str, text: str) -> None:
    moment = datetime(2026, 11, 5, 23, 30, tzinfo=UTC)
    with translation.override(language), timezone.override("Asia/Shanghai"):
        assert ui.dt(moment) == text


def test_writes_a_date_without_a_clock() -> None:
    with translation.override("en"):
        assert ui.dt(date(2026, 11, 5)) == "5 Nov 2026"


def test_writes_a_fraction_as_a_percentage_without_losing_digits() -> None:
    with translation.override("en"):
        assert [ui.percent(Decimal(f)) for f in ("0.2", "0.0925", "0.125")] == ["20%", "9.25%", "12.5%"]


def test_has_a_word_and_a_colour_for_every_state_of_every_lifecycle() -> None:
    tables = [table for table in vars(lifecycles).values() if isinstance(table, Lifecycle)]
    states = {state for table in tables for state in table.edges}
    assert len(tables) >= 8
    assert states - set(WORD_OF_STATUS) == set()
    assert states | {str(status) for status in TrackingStatus} <= set(KIND_OF_STATUS)


def test_shows_an_unknown_state_as_itself_rather_than_failing() -> None:
    assert ui.status_badge("sent_by_pigeon") == {"label": "Sent by pigeon", "kind": "neutral"}


def test_the_time_left_is_told_in_its_largest_unit_until_it_is_over() -> None:
    now = timezone.now()
    assert ui.time_left(now + timedelta(hours=23, minutes=59, seconds=30)) == "23\xa0hours"
    assert ui.time_left(now - timedelta(minutes=1)) == ""
