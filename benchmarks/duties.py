"""The duty engine alone: ``python -m benchmarks.duties``. No shop and no database are started.

Scalar: three-line consignments a second. Bulk: the demo catalogue, filled up to 25,000 articles, to 40
destinations, and 10,000 random answers of it against the scalar engine. One core, CPU seconds.
"""

import csv
import random
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from itertools import islice
from typing import Any, Final

from entrepot.domain.duties import Consignment, Line, consignment_with_rates, landed_cost
from entrepot.domain.duties.bulk import Article, BulkAnswer, Catalogue, quote_catalogue
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate

ARTICLES: Final = 25_000
CHECKED: Final = 10_000
FORTY: Final = (
    *("AT", "BE", "BG", "HR", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU"),
    *("NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "GB", "US", "CA", "AU", "NZ", "JP", "KR", "SG", "CH"),
    *("NO", "TH", "MX", "BR", "IN", "CN"),
)
AMOUNTS: Final = ("duty", "tax", "fees", "landed", "due_at_checkout", "due_on_delivery")


def main() -> int:
    print(f"scalar: {_scalar():,.0f} three-line consignments/s")
    articles = list(islice(_articles(), ARTICLES))
    catalogue = Catalogue(articles, "EUR")
    sent = {country: _sent_to(country) for country in FORTY}
    start = time.process_time()
    answers = {country: quote_catalogue(catalogue, sent[country], packaged_rulebook()) for country in FORTY}
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"bulk: {len(catalogue) * len(FORTY):,} line-quotes in {spent:.2f} s, {peak} MiB")
    wrong = _wrong(catalogue, {article.id: article for article in articles}, sent, answers)
    print(f"of {CHECKED:,} random ones {wrong} differ from the scalar engine")
    return 1 if wrong else 0


def _scalar() -> float:
    lines = (("61091000", "30", "2", "VN"), ("691110", "40", "1", "CN"), ("950300", "4.99", "3", "CN"))
    document = _document("DE") | {
        "lines": [
            {"id": str(number), "hs": hs, "unit_value": value, "quantity": count, "origin": origin}
            for number, (hs, value, count, origin) in enumerate(lines)
        ]
    }
    kinds = [
        consignment_with_rates(
            {**document, "destination": {"country": country}}, packaged_rulebook(), ecb_rate
        )
        for country in ("DE", "GB", "US", "AU")
    ]
    start, rounds = time.process_time(), 500
    for _ in range(rounds):
        for one in kinds:
            landed_cost(one, packaged_rulebook())
    return rounds * len(kinds) / (time.process_time() - start)


def _articles() -> Iterator[Article]:
    """The demo shop's articles, and then again at other prices."""
    folder = files("entrepot.demo")
    retail = csv.DictReader(folder.joinpath("retail_articles.csv").read_text(encoding="utf-8").splitlines())
    border = csv.DictReader(
        folder.joinpath("crossborder_articles.csv").read_text(encoding="utf-8").splitlines()
    )
    real = [_article(row, row["price_gbp"], row["weight_g"]) for row in retail]
    real += [_article(row, row["price"], row["net_weight_g"]) for row in border]
    yield from real
    chance = random.Random(1)
    number = 0
    while True:
        number += 1
        like = chance.choice(real)
        yield replace(
            like, id=f"{like.id}-{number}", price=like.price * chance.randrange(30, 6000) // 100 + 1
        )


def _article(row: Mapping[str, str], price: str, grams: str) -> Article:
    return Article(row["sku"], row["hs6"], row["origin_country"], int(Decimal(price) * 100), int(grams or 0))


def _document(country: str) -> dict[str, Any]:
    return {
        "as_of": "2026-10-21", "origin_country": "CN" if country != "CN" else "AU",
        "destination": {"country": country, "region": "ON" if country == "CA" else ""},
        "currency": "EUR", "freight": "6.90", "seller": {"registrations": {"ioss": "1", "gb_vat": "1"}},
        "lines": [{"id": "1", "hs": "610910", "origin": "CN", "quantity": "1", "unit_value": "1"}],
    }  # fmt: skip


def _sent_to(country: str) -> Consignment:
    return consignment_with_rates(_document(country), packaged_rulebook(), ecb_rate)


def _wrong(
    catalogue: Catalogue,
    by_id: Mapping[str, Article],
    sent: Mapping[str, Consignment],
    answers: Mapping[str, BulkAnswer],
) -> int:
    chance, wrong = random.Random(2), 0
    for _ in range(CHECKED):
        country, row = chance.choice(FORTY), chance.randrange(len(catalogue))
        article = by_id[catalogue.ids[row]]
        line = Line(
            "1", article.hs, article.origin, Decimal(1), Decimal(article.price).scaleb(-2),
            net_weight_g=article.net_weight_g,
        )  # fmt: skip
        cost = landed_cost(replace(sent[country], lines=(line,)), packaged_rulebook())
        answer = answers[country]
        same = all(getattr(cost.totals, name).to_minor() == getattr(answer, name)[row] for name in AMOUNTS)
        wrong += not (same and cost.status is answer.status_of(row))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
