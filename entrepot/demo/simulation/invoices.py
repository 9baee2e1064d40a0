"""Baskets of the simulation as orders for the real shop: buyers take turns in its ways of sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import cycle
from typing import Final

from entrepot.demo.goods import HOME
from entrepot.demo.load_buyers import SEEN
from entrepot.demo.rows import ReplayInvoice, ReplayLine
from entrepot.demo.simulation.demand import baskets

DAYS_BEFORE: Final = 0
SHOP: Final = "GB-LDN"
# An American employer's number of the right shape.
COMPANY: Final = "91-1144442"
ONE_PIECE: Final = Decimal(1)


@dataclass(frozen=True)
class Turn:
    """A buyer in ``country`` who takes the basket's own goods, or ``pieces`` of the next of ``articles``,
    sent as chosen (a lane by warehouse). ``stocked_in`` and ``business`` as in ``ReplayInvoice``."""

    country: str
    articles: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    stocked_in: str = ""
    pieces: int = 1
    business: str = ""


# Our own stock at home, near the buyer and across the border; collected goods; a virtual overseas warehouse;
# bonded stock, as much as the book has; articles that only a supplier has; by freight to a company; collected
# in our shop; and what somebody buys in Paris on order.
TURNS: Final = (
    Turn("GB", stocked_in=HOME),
    Turn("DE", ("CN-SILK-30-IVORY",), {"CN-SZX": "cn-world-consolidated"}, "CN-SZX"),
    Turn("CN", ("AU-HONEY-02", "AU-OAT-01", "AU-SUP-09", "AU-SUP-10"), {"CN-NGB": "cn-bonded"}),
    Turn("US", stocked_in=HOME),
    Turn("FR", ("CN-TOY-02",), {"CN-SZX": "cn-fr-vow"}, "CN-SZX"),
    Turn("GB", ("AU-WOOL-10-M-NAVY",)),
    Turn("DE", stocked_in=HOME),
    Turn("FR", ("CN-CASE-20-SAGE",), {"CN-SZX": "cn-world-consolidated"}, "CN-SZX"),
    Turn("DE", ("FR-BATH-01",)),
    Turn("US", ("AU-WOOL-61",), {"AU-SYD": "au-world-air-trade"}, "AU-SYD", pieces=60, business=COMPANY),
    Turn("GB", choices={"pick-up": SHOP}, stocked_in=SHOP),
    Turn("CN", (SEEN[0].en, SEEN[1].en)),
)


def as_invoices(start: date, days: int, how_many: int) -> Sequence[ReplayInvoice]:
    """``how_many`` of the baskets played, in order of time, each sent the way whose turn it is."""
    found = baskets(start, days, DAYS_BEFORE, how_many)
    prices = {one.sku: one.price for one in found.best}
    turns = cycle((turn, cycle(turn.articles or ("",))) for turn in TURNS)
    invoices = []
    for order, (turn, articles) in zip(found.played, turns, strict=False):
        article = next(articles)
        own = tuple(ReplayLine(sku, pieces, prices[sku]) for sku, pieces in order.pieces)
        asked = (ReplayLine(article, turn.pieces, ONE_PIECE),) if article else own
        invoices.append(as_invoice(order.id, order.at, turn, asked))
    return invoices


def as_invoice(number: str, at: datetime, turn: Turn, lines: tuple[ReplayLine, ...]) -> ReplayInvoice:
    """What the buyer of ``turn`` asks for, sent the way of it."""
    return ReplayInvoice(
        invoice=number, country=turn.country, customer="", placed_at=at, carriage_gbp=Decimal(0), lines=lines,
        choices=turn.choices, stocked_in=turn.stocked_in, business=turn.business,
    )  # fmt: skip
