"""The markets played and the ways to each: who sends, from where, what goods cost there."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Final

from entrepot.demo import catalogue
from entrepot.demo.rows import CrossBorderArticle, RetailArticle
from entrepot.demo.simulation.demand import Baskets, as_imports
from entrepot.demo.simulation.lane_values import lane, lanes_on
from entrepot.demo.storage_tariffs import storage_tariffs
from entrepot.domain.duties import FxRate, Place, RuleBook
from entrepot.domain.inventory.storage_fees import AgeTier, StorageTariff
from entrepot.domain.packing.hazards import hazard_flags
from entrepot.domain.quantity import Dimensions
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.world import Article, Batching, Market, Order, Sender, Shelf, Way
from entrepot.domain.sourcing.policy import Policy

CENT: Final = Decimal("0.01")
CHOSEN: Final = "chosen"
# Goods bought in quantity where they are made, by the piece from a supplier there, from a wholesaler in the
# buyer's country, and over a shop's counter: as shares of our price. Assumed.
FACTORY, SUPPLIER, WHOLESALE, COUNTER = (Decimal(share) for share in ("0.40", "0.46", "0.62", "0.85"))
BRITISH_TARIFF: Final = StorageTariff(
    "GBP", 30, (AgeTier(0, Decimal("0.50")), AgeTier(61, Decimal("0.70")), AgeTier(181, Decimal("1.30")))
)
FROM_CHINA: Final = ("cn-express", "cn-world-post")
IMPORT: Final = "cn"
RateOn = Callable[[str, str, date], FxRate | None]


def markets(found: Baskets, on: date, rate_on: RateOn) -> list[Market]:
    """Britain, Germany and the United States, bought in China; China, bought in Australia.

    Every market is asked for the same baskets. Rates are those of the first day, ``on``.
    """
    exports = [_export(code, found, on, rate_on) for code in MARKETS if code != IMPORT]
    return [*exports, _import(found, on, rate_on)]


def market(
    code: str, articles: Mapping[str, Article], before: Sequence[Order], played: Sequence[Order],
    rates: Mapping[str, Decimal],
) -> Market:  # fmt: skip
    """The one of this code, asked for these orders of these articles. Raises ``KeyError``."""
    name, destination, currency, ways = MARKETS[code]
    return Market(
        code, name, destination, currency, articles, before, played, ways(), rates, lanes_on,
        batching=_batching(code),
    )  # fmt: skip


def market_names() -> dict[str, Mapping[str, str]]:
    """The names of all that ``markets`` has, by code and language."""
    return {code: name for code, (name, *_rest) in MARKETS.items()}


def _hub() -> Sender:
    return Sender("CN-SZX", "own", "CN", FACTORY)


def _chinese_supplier() -> Sender:
    return Sender(
        "CN-LANHAI", "supplier", "CN", SUPPLIER, lead_days=3, fails=Decimal("0.02"),
        failure="supplier_refused", late=Decimal("0.10"),
    )  # fmt: skip


def _overseas(warehouse: str, kind: str, country: str, tariff: StorageTariff) -> Sender:
    shelf = Shelf(lane("cn-overseas-sea"), "CN", tariff)
    return Sender(warehouse, kind, country, FACTORY, shelf=shelf)


def _from_china(direct: str, own_track: str, local: Sender, local_lanes: tuple[str, ...]) -> tuple[Way, ...]:
    """What every market that buys in China has, and the choice among all of them order by order."""
    direct_lanes = frozenset((direct, *FROM_CHINA))
    collected = frozenset(("cn-world-consolidated",))
    tracked = frozenset((own_track,))
    return (
        Way("direct_mail", (_hub(),), direct_lanes),
        Way("consolidated", (_hub(),), collected),
        Way("virtual_overseas_warehouse", (_hub(),), tracked),
        Way("dropship", (_chinese_supplier(),), direct_lanes),
        Way("overseas_warehouse", (local,), frozenset(local_lanes)),
        Way(CHOSEN, (_hub(), local), direct_lanes | collected | tracked | frozenset(local_lanes)),
    )


def _british_ways() -> tuple[Way, ...]:
    local = ("gb-standard", "gb-express")
    ways = _from_china("cn-gb-line", "cn-gb-vow", _overseas("GB-CVT", "own", "GB", BRITISH_TARIFF), local)
    wholesaler = Sender(
        "GB-CVT", "own", "GB", WHOLESALE, shelf=Shelf(lane("gb-standard"), "GB", BRITISH_TARIFF)
    )
    shop = replace(
        _overseas("GB-LDN", "store", "GB", BRITISH_TARIFF), fails=Decimal("0.02"), failure="not_collected"
    )
    return (
        *ways[:-1],
        Way("local_stock", (wholesaler,), frozenset(local)),
        Way("store_pickup", (shop,), frozenset(("gb-pickup",))),
        ways[-1],
    )


def _german_ways() -> tuple[Way, ...]:
    local = _overseas("FR-LIL", "overseas", "FR", storage_tariffs()["FR-LIL"])
    return _from_china("cn-eu-line", "cn-de-vow", local, ("fr-eu-standard",))


def _american_ways() -> tuple[Way, ...]:
    local = _overseas("US-EWR", "overseas", "US", storage_tariffs()["US-EWR"])
    return _from_china("cn-us-line", "cn-us-vow", local, ("us-standard",))


def _chinese_ways() -> tuple[Way, ...]:
    direct, tariff = frozenset(("au-cn-post", "au-cn-express")), storage_tariffs()["CN-NGB"]
    house = Sender("AU-SYD", "overseas", "AU", FACTORY)
    supplier = Sender(
        "AU-BANKSIA", "supplier", "AU", SUPPLIER, lead_days=5, fails=Decimal("0.02"),
        failure="supplier_refused", late=Decimal("0.10"),
    )  # fmt: skip
    buyer = Sender(
        "AU-SYD", "buyer", "AU", COUNTER, lead_days=3, fails=Decimal("0.06"), failure="not_found",
        late=Decimal("0.15"), fee_share=Decimal("0.10"), deposit_share=Decimal("0.30"),
    )  # fmt: skip
    bonded = Sender("CN-NGB", "bonded", "CN", FACTORY, shelf=Shelf(lane("au-cn-trade"), "AU", tariff, True))
    domestic = Sender("CN-SZX", "own", "CN", FACTORY, shelf=Shelf(lane("au-cn-trade"), "AU", tariff))
    return (
        Way("direct_mail", (house,), direct),
        Way("dropship", (supplier,), direct),
        Way("bonded", (bonded,), frozenset(("cn-bonded",))),
        Way("general_trade", (domestic,), frozenset(("cn-standard",))),
        Way("buyer", (buyer,), frozenset(("au-cn-buyer",))),
        Way(CHOSEN, (house, bonded), direct | {"cn-bonded"}),
    )


# Market: names, where its buyers live, its currency, its ways.
MARKETS: Final[Mapping[str, tuple[dict[str, str], Place, str, Callable[[], tuple[Way, ...]]]]] = {
    "gb": ({"en": "China to Britain", "zh-hans": "中国到英国"}, Place("GB"), "GBP", _british_ways),
    "de": (
        {"en": "China to Germany", "zh-hans": "中国到德国"}, Place("DE", postcode="10115"), "EUR",
        _german_ways,
    ),
    "us": (
        {"en": "China to the United States", "zh-hans": "中国到美国"}, Place("US", "NJ", "08817"), "USD",
        _american_ways,
    ),
    IMPORT: ({"en": "Australia to China", "zh-hans": "澳大利亚到中国"}, Place("CN"), "CNY", _chinese_ways),
}  # fmt: skip


# What is compared to sending in bulk by air: the lane for one order, where bulk lands, the lane from there.
BATCHES: Final = {
    "gb": ("cn-gb-line", "GB", "gb-standard"),
    "de": ("cn-eu-line", "FR", "fr-eu-standard"),
    "us": ("cn-us-line", "US", "us-standard"),
}


def _export(code: str, found: Baskets, on: date, rate_on: RateOn) -> Market:
    rates = rates_on(code, on, rate_on)
    articles = {one.sku: _retail(one, rates[one.currency]) for one in found.best}
    return market(code, articles, found.before, found.played, rates)


def _batching(code: str) -> Batching | None:
    if code not in BATCHES:
        return None
    single, gateway, local = BATCHES[code]
    return Batching(lane(single), lane("cn-overseas-air"), gateway, lane(local))


def _import(found: Baskets, on: date, rate_on: RateOn) -> Market:
    """The best seller there is the best seller here: Australian goods of the shop take their places."""
    rates = rates_on(IMPORT, on, rate_on)
    made = [
        one
        for one in catalogue.cross_border_articles()
        if one.origin_country == "AU" and one.hs6 and not _flags(one) & {"alcohol", "dangerous", "lithium"}
    ]
    article_of = {best.sku: made[rank % len(made)].sku for rank, best in enumerate(found.best)}
    return market(
        IMPORT,
        {one.sku: _imported(one, rates[one.currency]) for one in made},
        [as_imports(order, article_of) for order in found.before],
        [as_imports(order, article_of) for order in found.played],
        rates,
    )


def rates_on(code: str, on: date, rate_on: RateOn) -> dict[str, Decimal]:
    """Units of the market's currency for one of each that its lanes and the policy use."""
    currency = MARKETS[code][2]
    bases = {one.currency for one in lanes_on(on)} | {Policy().currency, currency}
    rates = {base: rate_on(base, currency, on) for base in sorted(bases) if base != currency}
    return {currency: Decimal(1), **{base: rate.rate for base, rate in rates.items() if rate}}


