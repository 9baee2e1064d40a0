"""Other ways for a consignment that was sold already: what each costs, and whether it keeps our word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from entrepot.apps.checkout.queries.goods import wanted_line
from entrepot.apps.checkout.queries.law import Law
from entrepot.apps.checkout.queries.personal_quota import used_this_year
from entrepot.apps.checkout.queries.priced import moment_of, promised
from entrepot.apps.checkout.queries.shelves import Shelves
from entrepot.apps.checkout.queries.still_paid import too_much
from entrepot.apps.lanes.queries import lane_book
from entrepot.apps.markets.queries import fx_rate
from entrepot.apps.orders.models import Consignment, OrderLine
from entrepot.apps.taxation.queries import TaxPosition, tax_position
from entrepot.domain.duties import Consignment as Asked
from entrepot.domain.duties import Due, Importer, ImporterKind, LandedCost, Place
from entrepot.domain.money import Money, total
from entrepot.domain.sourcing.costing import Costing
from entrepot.domain.sourcing.freight import TooHeavy
from entrepot.domain.sourcing.problem import Items
from entrepot.domain.sourcing.routes import Route, Source, find_routes


@dataclass(frozen=True)
class Rerouting:
    """``route`` for the whole consignment. ``dearer`` is what freight, duty, tax and fees are more than what
    the buyer paid for them, and the goods more than where they are now, if both prices are known. ``back`` is
    what goes back to the buyer, by part: what they paid at checkout beyond what this way asks there.

    ``is_late``: it cannot be there by the day that was promised. ``asks_more``: more would be due on
    delivery than was agreed. Either would break our word. ``is_material``: it would come from another country
    or another sender than the buyer was told.
    """

    route: Route
    arrives: tuple[date, date]
    freight: Money
    asked: Asked
    landed: LandedCost
    dearer: Money
    back: Mapping[str, Money]
    is_late: bool
    asks_more: bool
    is_material: bool

    @property
    def mode(self) -> str:
        """``dropship`` when a supplier sends, whatever lane it takes; else the lane's mode."""
        return "dropship" if self.route.source.supplier else self.route.lane.mode

    @property
    def money_back(self) -> Money:
        return total(self.back.values(), self.dearer.currency)

    @property
    def keeps_our_word(self) -> bool:
        return not self.is_late and not self.asks_more


def reroutings(consignment: Consignment, on: date | None = None) -> tuple[list[Rerouting], TaxPosition]:
    """Every other lane from warehouses of ours that could carry the whole consignment when sent ``on`` a day
    (today), the cheapest first; law and prices are those of the day of the sale. For a consignment that its
    supplier refused, those of the other suppliers, too."""
    work = Ways(consignment, Shelves([consignment], on or timezone.now().date()))
    found = sorted(work.others(), key=lambda way: (not way.keeps_our_word, way.dearer.amount, way.route.code))
    return found, work.law.position


