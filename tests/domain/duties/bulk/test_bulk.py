"""The bulk engine answers, to the minor unit, what the scalar engine answers one by one."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from entrepot.domain.duties import Consignment, Line, consignment_with_rates, landed_cost, parse_rate
from entrepot.domain.duties.bulk import Article, BulkAnswer, Catalogue, quote_catalogue
from entrepot.domain.money import minor_digits
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate

AMOUNTS = ("duty", "tax", "fees", "landed", "due_at_checkout", "due_on_delivery")
CODES = (
    "610910", "61091000", "640411", "420222", "691110", "490199", "190110", "330410", "330300", "220421",
    "910211", "732393", "851712", "950300", "6101301500", "240220", "090210", "871200", "",
)  # fmt: skip
FORTY = (
    *("AT", "BE", "BG", "HR", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU"),
    *("NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "GB", "US", "CA", "AU", "NZ", "JP", "KR", "SG", "CH"),
    *("NO", "TH", "MX", "BR", "IN", "CN"),
)
OTHERS = {
    "before the changes of 2026": {"as_of": "2026-02-20"},
    "long ago": {"as_of": "2023-12-30"},
    "later": {"as_of": "2028-07-02"},
    "on delivery, by post": {"incoterm": "DAP", "channel": "post"},
    "freight": {"channel": "freight", "insurance": "3.33"},
    "registered": {"seller": {"registrations": dict.fromkeys(packaged_rulebook().registrations, "1")}},
    "a company": {"importer": {"kind": "business"}},
    "a gift": {"purpose": "gift"},
    "priced in yen": {"currency": "JPY", "freight": "700"},
    "priced in pounds": {"currency": "GBP", "freight": "0"},
    "bonded": {"mode": "bonded"},
    "personal articles": {"mode": "personal_articles"},
    "overridden": {"overrides": {"gb.duty.relief.limit": "20", "vat.rate": "0.07"}},
}


def sent_to(country: str, **changes: Any) -> Consignment:
    document: dict[str, Any] = {
        "as_of": "2026-10-21",
        "origin_country": "CN" if country != "CN" else "AU",
        "destination": {"country": country, "region": "ON" if country == "CA" else ""},
        "currency": "EUR",
        "freight": "6.90",
        "lines": [{"id": "1", "hs": "610910", "origin": "CN", "quantity": "1", "unit_value": "1"}],
        **changes,
    }
    return consignment_with_rates(document, packaged_rulebook(), ecb_rate)


def goods(count: int, seed: int, digits: int = 2) -> list[Article]:
    chance = random.Random(seed)
    whole = 10**digits
    prices = (1, 2, 7, 22, 50, 93, 135, 150, 151, 176, 800, 1000, 1650, 5000)
    return [
        Article(
            id=str(number),
            hs=chance.choice(CODES),
            origin=chance.choice(("CN", "VN", "DE", "GB", "US", "JP", "BR", "AU")),
            price=chance.choice((chance.randrange(0, 400 * whole), chance.choice(prices) * whole)),
            net_weight_g=chance.choice((0, chance.randrange(1, 3000))),
            attributes=chance.choice(({}, {}, {}, {"childrens": True}, {"net_content_ml": Decimal(50)})),
            tariff=chance.choice((None, None, None, None, parse_rate("9% + 1.37 EUR/kg max 20%"))),
        )
        for number in range(count)
    ]


def one_by_one(article: Article, sent: Consignment) -> tuple[Any, ...]:
    line = Line(
        "1", article.hs, article.origin, Decimal(1),
        Decimal(article.price).scaleb(-minor_digits(sent.currency)), attributes=article.attributes,
        tariff=article.tariff, net_weight_g=article.net_weight_g,
    )  # fmt: skip
    freight = sent.freight
    if article.freight is not None:
        freight = Decimal(article.freight).scaleb(-minor_digits(sent.currency))
    cost = landed_cost(replace(sent, lines=(line,), freight=freight), packaged_rulebook())
    return (*(getattr(cost.totals, name).to_minor() for name in AMOUNTS), cost.status, cost.restrictions)


def row_of(answer: BulkAnswer, row: int) -> tuple[Any, ...]:
    amounts = (getattr(answer, name)[row] for name in AMOUNTS)
    return (*amounts, answer.status_of(row), answer.restrictions.get(row, ()))


def assert_equal(articles: list[Article], sent: Consignment) -> BulkAnswer:
    catalogue = Catalogue(articles, sent.currency)
    answer = quote_catalogue(catalogue, sent, packaged_rulebook())
    by_id = {article.id: article for article in articles}
    for row, article_id in enumerate(catalogue.ids):
        article = by_id[article_id]
        assert row_of(answer, row) == one_by_one(article, sent), (article, sent.destination)
    return answer


@pytest.mark.parametrize("country", FORTY)
def test_equals_the_scalar_engine_to_forty_destinations(country: str) -> None:
    answer = assert_equal(goods(50, seed=sum(map(ord, country))), sent_to(country))
    assert answer.one_by_one == 0


@pytest.mark.parametrize("changes", OTHERS.values(), ids=OTHERS)
def test_equals_the_scalar_engine_in_other_circumstances(changes: dict[str, Any]) -> None:
    digits = minor_digits(changes.get("currency", "EUR"))
    for seed, country in enumerate(("DE", "GB", "US", "AU", "CN", "JP", "BR", "CH", "KZ", "ID")):
        assert_equal(goods(12, seed, digits), sent_to(country, **changes))


@pytest.mark.parametrize("country", FORTY)
def test_every_article_may_have_a_freight_of_its_own(country: str) -> None:
    chance = random.Random(country)
    articles = [
        replace(article, freight=chance.choice((0, 300, chance.randrange(0, 9000))))
        for article in goods(50, seed=len(country) + ord(country[0]))
    ]
    answer = assert_equal(articles, sent_to(country))
    assert answer.one_by_one == 0


def test_freight_is_given_of_all_articles_or_of_none() -> None:
    with pytest.raises(ValueError, match="either every article has a freight or none"):
        Catalogue([Article("1", "610910", "CN", 1, freight=1), Article("2", "610910", "CN", 1)], "EUR")


@pytest.mark.parametrize(("country", "limit"), [("GB", 135), ("DE", 150), ("AU", 1000), ("CN", 5000)])
def test_turns_at_the_limit_and_not_a_cent_before(country: str, limit: int) -> None:
    currency = {"GB": "GBP", "DE": "EUR", "AU": "AUD", "CN": "CNY"}[country]
    sent = sent_to(country, currency=currency, freight="0", mode="bonded")
    prices = [limit * 100 + step for step in range(-2, 3)]
    articles = [Article(str(price), "610910", "CN", price, 100) for price in prices]
    answer = assert_equal(articles, sent)

    assert answer.traces == 2


def test_destination_without_rules_is_partial_and_has_no_charges() -> None:
    answer = assert_equal(goods(20, seed=5), sent_to("ZW"))

    assert {answer.status_of(row).value for row in range(20)} == {"partial"}
    assert set(answer.duty) == set(answer.tax) == {0}


def test_prices_and_consignment_must_be_in_one_currency() -> None:
    with pytest.raises(ValueError, match="the prices are in GBP"):
        quote_catalogue(Catalogue([], "GBP"), sent_to("DE"), packaged_rulebook())
    with pytest.raises(ValueError, match="must not be negative"):
        Catalogue([Article("1", "610910", "CN", -1)], "EUR")
    assert len(quote_catalogue(Catalogue([], "EUR"), sent_to("DE"), packaged_rulebook()).duty) == 0
