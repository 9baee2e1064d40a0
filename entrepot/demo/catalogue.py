"""Reading the packaged demonstration data. Parsed and typed; a bad row names its file and row."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from entrepot.demo.rows import (
    CrossBorderArticle,
    DemoCategory,
    DemoSupplier,
    DemoWarehouse,
    ReplayInvoice,
    ReplayLine,
    RetailArticle,
    SalesLine,
)

HERE = Path(__file__).parent
_LONDON = ZoneInfo("Europe/London")
_Parsed = TypeVar("_Parsed")
_Row = dict[str, str]


class DemoDataError(ValueError):
    """A demonstration data file has a row that cannot be read."""


def categories() -> list[DemoCategory]:
    """All categories, parents before children, in shop order."""
    return list(_parsed("categories.csv", _category))


def suppliers() -> list[DemoSupplier]:
    """The invented suppliers."""
    return list(_parsed("suppliers.csv", _supplier))


def warehouses() -> list[DemoWarehouse]:
    """All warehouses, own ones first."""
    return list(_parsed("warehouses.csv", lambda row: DemoWarehouse(**row)))


def hs6_names() -> dict[str, str]:
    """English heading text (HS 2022) of every six-digit code that the articles use."""
    return {row["hs6"]: row["description"] for row in _rows("hs6_names.csv")}


def retail_articles() -> list[RetailArticle]:
    """The real retailer's articles, by article number. Prices are in GBP."""
    return list(_parsed("retail_articles.csv", _retail_article))


def cross_border_articles() -> list[CrossBorderArticle]:
    """The hand-made articles; variants of a product follow one another."""
    return list(_parsed("crossborder_articles.csv", _cross_border_article))


def sales_history() -> Iterator[SalesLine]:
    """A quarter of a million invoice lines in order of time, one at a time."""
    return _parsed("retail_sales.csv.gz", _sales_line)


def replay_invoices() -> Iterator[ReplayInvoice]:
    """The 1,000 invoices for the replay, in order of time."""
    for line in _text("retail_replay.jsonl.gz").splitlines():
        document = json.loads(line)
        yield ReplayInvoice(
            invoice=document["invoice"],
            country=document["country"],
            customer=document["customer"],
            placed_at=_london(document["placed_at"]),
            carriage_gbp=Decimal(document["carriage"]),
            lines=tuple(ReplayLine(sku, units, Decimal(price)) for sku, units, price in document["lines"]),
        )


def _category(row: _Row) -> DemoCategory:
    return DemoCategory(**{**row, "position": int(row["position"])})  # type: ignore[arg-type]


def _supplier(row: _Row) -> DemoSupplier:
    numbers = {name: int(row[name]) for name in ("lead_days", "ack_hours", "payment_terms_days")}
    decimals = {name: Decimal(row[name]) for name in ("min_order_value", "commission")}
    dates = {name: date.fromisoformat(row[name]) for name in ("agreement_from", "agreement_until")}
    return DemoSupplier(**{**row, **numbers, **decimals, **dates})  # type: ignore[arg-type]


def _retail_article(row: _Row) -> RetailArticle:
    numbers = {name: int(row[name]) for name in ("weight_g", "units_sold", "invoices")}
    price = Decimal(row.pop("price_gbp"))
    return RetailArticle(**{**row, **numbers}, price=price, currency="GBP")  # type: ignore[arg-type]


def _cross_border_article(row: _Row) -> CrossBorderArticle:
    lengths = ("net_weight_g", "gross_weight_g", "length_mm", "width_mm", "height_mm")
    parsed = {
        **{name: int(row[name]) for name in lengths},
        "price": Decimal(row["price"]),
        "national_codes": json.loads(row["national_codes"] or "{}"),
        "attributes": json.loads(row["attributes"] or "{}"),
        "stock": _stock(row["stock"]),
    }
    return CrossBorderArticle(**{**row, **parsed})


def _stock(text: str) -> dict[str, int]:
    pairs = (entry.split(":") for entry in text.split(";") if entry)
    return {warehouse: int(units) for warehouse, units in pairs}


def _sales_line(row: _Row) -> SalesLine:
    return SalesLine(
        invoice=row["invoice"],
        kind=row["kind"],
        sku=row["sku"],
        quantity=int(row["quantity"]),
        unit_price_gbp=Decimal(row["unit_price_gbp"]),
        placed_at=_london(row["placed_at"]),
        country=row["country"],
        customer=row["customer"],
    )


def _london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=_LONDON)


def _parsed(file: str, parse: Callable[[_Row], _Parsed]) -> Iterator[_Parsed]:
    for number, row in enumerate(_rows(file), start=2):
        try:
            yield parse(row)
        except (ValueError, TypeError, KeyError, InvalidOperation) as error:
            raise DemoDataError(
                f"{file}, row {number}: {error}. Build the file anew or correct the row."
            ) from error


def _rows(file: str) -> Iterator[_Row]:
    return csv.DictReader(StringIO(_text(file), newline=""))


def _text(file: str) -> str:
    data = (HERE / file).read_bytes()
    return (gzip.decompress(data) if file.endswith(".gz") else data).decode()