class Ways:
    """The other ways for one consignment, one of those that ``shelves`` were read for."""

    def __init__(self, consignment: Consignment, shelves: Shelves) -> None:
        on = shelves.on
        self.consignment, self.on, self.held = consignment, on, shelves.held
        self.order = consignment.order
        self.lines = list(consignment.lines.all())
        living = (each for each in self.order.consignments.all() if each.progress != "cancelled")
        self.others_sent = [each for each in living if each.pk != consignment.pk]
        bought = [*self.lines, *(line for each in self.others_sent for line in each.lines.all())]
        self.known = shelves.known
        sold = self.order.placed_at.date()
        address = self.order.address
        self.to = Place(address["country"], address.get("region", ""), address.get("postcode", ""))
        policy = settings.SOURCING_POLICY
        number = self.order.importer_id
        used = used_this_year(number, self.to.country, sold, but=consignment)
        importer = Importer(ImporterKind(self.order.importer_kind), number, used)
        self.law = Law(self.known, self.to, self.order.currency, sold, importer, tax_position(sold),
                       policy.unknown_share, sale=self._sale(bought))  # fmt: skip
        wanted = [
            wanted_line(self.known.variants[line.variant_id], line.quantity, line.unit_price)
            for line in self.lines
            if line.variant_id in self.known.variants
        ]
        self.wanted = wanted
        self.book = lane_book(on).open_to(importer.kind)
        rates = {
            lane.currency: fx_rate(lane.currency, self.order.currency, sold).rate
            for lane in self.book.lanes
            if self.to.country in lane.destinations
        }
        self.sources = shelves.sources(self.order.currency)
        self.paid = shelves.paid_beside_goods(consignment)
        self.costing = Costing(
            {line.id: line for line in wanted}, tuple(self.sources), self.to.country, self.to.postcode,
            self.order.currency, rates, policy,
        )  # fmt: skip

    @property
    def items(self) -> Items:
        return tuple((line.id, line.quantity) for line in self.wanted)

    def _sale(self, bought: Iterable[OrderLine]) -> Items:
        """All that is sent of what was bought together: caps hold for it as a whole."""
        pieces = Counter[str]()
        for line in bought:
            pieces[str(line.variant_id)] += line.quantity
        return tuple((line_id, n) for line_id, n in pieces.items() if int(line_id) in self.known.variants)

    def others(self) -> Iterator[Rerouting]:
        """Every way but the present one that can carry all of it."""
        here = (self.consignment.warehouse, self.consignment.lane)
        ways = (self.way(route) for route in self.routes() if route.code != here)
        return (way for way in ways if way is not None)

    def routes(self) -> Iterator[Route]:
        """Routes for the whole consignment, the present one too."""
        if len(self.wanted) < len(self.lines):
            return
        for route in find_routes(
            self.wanted, list(self._open_sources()), self.book, self.to.country, moment_of(self.on)
        ):
            if all(route.carries.get(line.id, 0) >= line.quantity for line in self.wanted):
                yield route

    def _open_sources(self) -> Iterator[Source]:
        """Ours; and in place of a supplier that refused every other."""
        refusing = self.consignment.supplier
        if refusing:
            return (source for source in self.sources if source.supplier != refusing)
        return (source for source in self._freed() if not source.supplier)

    def _freed(self) -> Iterator[Source]:
        """The sources with what is ``held``, sold out ones among them."""
        sources = {source.warehouse: source for source in self.sources}
        for level in self.known.stock:
            code = level.warehouse_code
            if code not in sources and not level.supplier_code:
                sources[code] = Source(code, level.kind, level.country, {})
        for code, source in sources.items():
            held = {line.id: n for line in self.wanted if (n := self.held.get((code, line.id), 0))}
            yield _with_more(source, held) if held else source

    def way(self, route: Route) -> Rerouting | None:
        """What it means to send it by ``route``; ``None`` where that is too heavy or forbidden."""
        items = self.items
        try:
            _found, freight = self.costing.freight(route, items)
        except TooHeavy:
            return None
        linked = self.linked(route)
        if self.law.charges(route, items, freight.amount, linked).forbidden:
            return None
        asked, landed = self.law.answer(route, items, freight, linked)
        currency = self.order.currency
        later = total(
            (one.money for one in self.consignment.charges.all() if one.due != "checkout"), currency
        )
        totals = landed.totals
        cost = freight + totals.duty + totals.tax + totals.fees + self._goods_dearer(route.source)
        arrives = promised(route, self.on)
        return Rerouting(
            route, arrives, freight, asked, landed,
            cost - total(self.paid.values(), currency) - later,
            too_much(self.paid, asked_at_checkout(freight, landed), currency),
            arrives[1] > self.consignment.promised_to, totals.due_on_delivery.amount > later.amount,
            (route.source.country, route.source.supplier)
            != (self.consignment.ships_from, self.consignment.supplier),
        )  # fmt: skip

    def _goods_dearer(self, source: Source) -> Money:
        """What the goods cost us more there than here; what is not known on both sides does not count."""
        here = next((one.costs for one in self.sources if one.warehouse == self.consignment.warehouse), {})
        known = [line for line in self.wanted if line.id in here and line.id in source.costs]
        more = sum(((source.costs[line.id] - here[line.id]) * line.quantity for line in known), Decimal(0))
        return Money(more, self.order.currency).rounded()

    def linked(self, route: Route) -> Decimal:
        """What else of the sale crosses the border, for the thresholds."""
        if not route.lane.crosses_border_to(self.to.country):
            return Decimal(0)
        others = (each for each in self.others_sent if each.crosses_border)
        return sum((line.line_total.amount for each in others for line in each.lines.all()), Decimal(0))


def asked_at_checkout(freight: Money, landed: LandedCost) -> dict[str, Money]:
    """By part, what a buyer would pay at checkout beside the goods."""
    asked = {"shipping": freight}
    for charge in landed.charges:
        if charge.due is Due.CHECKOUT:
            asked[charge.kind.value] = asked.get(charge.kind.value, freight * 0) + charge.amount
    return asked


def _with_more(source: Source, held: Mapping[str, int]) -> Source:
    """``source`` with ``held`` on top, as long-lived as they have to be: what leaves is looked at again."""
    lasting = source.lasting

    def longer(line_id: str, days: int) -> int:
        return (lasting(line_id, days) if lasting else 0) + held.get(line_id, 0)

    available = {**source.available, **{line: source.available.get(line, 0) + n for line, n in held.items()}}
    return replace(source, available=available, lasting=longer if lasting else None)
