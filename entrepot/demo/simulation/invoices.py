"""Baskets of the simulation as orders for the real shop: buyers take turns in the markets that are played."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import cycle
from typing import Final

from entrepot.demo.rows import ReplayInvoice, ReplayLine
from entrepot.demo.simulation.demand import baskets
from entrepot.demo.simulation.markets import EXPORTS

DAYS_BEFORE: Final = 0


def as_invoices(start: date, days: int, how_many: int) -> Sequence[ReplayInvoice]:
    """``how_many`` of the baskets played, in order of time."""
    found = baskets(start, days, DAYS_BEFORE, how_many)
    prices = {one.sku: one.price for one in found.best}
    countries = cycle(place.country for _name, place, _currency, _ways in EXPORTS.values())
    return [
        ReplayInvoice(
            invoice=order.id,
            country=country,
            customer="",
            placed_at=order.at,
            carriage_gbp=Decimal(0),
            lines=tuple(ReplayLine(sku, pieces, prices[sku]) for sku, pieces in order.pieces),
        )
        for order, country in zip(found.played, countries, strict=False)
    ]
