"""Choosing the whole invoices that the replay sends through the shop."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from entrepot.demo.retail_source import SourceLine

SEED = 20101201
INVOICES = 1000
MOST_PER_FOREIGN_COUNTRY = 60
MOST_LINES = 60


def choose_invoices(lines: Iterable[SourceLine], known: set[str]) -> list[dict[str, object]]:
    """1,000 sales of known articles, of at most 60 lines, in order of time; every country is there.

    From each country but the United Kingdom up to 60 invoices, drawn by a seeded generator; the rest is
    British. Where a country has no invoice as short as that, its shortest one is taken. Postage lines are set
    aside as `carriage`; lines of the same article and price are joined.
    """
    invoices: dict[str, list[SourceLine]] = defaultdict(list)
    for line in lines:
        invoices[line.invoice].append(line)
    by_country: dict[str, list[list[SourceLine]]] = defaultdict(list)
    for invoice in invoices.values():
        if _is_whole_sale(invoice, known):
            by_country[invoice[0].country].append(invoice)
    chosen = _draw(by_country)
    return [
        _document(invoice) for invoice in sorted(chosen, key=lambda lines: (lines[0].at, lines[0].invoice))
    ]


def _draw(by_country: dict[str, list[list[SourceLine]]]) -> list[list[SourceLine]]:
    generator = random.Random(SEED)  # a repeatable choice
    chosen: list[list[SourceLine]] = []
    for country in sorted(by_country, key=lambda code: (code == "GB", code)):
        short = [invoice for invoice in by_country[country] if len(invoice) <= MOST_LINES]
        pool = short or [min(by_country[country], key=len)]
        wanted = INVOICES - len(chosen) if country == "GB" else MOST_PER_FOREIGN_COUNTRY
        chosen.extend(generator.sample(pool, min(wanted, len(pool))))
    return chosen


def _is_whole_sale(invoice: Sequence[SourceLine], known: set[str]) -> bool:
    goods = [line for line in invoice if not line.is_carriage]
    return (
        bool(goods)
        and all(line.quantity > 0 for line in invoice)
        and all(line.sku in known for line in goods)
        and len({(line.country, line.customer) for line in invoice}) == 1
    )


def _document(invoice: Sequence[SourceLine]) -> dict[str, object]:
    goods: dict[tuple[str, Decimal], int] = {}
    carriage = Decimal(0)
    for line in invoice:
        if line.is_carriage:
            carriage += line.price * line.quantity
        else:
            goods[line.sku, line.price] = goods.get((line.sku, line.price), 0) + line.quantity
    first = invoice[0]
    return {
        "invoice": first.invoice,
        "country": first.country,
        "customer": first.customer,
        "placed_at": first.at.isoformat(timespec="minutes"),
        "carriage": str(carriage),
        "lines": [[sku, quantity, str(price)] for (sku, price), quantity in goods.items()],
    }
