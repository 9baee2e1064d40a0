"""A basket with freight, duty and tax: what ``plan_basket`` answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils import timezone

from entrepot.apps.catalog.queries import VariantForSale
from entrepot.apps.checkout.queries.landed import PricedLine
from entrepot.apps.markets.queries import FxQuote
from entrepot.apps.taxation.queries import TaxPosition
from entrepot.domain.deposits import DepositTerms, kindest
from entrepot.domain.duties import Charge, Consignment, Due, LandedCost, Status
from entrepot.domain.money import Money, total
from entrepot.domain.sourcing.plan import Plan, PlannedConsignment
from entrepot.domain.sourcing.routes import Route


@dataclass(frozen=True)
class PricedConsignment:
    """What travels together, with its freight and landed cost. ``asked`` is what the duty engine answered."""

    planned: PlannedConsignment
    lines: tuple[PricedLine, ...]
    asked: Consignment
    landed: LandedCost

    @property
    def route(self) -> Route:
        return self.planned.route

    @property
    def goods(self) -> Money:
        return total((line.total for line in self.lines), self.landed.currency)

    @property
    def deposit(self) -> DepositTerms | None:
        """The terms when it is bought after it was ordered."""
        return self.route.lane.deposit

    @property
    def total(self) -> Money:
        """What is paid for it at checkout, now or as a balance."""
        currency = self.landed.currency
        return self.goods + self.planned.price + _sum(self.landed.charges, "", Due.CHECKOUT, currency)

    @property
    def mode(self) -> str:
        """``dropship`` when a supplier sends from stock, whatever lane it takes; else the lane's mode."""
        return "dropship" if self.route.source.kind == "supplier" else self.route.lane.mode

    @property
    def crosses_border(self) -> bool:
        return self.route.lane.crosses_border_to(self.landed.destination)


@dataclass(frozen=True)
class BlockedLine:
    """A line that is not sold, and why: a reason of sourcing, ``off_sale`` or ``prohibited``."""

    variant_id: int
    variant: VariantForSale | None
    quantity: int
    reason: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """``total`` is what is paid at checkout: the sum of the five parts before it."""

    goods: Money
    shipping: Money
    duty: Money
    tax: Money
    fees: Money
    total: Money
    due_on_delivery: Money

    def __post_init__(self) -> None:
        parts = self.goods + self.shipping + self.duty + self.tax + self.fees
        if parts.amount != self.total.amount:
            raise ValueError(f"the parts make {parts}, not {self.total}")


@dataclass(frozen=True)
class PricedPlan:
    """The whole basket. ``fx`` are the rates at which prices and freight were converted; ``planned`` is
    sourcing's own answer, with its alternatives and what it refused."""

    country: str
    currency: str
    on: date
    consignments: tuple[PricedConsignment, ...]
    blocked: tuple[BlockedLine, ...]
    fx: Mapping[tuple[str, str], FxQuote]
    position: TaxPosition
    planned: Plan

    @property
    def status(self) -> str:
        """The weakest answer: ``partial``, ``estimate``, ``complete``; ``blocked`` when nothing is sent."""
        if not self.consignments:
            return "blocked"
        found = {consignment.landed.status for consignment in self.consignments}
        for status in (Status.PARTIAL, Status.ESTIMATE):
            if status in found:
                return status.value
        return Status.COMPLETE.value

    @property
    def deposit(self) -> DepositTerms | None:
        """The terms for what is bought after it was ordered, and so is paid in two goes."""
        return kindest([each.deposit for each in self.consignments if each.deposit])

    @property
    def totals(self) -> PlanTotals:
        goods = total((each.goods for each in self.consignments), self.currency)
        shipping = total((each.planned.price for each in self.consignments), self.currency)
        charges = [charge for each in self.consignments for charge in each.landed.charges]
        duty, tax, fees = (
            _sum(charges, kind, Due.CHECKOUT, self.currency) for kind in ("duty", "tax", "fee")
        )
        later = _sum(charges, "", Due.DELIVERY, self.currency)
        return PlanTotals(goods, shipping, duty, tax, fees, goods + shipping + duty + tax + fees, later)


def promised(route: Route, on: date) -> tuple[date, date]:
    """First and last day of delivery when ordered ``on``, by the lane's cut-off and calendar.

    An order of today is of this moment, one of another day of that day's noon (UTC).
    """
    promise = route.lane.promise(moment_of(on), route.source.lead_days)
    return promise.first, promise.last


def moment_of(on: date) -> datetime:
    """When an order of the day ``on`` is taken to be placed."""
    now = timezone.now()
    return now if now.date() == on else datetime.combine(on, time(12), UTC)


def _sum(charges: Iterable[Charge], kind: str, due: Due, currency: str) -> Money:
    """Charges of ``kind`` (of every kind for "") that are ``due`` then."""
    chosen = (charge.amount for charge in charges if charge.due is due and kind in ("", charge.kind.value))
    return total(chosen, currency)
