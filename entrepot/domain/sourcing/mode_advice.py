"""Which fulfilment mode suits a merchant: what an order costs by each, what it ties up, from which volume.

Pure: freight, duty and tax come from the caller, who has asked the lanes and the engine; the arithmetic is
that of ``order_costs``, as in the simulation. All amounts are of one piece in one currency unless said
otherwise; a month has 30 days. ``docs/algorithms/mode-advice.md``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from entrepot.domain.inventory.ageing import interest
from entrepot.domain.inventory.storage_fees import StorageTariff
from entrepot.domain.sourcing.order_costs import in_batch, laid_out, mean_wait

MONTH: Final = Decimal(30)
COVERS: Final = (7, 14, 30, 60, 90)
# Of orders in a cycle the share served from stock is some 95 %: 1.645 standard deviations.
SAFETY: Final = Decimal("1.645")
MOST: Final = 100_000
ZERO: Final = Decimal(0)
Test = Callable[[int], bool]


class Kind(StrEnum):
    """Sent when ordered, collected into batches first, or stocked near the customer beforehand."""

    SELL_FIRST = "sell_first"
    COLLECT = "collect"
    STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Merchant:
    """``monthly`` pieces are sold, varying by ``variation`` (standard deviation / mean of a month).

    A piece costs ``unit_cost`` to buy and is sold for ``price``; ``capital`` is what may be tied up and
    ``risk_share`` how much of it may be lost. What is left when demand ends after ``life_months`` loses
    ``loss_share`` of what it had cost.
    ``yearly_rate`` is the price of capital, ``day_cost`` what a day of waiting is worth to a customer.
    """

    monthly: int
    unit_cost: Decimal
    price: Decimal
    capital: Decimal
    risk_share: Decimal
    variation: Decimal = Decimal("0.5")
    life_months: int = 12
    loss_share: Decimal = Decimal("0.6")
    yearly_rate: Decimal = Decimal("0.12")
    day_cost: Decimal = Decimal("0.10")

    def __post_init__(self) -> None:
        if self.monthly < 1 or self.life_months < 1:
            raise ValueError("advice needs a piece a month and a month of life at the least")


@dataclass(frozen=True, slots=True)
class Way:
    """A mode as it would serve the article. ``parcel`` carries one order to the door in ``days``; ``charges``
    are duty and tax. A batch costs ``batch_fixed`` and ``batch_piece`` a piece, duty of ``batch_charges`` a
    piece, and travels ``batch_days``; a piece of ``volume_mm3`` lies there by ``storage``, a tariff in the
    currency of all amounts. Customers pay ``deposit_share`` of the price before the piece is bought and the
    rest ``bought_days`` later, when it leaves; other ways that sell first are paid for at once."""

    code: str
    kind: Kind
    parcel: Decimal
    charges: Decimal
    days: Decimal
    handling: Decimal = ZERO
    batch_fixed: Decimal = ZERO
    batch_piece: Decimal = ZERO
    batch_charges: Decimal = ZERO
    batch_days: Decimal = ZERO
    storage: StorageTariff | None = None
    volume_mm3: int = 0
    deposit_share: Decimal = Decimal(1)
    bought_days: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Costs:
    """An order by one way with batches of ``cover`` days (0 without batches); ``capital_needed`` and
    ``exposure`` (what would be lost if demand ended now) are of all pieces together."""

    way: Way
    cover: int
    freight: Decimal
    charges: Decimal
    handling: Decimal
    storage: Decimal
    capital: Decimal
    risk: Decimal
    waiting: Decimal
    days: Decimal
    capital_needed: Decimal
    exposure: Decimal
    obstacles: tuple[str, ...] = ()

    @property
    def money(self) -> Decimal:
        """What an order costs, without the goods themselves and without the worth of waiting."""
        return self.freight + self.charges + self.handling + self.storage + self.capital + self.risk

    @property
    def total(self) -> Decimal:
        return self.money + self.waiting


@dataclass(frozen=True, slots=True)
class Advice:
    """``options`` are all ways, the affordable before the others and then the cheapest first; the first is
    recommended unless it has obstacles. ``break_even`` is the monthly volume nearest to the merchant's at
    which the cheaper of it and its ``rival`` changes; ``None`` when there is none."""

    options: tuple[Costs, ...]
    rival: Costs | None
    break_even: int | None

    @property
    def recommended(self) -> Costs | None:
        return self.options[0] if self.options and not self.options[0].obstacles else None


def advise(merchant: Merchant, ways: Iterable[Way]) -> Advice:
    """The ways compared for ``merchant``, each with its best batches that capital and risk allow."""
    options = sorted(
        (cheapest(merchant, way) for way in ways), key=lambda each: (bool(each.obstacles), each.total)
    )
    if len(options) < 2:
        return Advice(tuple(options), None, None)
    rival = min(options[1:], key=lambda each: each.total)
    return Advice(tuple(options), rival, break_even(merchant, options[0].way, rival.way))


def cheapest(merchant: Merchant, way: Way) -> Costs:
    """The best batches of ``way`` that the merchant can afford; of none, the cheapest with its obstacles."""
    covers: Sequence[int] = (0,) if way.kind is Kind.SELL_FIRST else COVERS
    return min(
        (costs_of(merchant, way, cover) for cover in covers),
        key=lambda each: (bool(each.obstacles), each.total),
    )


def costs_of(merchant: Merchant, way: Way, cover: int) -> Costs:
    """An order by ``way`` with batches for ``cover`` days of sales, of a piece at the least."""
    gap = MONTH / merchant.monthly
    batch = max(Decimal(1), cover / gap) if cover else ZERO
    bulk = way.batch_fixed + way.batch_piece * batch
    freight = in_batch(bulk, batch, way.parcel) if batch else way.parcel
    waits = way.days
    if way.kind is Kind.COLLECT:
        waits += mean_wait(batch, gap) + way.batch_days
    held = (
        _stocked(merchant, way, batch, freight - way.parcel)
        if way.kind is Kind.STOCK
        else _bought(merchant, way)
    )
    return Costs(
        way=way,
        cover=cover,
        freight=freight,
        charges=way.charges + way.batch_charges,
        handling=way.handling,
        storage=held.storage,
        capital=interest(held.tied, merchant.yearly_rate, held.tied_days),
        risk=held.risk,
        waiting=merchant.day_cost * waits,
        days=waits,
        capital_needed=held.needed,
        exposure=held.exposure,
        obstacles=_obstacles(merchant, held.needed, held.exposure),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """What a piece ties up and for how long, what its lying costs, and what all of them together need."""

    tied: Decimal
    tied_days: Decimal
    needed: Decimal
    storage: Decimal = ZERO
    risk: Decimal = ZERO
    exposure: Decimal = ZERO


def _stocked(merchant: Merchant, way: Way, batch: Decimal, bulk_share: Decimal) -> _Held:
    """Pieces bought and brought before anybody ordered them, and some more against the ups of demand."""
    gap = MONTH / merchant.monthly
    safety = _safety(merchant, batch * gap + way.batch_days)
    lies = mean_wait(batch, gap) + safety * gap
    landed = merchant.unit_cost + bulk_share + way.batch_charges
    lost = landed * merchant.loss_share
    lying = way.storage.lying(units=1, unit_volume_mm3=way.volume_mm3, days=lies) if way.storage else None
    return _Held(
        tied=landed,
        tied_days=lies + way.batch_days,
        needed=landed * (batch + safety + way.batch_days / gap),
        storage=lying.amount if lying else ZERO,
        risk=lost * lies / (MONTH * merchant.life_months),
        exposure=lost * (batch + safety),
    )


def _bought(merchant: Merchant, way: Way) -> _Held:
    """Pieces bought to order: what a deposit leaves to be paid is tied up until they leave."""
    open_ = laid_out(merchant.unit_cost, merchant.price, way.deposit_share)
    return _Held(
        tied=open_, tied_days=way.bought_days, needed=open_ * merchant.monthly * way.bought_days / MONTH
    )


def break_even(merchant: Merchant, way: Way, rival: Way) -> int | None:
    """The monthly volume nearest to the merchant's at which the other of the two becomes the cheaper one.

    Each is taken with its best batches, whatever they tie up; volumes up to 100,000 are looked at.
    """

    def is_beaten(volume: int) -> bool:
        return curve(merchant, rival, [volume])[0] <= curve(merchant, way, [volume])[0]

    today = is_beaten(merchant.monthly)

    def is_turned(volume: int) -> bool:
        return is_beaten(volume) != today

    found = [_edge(merchant.monthly, far, is_turned) for far in _turned_beyond(merchant.monthly, is_turned)]
    return min(found, key=lambda volume: abs(volume - merchant.monthly)) if found else None


def curve(merchant: Merchant, way: Way, volumes: Iterable[int]) -> list[Decimal]:
    """What an order costs by ``way`` at each of the monthly ``volumes``, whatever it ties up."""
    rich = replace(merchant, capital=Decimal("Infinity"), risk_share=Decimal(1))
    return [cheapest(replace(rich, monthly=volume), way).total for volume in volumes]


def _turned_beyond(start: int, is_turned: Test) -> list[int]:
    """The first volume tried above and the first below ``start`` that turn, doubling and halving."""
    upward = [start * 2**step for step in range(1, 18)]
    downward = [start // 2**step for step in range(1, 18)]
    firsts = (
        next((volume for volume in tried if 1 <= volume <= MOST and is_turned(volume)), None)
        for tried in (upward, downward)
    )
    return [volume for volume in firsts if volume is not None]


def _edge(near: int, far: int, is_turned: Test) -> int:
    """Between a volume that has not turned and one that has: the turned one next to the others."""
    while abs(far - near) > 1:
        middle = (near + far) // 2
        near, far = (near, middle) if is_turned(middle) else (middle, far)
    return far


def _safety(merchant: Merchant, days: Decimal) -> Decimal:
    """Pieces against the ups of demand while the next batch is sold and under way."""
    return SAFETY * merchant.variation * merchant.monthly * (days / MONTH).sqrt()


def _obstacles(merchant: Merchant, needed: Decimal, exposure: Decimal) -> tuple[str, ...]:
    found = []
    if needed > merchant.capital:
        found.append("capital")
    if exposure and exposure > merchant.capital * merchant.risk_share:
        found.append("risk")
    return tuple(found)
