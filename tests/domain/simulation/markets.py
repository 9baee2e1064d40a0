"""A small market: one article, bought in China for Germany, sent alone or from a warehouse in France."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

from entrepot.domain.duties import Place
from entrepot.domain.inventory.storage_fees import AgeTier, StorageTariff
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.play import Season, play
from entrepot.domain.simulation.tally import Tally
from entrepot.domain.simulation.trace import Trace
from entrepot.domain.simulation.world import Article, Batching, Hazards, Market, Order, Sender, Shelf, Way
from entrepot.domain.sourcing.lanes import Band, Lane
from entrepot.domain.sourcing.legs import Leg, TransitTime
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate

START = date(2026, 6, 1)
NEVER = Decimal(0)
CALM = Hazards(
    inspected=NEVER, inspected_freight=NEVER, departure_delayed=NEVER, delivery_failed=NEVER,
    lost_abroad=NEVER, lost_at_home=NEVER,
)  # fmt: skip
MUG = Article("mug", "691200", "CN", Decimal("10.00"), 400, 500, "Mug")
LAW = Law(packaged_rulebook(), cache(ecb_rate), {"ioss": "IM2760000742"})


def a_leg(kind: str, days: str) -> Leg:
    return Leg(kind, TransitTime(Decimal(days), Decimal(days), Decimal(days)))


def a_lane(code: str, origin: str, destination: str, days: int, price: str, *kinds: str) -> Lane:
    """``days`` in equal parts on its legs; the promise leaves no room."""
    each = str(Decimal(days) / len(kinds))
    return Lane(
        code=code, mode="direct_mail", stock_kinds=frozenset({"own", "overseas"}), origin=origin,
        destinations=frozenset({destination}), currency="EUR", min_days=days, max_days=days,
        bands={"": (Band(30_000, Decimal(price)), Band(5_000_000, Decimal(price) * 10))},
        max_weight_g=5_000_000, legs=tuple(a_leg(kind, each) for kind in kinds),
    )  # fmt: skip


AIR = a_lane("air", "CN", "DE", 8, "6.00", "collect", "line_haul", "import_customs", "last_mile")
SEA = a_lane("sea", "CN", "FR", 12, "100.00", "collect", "line_haul", "import_customs", "receive")
ROAD = a_lane("road", "FR", "DE", 2, "4.00", "pick", "last_mile")
TARIFF = StorageTariff("EUR", 0, (AgeTier(0, Decimal("2.00")),))
HUB = Sender("CN-1", "own", "CN", Decimal("0.40"))
FRANCE = Sender("FR-1", "overseas", "FR", Decimal("0.40"), shelf=Shelf(SEA, "CN", TARIFF))
DIRECT = Way("direct_mail", (HUB,), frozenset({"air"}))
OVERSEAS = Way("overseas_warehouse", (FRANCE,), frozenset({"road"}))


def orders(days: Sequence[int], pieces: int = 1) -> list[Order]:
    """One at noon of each of the ``days`` after the start."""
    return [
        Order(f"o{number}", datetime.combine(START, time(12), UTC) + timedelta(days=day), (("mug", pieces),))
        for number, day in enumerate(days)
    ]


def a_market(asked: Sequence[Order], before: Sequence[Order] = ()) -> Market:
    return Market(
        "de", {"en": "Germany"}, Place("DE"), "EUR", {"mug": MUG}, before, asked, (DIRECT, OVERSEAS),
        {"EUR": Decimal(1)}, lambda _on: (AIR, SEA, ROAD),
    )  # fmt: skip


def a_small_market(most: int = 40) -> Market:
    """With something to compare in batches."""
    dear = replace(AIR, bands={"": (Band(30_000, Decimal("9.00")),)})
    found = a_market(orders(range(most)), orders(range(-28, 0)))
    return replace(found, name={"en": "Germany", "zh-hans": "德国"}, batching=Batching(dear, SEA, "FR", ROAD))


def played(
    market: Market, way: Way = DIRECT, *, hazards: Hazards = CALM, seed: int = 7, days: int = 60,
    write: Callable[[str], object] | None = None,
) -> tuple[Tally, Trace]:  # fmt: skip
    trace = Trace(write)
    return play(market, way, LAW, Season(START, days, seed), hazards, trace), trace
