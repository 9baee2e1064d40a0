"""Everything for sale with law and lanes, and whether any of it has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Final

from entrepot.apps.catalog.queries import sellable_variant_ids
from entrepot.apps.checkout.queries.goods import Goods, goods, sources_of
from entrepot.apps.lanes.queries import lane_book
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.markets.queries import currencies, fx_rate
from entrepot.apps.taxation.queries import TaxPosition, tax_position
from entrepot.domain.duties import ImporterKind
from entrepot.domain.sourcing.lanes import LaneBook

# Raise it when the same inputs are to be priced otherwise than before.
VERSION: Final = 1


@dataclass(frozen=True)
class Assortment:
    """Everything for sale to private buyers ``on`` a day, read once and priced for one country after another.

    ``in_stock`` are the variants that some warehouse has; of the others one piece is presumed wherever they
    are listed. ``digest`` changes with any of it but the lanes.
    """

    goods: Goods
    in_stock: frozenset[int]
    on: date
    position: TaxPosition
    book: LaneBook
    digest: str

    def checksum(self, country: str, currency: str) -> str:
        """Changes when anything changes that prices to ``country`` in ``currency`` depend on."""
        lanes = [lane for lane in self.book.lanes if country in lane.destinations]
        rates = [(base, fx_rate(base, currency, self.on).rate) for base in sorted(currencies(self.on))]
        accepts = known_country(country).accepts_partial_quote
        return _digest(VERSION, self.digest, self.on, currency, accepts, lanes, rates)


def assortment(on: date) -> Assortment:
    """What is for sale ``on`` a day. Variants priced in a currency without a rate are left out."""
    found = goods(sellable_variant_ids())
    known = {each.id: each for each in found.variants.values() if each.price.currency in currencies(on)}
    in_stock = frozenset(level.variant_id for level in found.stock if level.available > 0)
    presumed = (
        level if level.variant_id in in_stock else replace(level, available=1) for level in found.stock
    )
    # How many pieces there are is of no account, nor when that was last heard.
    present = [replace(level, available=1) for level in presumed if level.available > 0]
    offered = Goods(known, found.stock, tuple(sources_of(present)))
    position = tax_position(on)
    law = position.rulebook.fingerprint, position.registrations
    digest = _digest(known, offered.sources, in_stock, law)
    return Assortment(offered, in_stock, on, position, lane_book(on).open_to(ImporterKind.PRIVATE), digest)


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(_plain(values)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """``value`` so that equal values have equal representations in every process: sets have no order."""
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value) if each.compare]
    if isinstance(value, Mapping):
        return sorted((repr(key), _plain(content)) for key, content in value.items())
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(each)) for each in value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
