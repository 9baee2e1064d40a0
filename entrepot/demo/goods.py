"""The demo shop's products as the shop needs them, made of the retailer's articles and the hand-made ones."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from zlib import crc32

from entrepot.demo import catalogue
from entrepot.demo.rows import CrossBorderArticle, RetailArticle

ART = Path(__file__).parent.parent / "web" / "static" / "art" / "index.json"
NO_ART = "parcel"
# Words of many meanings: a case for spectacles is no phone case, a glass necklace no tableware.
VAGUE = {"case", "cases", "cover", "covers", "glass", "kitchen", "box", "boxes", "bank", "design", "pieces"}
HOME = "GB-CVT"
# The best sellers also lie near their buyers abroad: pieces by warehouse.
ABROAD = {"FR-LIL": 60, "US-EWR": 60, "AU-SYD": 30}
BEST_SELLERS = 300


@dataclass(frozen=True, slots=True)
class Sku:
    """A variant to be: weights in grams, lengths in millimetres, ``stock`` in pieces by warehouse code."""

    code: str
    options: Mapping[str, Mapping[str, str]]
    net_weight_g: int
    gross_weight_g: int
    size_mm: tuple[int, int, int] | None
    weight_basis: str
    hs6: str
    hs_confidence: str
    hs_basis: str
    national_codes: Mapping[str, str]
    origin_country: str
    origin_basis: str
    customs_description: str
    attributes: Mapping[str, object]
    price: Decimal
    currency: str
    supplier_code: str
    stock: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Goods:
    """A product to be. ``popularity`` is in how many orders it was bought."""

    code: str
    slug: str
    category: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    brand: str
    art: str
    popularity: int
    skus: list[Sku] = field(default_factory=list)


def all_goods(only: int | None = None) -> list[Goods]:
    """Every product of the demo, the hand-made ones first; of each kind at most ``only`` articles."""
    art = _art_index()
    made = _cross_border(catalogue.cross_border_articles()[:only], art)
    return made + _retail(catalogue.retail_articles()[:only], art)


def _retail(articles: list[RetailArticle], art: Mapping[str, str]) -> list[Goods]:
    wanted: Counter[str] = Counter()
    for invoice in catalogue.replay_invoices():
        for line in invoice.lines:
            wanted[line.sku] += line.quantity
    sellable = [article for article in articles if article.hs6 and not article.dangerous_goods]
    best = {article.sku for article in sorted(sellable, key=lambda a: (-a.invoices, a.sku))[:BEST_SELLERS]}
    return [_retail_goods(article, wanted[article.sku], article.sku in best, art) for article in articles]


def _retail_goods(article: RetailArticle, wanted: int, is_best: bool, art: Mapping[str, str]) -> Goods:
    """Stock at home covers what the replay of real invoices will ask for, and some months of sales more."""
    at_home = wanted + max(40, article.units_sold // 20)
    attributes = {"material": article.material, "dangerous_goods": article.dangerous_goods}
    sku = Sku(
        code=article.sku,
        options={},
        net_weight_g=article.weight_g,
        gross_weight_g=article.weight_g + max(5, article.weight_g * 6 // 100),
        size_mm=None,
        weight_basis=article.weight_basis,
        hs6=article.hs6,
        hs_confidence=article.hs_confidence,
        hs_basis=f"keyword rule “{article.hs_rule}”" if article.hs_rule else "",
        national_codes={},
        origin_country=article.origin_country,
        origin_basis=article.origin_basis,
        customs_description=_described(article.name_en, article.material),
        attributes={key: value for key, value in attributes.items() if value},
        price=article.price,
        currency=article.currency,
        supplier_code="",
        stock={HOME: at_home, **(ABROAD if is_best else {})},
    )
    return Goods(
        code=article.sku,
        slug=_slug(article.name_en, article.sku),
        category=article.category,
        name=_texts(article.name_en, article.name_zh),
        description={},
        brand="",
        art=_art_for(article.name_en, article.category, art),
        popularity=article.invoices,
        skus=[sku],
    )


def _cross_border(articles: Iterable[CrossBorderArticle], art: Mapping[str, str]) -> list[Goods]:
    by_code: dict[str, list[CrossBorderArticle]] = defaultdict(list)
    for article in articles:
        by_code[article.product_code].append(article)
    return [_cross_border_goods(code, group, art) for code, group in by_code.items()]


def _cross_border_goods(code: str, group: list[CrossBorderArticle], art: Mapping[str, str]) -> Goods:
    """They were never sold, so their popularity is made up: steady, and of the size of a good seller's."""
    first = group[0]
    return Goods(
        code=code,
        slug=_slug(first.name_en, code),
        category=first.category,
        name=_texts(first.name_en, first.name_zh),
        description=_texts(first.description_en, first.description_zh),
        brand=first.brand,
        art=_art_for(first.name_en, first.category, art),
        popularity=100 + crc32(code.encode()) % 900,
        skus=[_cross_border_sku(article) for article in group],
    )


def _cross_border_sku(article: CrossBorderArticle) -> Sku:
    options: dict[str, Mapping[str, str]] = {}
    if article.option_size:
        options["size"] = _texts(article.option_size, article.option_size)
    if article.option_colour:
        options["colour"] = _texts(article.option_colour, article.option_colour_zh)
    attributes = dict(article.attributes)
    if article.dangerous_goods:
        attributes["dangerous_goods"] = article.dangerous_goods
    return Sku(
        code=article.sku,
        options=options,
        net_weight_g=article.net_weight_g,
        gross_weight_g=article.gross_weight_g,
        size_mm=(article.length_mm, article.width_mm, article.height_mm),
        weight_basis="as weighed",
        hs6=article.hs6,
        hs_confidence=article.hs_confidence,
        hs_basis="by hand" if article.hs6 else "",
        national_codes=article.national_codes,
        origin_country=article.origin_country,
        origin_basis="stated by the maker",
        customs_description=_described(article.name_en, str(attributes.get("material", ""))),
        attributes=attributes,
        price=article.price,
        currency=article.currency,
        supplier_code=article.supplier_code,
        stock=article.stock,
    )


def _texts(english: str, chinese: str) -> dict[str, str]:
    return {language: text for language, text in (("en", english), ("zh-hans", chinese)) if text}


def _described(name: str, material: str) -> str:
    known = not material or material.lower() in name.lower()
    return (name if known else f"{name}, of {material}")[:200]


def _slug(name: str, code: str) -> str:
    words = re.findall(r"[a-z0-9]+", name.lower().replace("'", ""))
    return f"{'-'.join(words)[:90].strip('-')}-{code.lower()}"


def _art_index() -> dict[str, str]:
    return {word: file.removesuffix(".svg") for word, file in json.loads(ART.read_text("utf-8")).items()}


def _art_for(name: str, category: str, art: Mapping[str, str]) -> str:
    """The drawing of the last word (or pair of words) of the name that has one, else the category's."""
    words = re.findall(r"[a-z]+", name.lower())
    for end in range(len(words), 0, -1):
        for word in (
            "-".join(words[end - 2 : end]) if end > 1 else "",
            words[end - 1],
            words[end - 1].rstrip("s"),
        ):
            if word in art:
                return art[word]
    return art.get(category, NO_ART)
