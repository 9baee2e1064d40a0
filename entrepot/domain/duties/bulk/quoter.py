"""A whole catalogue to one destination: trace one article of each kind, play the tape on the rest."""

from array import array
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from entrepot.domain.duties.bulk.catalogue import Catalogue, Kind, in_units
from entrepot.domain.duties.bulk.signatures import Signatures
from entrepot.domain.duties.bulk.tape import Column, Node, Player, Tape, Untraceable
from entrepot.domain.duties.bulk.traced import Traced
from entrepot.domain.duties.calculation import landed_cost
from entrepot.domain.duties.consignment import Consignment, Line
from entrepot.domain.duties.outcome import LandedCost, Restriction, Status
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.money import Money, minor_digits

AMOUNTS: Final = ("duty", "tax", "fees", "landed", "due_at_checkout", "due_on_delivery")
STATUSES: Final = tuple(Status)
_WHOLE: Final = Decimal(1)


class BulkAnswer:
    """Columns in the catalogue's order: ``duty``, ``tax``, ``fees``, ``landed``, ``due_at_checkout``,
    ``due_on_delivery`` in minor units of its currency, ``status_of(row)``, and the ``restrictions`` of the
    rows that have any; they name their line "1"."""

    def __init__(self, rows: int) -> None:
        empty = bytes(8 * rows)
        self.duty, self.tax, self.fees = array("q", empty), array("q", empty), array("q", empty)
        self.landed, self.due_at_checkout = array("q", empty), array("q", empty)
        self.due_on_delivery = array("q", empty)
        self.statuses = bytearray(rows)
        self.restrictions: dict[int, tuple[Restriction, ...]] = {}
        self.traces = 0
        self.one_by_one = 0

    def status_of(self, row: int) -> Status:
        return STATUSES[self.statuses[row]]


@dataclass(frozen=True, slots=True)
class _Recording:
    """A tape with the nodes (or constants) of the totals, and what else holds within its bounds."""

    tape: Tape
    totals: tuple[Node | int, ...]
    status: int
    restrictions: tuple[Restriction, ...]


def quote_catalogue(catalogue: Catalogue, sent: Consignment, book: RuleBook) -> BulkAnswer:
    """What one piece of every article costs when it is sent like ``sent``: same places, dates, channel,
    rates and seller, and freight unless the catalogue has its own; its lines are of no account.

    Equal to ``landed_cost`` of a consignment of that one line, to the minor unit. Raises ``ValueError``
    when ``sent`` is in another currency than the catalogue.
    """
    if sent.currency != catalogue.currency:
        raise ValueError(f"the prices are in {catalogue.currency}, the consignment in {sent.currency}")
    made = BulkAnswer(len(catalogue))
    quoter = _Quoter(catalogue, sent, book, made)
    for kinds in _alike(catalogue, sent, book):
        quoter.quote(kinds)
    return made


def _alike(catalogue: Catalogue, sent: Consignment, book: RuleBook) -> Iterable[list[Kind]]:
    country = sent.destination.country
    jurisdiction = book.jurisdiction_of(country)
    if jurisdiction is None:
        return [catalogue.kinds]
    rules = book.in_force(jurisdiction, sent.dates, country, sent.destination.region)
    if sent.overrides:
        rules, _ = rules.overridden(sent.overrides)
    table = book.tariff_of(jurisdiction.code)
    signatures = Signatures(book, rules, table, sent.dates.on(table.date_kind if table else "as_of"))
    grouped: dict[Hashable, list[Kind]] = {}
    for kind in catalogue.kinds:
        grouped.setdefault(signatures.of(kind), []).append(kind)
    return grouped.values()


