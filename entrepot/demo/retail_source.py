"""Reading UCI Online Retail (parquet) into plain lines, and what is dropped on the way, counted by cause."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
_ARTICLE_CODE = re.compile(r"\d{5}[A-Z]{0,2}")
_CARRIAGE_CODES = frozenset({"POST", "DOT", "C2"})


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One invoice line: price in pounds sterling, time as on the till (United Kingdom local time)."""

    invoice: str
    sku: str
    text: str
    quantity: int
    price: Decimal
    at: datetime
    country: str
    customer: str

    @property
    def is_return(self) -> bool:
        """Cancellations and returns have an invoice number with C and a negative quantity."""
        return self.invoice.startswith("C") or self.quantity < 0

    @property
    def is_article(self) -> bool:
        """Whether the code is an article's; postage, manual entries, bank charges and the like are not."""
        return _ARTICLE_CODE.fullmatch(self.sku) is not None

    @property
    def is_carriage(self) -> bool:
        """Whether the line charges postage."""
        return self.sku in _CARRIAGE_CODES


def read_lines(path: Path, dropped: Counter[str]) -> Iterator[SourceLine]:
    """Every line with a known country and a price above zero, in file order; the rest is counted."""
    import pyarrow.parquet as parquet  # only the builder needs it; the shop does not

    countries = country_codes()
    for row in parquet.read_table(path).to_pylist():
        if row["Country"] not in countries:
            raise ValueError(f"Country {row['Country']!r} is unknown: add it to retail_countries.csv")
        price = Decimal(repr(row["UnitPrice"]))
        if not countries[row["Country"]]:
            dropped[f"country {row['Country']}"] += 1
        elif price <= 0:
            dropped["price zero or negative (stock adjustments, bad debt)"] += 1
        else:
            yield _line(row, price, countries[row["Country"]])


def country_codes() -> dict[str, str]:
    """ISO 3166 alpha-2 code by the source's country name; empty for what is not a country."""
    with (HERE / "retail_countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["iso"] for row in csv.DictReader(file)}


def _line(row: dict[str, object], price: Decimal, country: str) -> SourceLine:
    customer = row["CustomerID"]
    at = row["InvoiceDate"]
    if not isinstance(at, datetime):
        raise TypeError(f"InvoiceDate of invoice {row['InvoiceNo']} is not a time: {at!r}")
    known = isinstance(customer, float) and customer == customer
    return SourceLine(
        invoice=str(row["InvoiceNo"]),
        sku=str(row["StockCode"]).strip().upper(),
        text=str(row["Description"] or "").strip(),
        quantity=int(str(row["Quantity"]).removesuffix(".0")),
        price=price,
        at=at,
        country=country,
        customer=str(int(customer)) if known and isinstance(customer, float) else "",
    )
