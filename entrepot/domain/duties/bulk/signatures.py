"""Which kinds of goods the rules in force cannot tell apart."""

from collections.abc import Hashable
from datetime import date

from entrepot.domain.duties.bulk.catalogue import Kind
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.duties.rules import RuleSet
from entrepot.domain.duties.tariff import TariffTable


class Signatures:
    """The signature of a kind under one set of rules: equal signatures are calculated alike.

    A rule looks at a code through prefixes, the tariff's entry and lists of codes, and at an origin
    through sets of countries.
    """

    def __init__(self, book: RuleBook, rules: RuleSet, table: TariffTable | None, tariff_day: date) -> None:
        self._book, self._table, self._day = book, table, tariff_day
        conditions = [rule.when for rule in rules.rules]
        self._prefixes = {
            prefix for when in conditions for prefix in (*when.goods, *when.goods_not) if prefix
        }
        self._lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._lists = sorted({name for rule in rules.rules if (name := rule.text("on_list"))})
        self._origins = tuple(
            {group for when in conditions for group in (when.origins, when.origins_not) if group}
        )
        self._codes: dict[str, Hashable] = {}
        self._places: dict[str, Hashable] = {}

    def of(self, kind: Kind) -> Hashable:
        code = self._codes.get(kind.hs)
        if code is None:
            code = self._codes[kind.hs] = self._code(kind.hs)
        place = self._places.get(kind.origin)
        if place is None:
            place = self._places[kind.origin] = tuple(kind.origin in group for group in self._origins)
        return code, place, kind.attributes, kind.tariff

    def _code(self, hs: str) -> Hashable:
        matching = tuple(hs[:length] for length in self._lengths if hs[:length] in self._prefixes)
        match = self._table.find(hs, self._day) if self._table and hs else None
        lists = tuple(self._book.is_listed(name, hs) for name in self._lists)
        preferred = tuple(
            found.entry.rate
            for program in (self._table.programs if self._table and hs else ())
            if self._table and (found := self._table.find(hs, self._day, program))
        )
        if match is None:
            return bool(hs), matching, lists, preferred
        entry = match.entry
        return matching, lists, preferred, entry.rate, entry.confidence, entry.is_read, match.ambiguous
