"""Make the packaged retail files from UCI Online Retail: python -m entrepot.demo.build_retail PATH.parquet

Writes retail_articles.csv, retail_sales.csv.gz, retail_replay.jsonl.gz and retail_counts.json (what was read,
kept and dropped). The same input gives the same bytes.
"""

import json
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from entrepot.demo.data_files import write_csv, write_json_lines
from entrepot.demo.glossary import name_in_chinese
from entrepot.demo.retail_names import clean_name, is_left_out
from entrepot.demo.retail_replay import choose_invoices
from entrepot.demo.retail_rules import assumed_weight, classify, named_material
from entrepot.demo.retail_source import SourceLine, read_lines

HERE = Path(__file__).parent
ARTICLE_HEADER = (
    *("sku", "name_en", "name_zh", "category", "hs6", "hs_confidence", "hs_rule", "material"),
    *("weight_g", "weight_basis", "price_gbp", "units_sold", "invoices"),
    *("origin_country", "origin_basis", "dangerous_goods"),
)
SALES_HEADER = ("invoice", "kind", "sku", "quantity", "unit_price_gbp", "placed_at", "country", "customer")


@dataclass(slots=True)
class _Seen:
    """What the lines say about one article."""

    texts: Counter[str] = field(default_factory=Counter)
    prices: list[Decimal] = field(default_factory=list)
    single_prices: list[Decimal] = field(default_factory=list)
    invoices: set[str] = field(default_factory=set)
    units: int = 0


def build(source: Path, target: Path) -> dict[str, object]:
    """Read the parquet file, write the data files into `target`; returns the counts."""
    dropped: Counter[str] = Counter()
    lines = list(read_lines(source, dropped))
    articles = _articles(lines, dropped)
    known = {str(article[0]) for article in articles}
    sales = [line for line in lines if line.sku in known]
    dropped["line of a code that is no article (postage, manual, bank charges, ...)"] = sum(
        not line.is_article for line in lines
    )
    replay = choose_invoices(lines, known)
    write_csv(target / "retail_articles.csv", ARTICLE_HEADER, articles)
    write_csv(target / "retail_sales.csv.gz", SALES_HEADER, map(_sale_row, sales))
    write_json_lines(target / "retail_replay.jsonl.gz", replay)
    counts = _counts(articles, sales, replay, dropped)
    (target / "retail_counts.json").write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    return counts


def _articles(lines: Sequence[SourceLine], dropped: Counter[str]) -> list[list[object]]:
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for line in lines:
        if line.is_article and not line.is_return:
            _note(seen[line.sku], line)
    rows = []
    for sku in sorted(seen):
        text = min(seen[sku].texts, key=lambda text: (-seen[sku].texts[text], text))
        if is_left_out(text):
            dropped["article left out (licensed characters, brands, vouchers, unfit)"] += 1
        else:
            rows.append(_article_row(sku, clean_name(text), seen[sku]))
    return rows


def _note(seen: _Seen, line: SourceLine) -> None:
    seen.texts[line.text] += 1
    seen.prices.append(line.price)
    if line.quantity == 1:
        seen.single_prices.append(line.price)
    seen.invoices.add(line.invoice)
    seen.units += line.quantity


def _article_row(sku: str, name: str, seen: _Seen) -> list[object]:
    rule = classify(name)
    weight, basis = assumed_weight(rule, name)
    price = statistics.median_low(sorted(seen.single_prices or seen.prices))
    return [
        sku, name, name_in_chinese(name), rule.category, rule.hs6, rule.confidence, rule.rule_id,
        named_material(rule, name), weight, basis, price.quantize(Decimal("0.01")),
        seen.units, len(seen.invoices), rule.origin, "assumed", rule.dangerous_goods,
    ]  # fmt: skip


def _sale_row(line: SourceLine) -> list[object]:
    kind = "return" if line.is_return else "sale"
    at = line.at.isoformat(timespec="minutes")
    return [line.invoice, kind, line.sku, line.quantity, line.price.normalize().__format__("f"), at,
            line.country, line.customer]  # fmt: skip


def _counts(
    articles: Sequence[Sequence[object]],
    sales: Sequence[SourceLine],
    replay: Sequence[dict[str, object]],
    dropped: Counter[str],
) -> dict[str, object]:
    units = {index: sum(int(str(row[11])) for row in articles if row[index]) for index in (1, 2, 4)}
    return {
        "articles": len(articles),
        "articles_with_hs6": sum(bool(row[4]) for row in articles),
        "units_with_hs6_percent": round(100 * units[4] / units[1], 1),
        "units_with_chinese_name_percent": round(100 * units[2] / units[1], 1),
        "sales_lines": sum(not line.is_return for line in sales),
        "return_lines": sum(line.is_return for line in sales),
        "countries": len({line.country for line in sales}),
        "replay_invoices": len(replay),
        "replay_countries": len({document["country"] for document in replay}),
        "dropped": dict(sorted(dropped.items())),
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m entrepot.demo.build_retail PATH.parquet")
    print(json.dumps(build(Path(sys.argv[1]), HERE), indent=2))