class _Quoter:
    def __init__(self, catalogue: Catalogue, sent: Consignment, book: RuleBook, made: BulkAnswer) -> None:
        self._catalogue, self._sent, self._book, self._made = catalogue, sent, book, made
        self._digits = minor_digits(catalogue.currency)

    def quote(self, kinds: Sequence[Kind]) -> None:
        """Fill the rows of kinds that are calculated alike."""
        rows = [row for kind in kinds for row in range(kind.start, kind.stop)]
        while rows:
            first = rows[0]
            try:
                recording = self._record(kinds[0], first)
            except Untraceable:
                self._one_by_one(kinds, rows)
                return
            rows = self._play(recording, rows)
            if rows[:1] == [first]:
                raise RuntimeError("a recording does not hold for the article that it was made of")

    def _record(self, kind: Kind, row: int) -> _Recording:
        tape = Tape()
        cent = Fraction(1, 10**self._digits)
        price = in_units(self._catalogue.prices[row], self._digits)
        traced_price = Traced.of(price, tape, tape.input("prices", cent))
        grams = Decimal(self._catalogue.weights[row])
        traced_grams = Traced.of(grams, tape, tape.input("weights", Fraction(1)))
        freight = self._freight(row)
        if self._catalogue.freights:
            freight = Traced.of(freight, tape, tape.input("freights", cent))
        cost = self._answer(kind, traced_price, traced_grams, freight)
        self._made.traces += 1
        totals = tuple(
            amount.node if isinstance(amount, Traced) else Money(amount, cost.currency).to_minor()
            for amount in (getattr(cost.totals, name).amount for name in AMOUNTS)
        )
        return _Recording(tape, totals, STATUSES.index(cost.status), cost.restrictions)

    def _freight(self, row: int) -> Decimal:
        freights = self._catalogue.freights
        return in_units(freights[row], self._digits) if freights else self._sent.freight

    def _answer(self, kind: Kind, price: Decimal, grams: Decimal | int, freight: Decimal) -> LandedCost:
        line = Line(
            "1", kind.hs, kind.origin, _WHOLE, price, attributes=dict(kind.attributes), tariff=kind.tariff,
            net_weight_g=grams,  # type: ignore[arg-type]  # a traced number of grams while recording
        )  # fmt: skip
        return landed_cost(replace(self._sent, lines=(line,), freight=freight), self._book)

    def _play(self, recording: _Recording, rows: list[int]) -> list[int]:
        """Answer the rows for which the recording holds; the others come back."""
        player = self._player(rows)
        outside: set[int] = set()
        for node, (lowest, highest) in recording.tape.bounds.items():
            column = player.column(node)
            if min(column) < lowest or max(column) > highest:
                outside.update(
                    index for index, number in enumerate(column) if not lowest <= number <= highest
                )
        left = [rows[index] for index in sorted(outside)]
        if outside:
            rows = [row for index, row in enumerate(rows) if index not in outside]
            player = self._player(rows)
        self._write(recording, rows, player)
        return left

    def _player(self, rows: Sequence[int]) -> Player:
        catalogue = self._catalogue
        columns = {"prices": catalogue.prices, "weights": catalogue.weights}
        if catalogue.freights:
            columns["freights"] = catalogue.freights
        return Player({name: [column[row] for row in rows] for name, column in columns.items()})

    def _write(self, recording: _Recording, rows: Sequence[int], player: Player) -> None:
        for name, node in zip(AMOUNTS, recording.totals, strict=True):
            target: array[int] = getattr(self._made, name)
            column: Column = [node] * len(rows) if isinstance(node, int) else player.column(node)
            if node == 0:
                continue
            for row, amount in zip(rows, column, strict=True):
                target[row] = amount
        if recording.status:
            for row in rows:
                self._made.statuses[row] = recording.status
        if recording.restrictions:
            self._made.restrictions.update(dict.fromkeys(rows, recording.restrictions))

    def _one_by_one(self, kinds: Sequence[Kind], rows: Sequence[int]) -> None:
        by_row = {row: kind for kind in kinds for row in range(kind.start, kind.stop)}
        for row in rows:
            price = in_units(self._catalogue.prices[row], self._digits)
            cost = self._answer(by_row[row], price, self._catalogue.weights[row], self._freight(row))
            self._made.one_by_one += 1
            self._made.statuses[row] = STATUSES.index(cost.status)
            if cost.restrictions:
                self._made.restrictions[row] = cost.restrictions
            for name in AMOUNTS:
                getattr(self._made, name)[row] = getattr(cost.totals, name).to_minor()