def _retail(one: RetailArticle, rate: Decimal) -> Article:
    gross = one.weight_g + max(5, one.weight_g * 6 // 100)
    return Article(
        one.sku, one.hs6, one.origin_country, (one.price * rate).quantize(CENT), one.weight_g, gross,
        one.name_en,
    )  # fmt: skip


def _imported(one: CrossBorderArticle, rate: Decimal) -> Article:
    return Article(
        id=one.sku,
        hs=one.national_codes.get("CN") or one.hs6,
        origin=one.origin_country,
        price=(one.price * rate).quantize(CENT),
        net_weight_g=one.net_weight_g,
        gross_weight_g=one.gross_weight_g,
        description=one.name_en,
        dimensions=Dimensions(one.length_mm, one.width_mm, one.height_mm),
        flags=_flags(one),
        attributes={name: attribute(value) for name, value in one.attributes.items()},
    )


def _flags(one: CrossBorderArticle) -> frozenset[str]:
    return hazard_flags({**one.attributes, "dangerous_goods": one.dangerous_goods}, one.hs6)


def attribute(value: object) -> Decimal | str | bool:
    """As duty rules read it."""
    return value if isinstance(value, bool | str) else Decimal(str(value))


def law(rulebook: RuleBook, rate_on: RateOn) -> Law:
    """As the demo shop is registered."""
    content = json.loads((files("entrepot.demo") / "places.json").read_text(encoding="utf-8"))
    return Law(rulebook, rate_on, {row["kind"]: row["number"] for row in content["registrations"]})
