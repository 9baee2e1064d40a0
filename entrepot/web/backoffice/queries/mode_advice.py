"""The ways an article could reach a country, priced by the lanes in use and the duty engine."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.catalog.queries import VariantForSale, variants_for_sale
from entrepot.apps.checkout.queries.goods import wanted_line
from entrepot.apps.checkout.queries.landed import PricedLine, consignment_for
from entrepot.apps.inventory.models import StorageTariff
from entrepot.apps.lanes.models import Lane as LaneRow
from entrepot.apps.lanes.queries import lane_book, lane_on, mode
from entrepot.apps.markets.queries import convert, fx_rate
from entrepot.apps.planning.queries import daily_demand
from entrepot.apps.taxation.queries import TaxPosition, landed_costs, tax_position
from entrepot.domain.deposits import terms_of
from entrepot.domain.duties import Importer, ImporterKind, Place
from entrepot.domain.inventory.storage_fees import StorageTariff as Tariff
from entrepot.domain.inventory.storage_fees import unit_volume_mm3
from entrepot.domain.money import Money
from entrepot.domain.sourcing.charged import barring
from entrepot.domain.sourcing.freight import TooHeavy, freight
from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.sourcing.mode_advice import Kind, Way
from entrepot.domain.sourcing.routes import Route, Source
from entrepot.kit.errors import Refused, not_found

# Two batches between which the price of a further piece is measured.
SMALL, LARGE = 50, 200
MONTHS: Final = 3
DAYS_OF_MONTH: Final = 30


@dataclass(frozen=True, slots=True)
class Demand:
    """Pieces a month over the last three months that had any demand at all; ``variation`` of those months."""

    monthly: int
    variation: Decimal
    until: date | None


@dataclass
class Question:
    """One piece of ``variant`` to ``country``, in the currency that the merchant counts in."""

    variant: VariantForSale
    country: str
    currency: str
    on: date
    position: TaxPosition

    def in_currency(self, money: Money) -> Decimal:
        return convert(money, self.currency, self.on).amount

    def priced(self, pieces: int) -> PricedLine:
        return PricedLine(self.variant, pieces, convert(self.variant.price, self.currency, self.on))

    def carriage(self, lane: Lane, country: str, pieces: int) -> Decimal:
        line = wanted_line(self.variant, pieces, self.priced(pieces).unit_price)
        return self.in_currency(freight(lane, country, line.load(pieces)).price)


def demand_of(variant_id: int) -> Demand:
    """From the article's own history, its newest 90 days with sales; a piece a month without any."""
    days = daily_demand(variant_id)
    if not days:
        return Demand(1, Decimal("0.5"), None)
    until = days[-1].day
    months = [0] * MONTHS
    for each in days:
        age = (until - each.day).days // DAYS_OF_MONTH
        if age < MONTHS:
            months[age] += each.units
    mean = Decimal(sum(months)) / MONTHS
    variance = sum(((units - mean) * (units - mean) for units in months), Decimal(0)) / MONTHS
    spread = variance.sqrt()
    return Demand(max(1, round(mean)), (spread / mean).quantize(Decimal("0.01")), until)


def ways_to(sku: str, country: str, currency: str) -> tuple[VariantForSale, list[Way]]:
    """Every mode in use that could bring the article to ``country``, each by its cheapest lane.

    Raises ``Refused`` 404 for an article that is not for sale. What no lane carries is left out, and so is
    what the law forbids.
    """
    on = timezone.now().date()
    found = list(variants_for_sale([], [sku]).values())
    if not found:
        raise not_found(_("There is no article “%(sku)s” for sale.") % {"sku": sku})
    question = Question(found[0], country, currency, on, tax_position(on))
    cheapest: dict[str, Way] = {}
    for lane in lane_book(on).open_to(ImporterKind.PRIVATE).lanes:
        if country not in lane.destinations or not lane.bands_to(country):
            continue
        way = _way(question, lane)
        known = cheapest.get(lane.mode)
        if way and (known is None or way.parcel + way.charges < known.parcel + known.charges):
            cheapest[lane.mode] = way
    return question.variant, list(cheapest.values())


def _way(question: Question, lane: Lane) -> Way | None:
    try:
        parcel = question.carriage(lane, question.country, 1)
        charges = _charges(question, lane, 1, parcel)
    except (TooHeavy, Refused):
        return None
    if charges is None:
        return None
    terms = terms_of(mode(lane.mode).config)
    policy = settings.SOURCING_POLICY
    way = Way(
        code=lane.mode,
        kind=_kind(lane, question.country),
        parcel=parcel,
        charges=charges,
        days=_days(lane),
        handling=question.in_currency(Money(policy.handling(1), policy.currency)),
        deposit_share=terms.share if terms else Decimal(1),
        bought_days=Decimal(terms.balance_within_days + lane.handling_days) if terms else Decimal(0),
    )
    return _stocked(question, lane, way) if way.kind is Kind.STOCK else way


def _kind(lane: Lane, country: str) -> Kind:
    """Goods that lie in the country of sale (or in bond there) were brought before anybody ordered."""
    if lane.leaves_bond or not lane.crosses_border_to(country):
        return Kind.STOCK
    return Kind.COLLECT if any(leg.kind == "consolidate" for leg in lane.legs) else Kind.SELL_FIRST


def _stocked(question: Question, lane: Lane, way: Way) -> Way | None:
    """With what bringing batches there costs by the cheapest way, their duty, and what lying costs."""
    batches = [
        _batch(question, lane_on(row, question.on), lane.origin)
        for row in LaneRow.objects.filter(
            is_active=True, is_replenishment=True, destinations__contains=[lane.origin]
        ).select_related("mode")
    ]
    known = [batch for batch in batches if batch is not None]
    way = replace(
        way, storage=_storage(question, lane.origin), volume_mm3=_volume(question.variant),
    )  # fmt: skip
    if not known:
        return way
    fixed, piece, days, duty = min(known, key=lambda batch: batch[0] / LARGE + batch[1])
    return replace(way, batch_fixed=fixed, batch_piece=piece, batch_days=days, batch_charges=duty)


def _batch(question: Question, lane: Lane, country: str) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """What a batch costs whatever its size and a piece, its days, and the duty of a piece in it."""
    try:
        small, large = (question.carriage(lane, country, pieces) for pieces in (SMALL, LARGE))
        duty = _charges(question, lane, LARGE, large, country, only_duty=True)
    except (TooHeavy, Refused):
        return None
    if duty is None:
        return None
    piece = (large - small) / (LARGE - SMALL)
    return max(Decimal(0), small - piece * SMALL), piece, _days(lane), duty / LARGE


def _days(lane: Lane) -> Decimal:
    return Decimal(lane.handling_days) + Decimal(lane.min_days + lane.max_days) / 2


def _charges(
    question: Question,
    lane: Lane,
    pieces: int,
    carried: Decimal,
    country: str = "",
    *,
    only_duty: bool = False,
) -> Decimal | None:
    """Duty, tax and fees of ``pieces``; ``None`` where law forbids them. A batch's import tax is deducted
    again when the pieces are sold there, so ``only_duty`` leaves it out."""
    source = Source("", next(iter(lane.stock_kinds), "own"), lane.origin, {})
    asked = consignment_for(
        route=Route(source, lane, {}), lines=[question.priced(pieces)], on=question.on, importer=Importer(),
        freight=Money(carried, question.currency).rounded(), position=question.position,
        destination=Place(country or question.country),
    )  # fmt: skip
    (landed,) = landed_costs([asked], question.position)
    if barring(landed.restrictions) is not None:
        return None
    totals = landed.totals
    duty = totals.duty.amount + totals.fees.amount
    return duty if only_duty else duty + totals.tax.amount


def _storage(question: Question, country: str) -> Tariff | None:
    """What the warehouse there that asks most for fresh goods charges, in the currency asked for."""
    tariffs = StorageTariff.objects.filter(warehouse__country=country, valid__contains=question.on)
    found = [_converted(tariff.rates(), question) for tariff in tariffs]
    return max(found, key=lambda tariff: tariff.tiers[0].rate, default=None)


def _converted(tariff: Tariff, question: Question) -> Tariff:
    rate = fx_rate(tariff.currency, question.currency, question.on).rate
    tiers = tuple(replace(tier, rate=tier.rate * rate) for tier in tariff.tiers)
    return replace(tariff, currency=question.currency, tiers=tiers)


def _volume(variant: VariantForSale) -> int:
    return unit_volume_mm3((variant.length_mm, variant.width_mm, variant.height_mm), variant.gross_weight_g)


def price_in(variant: VariantForSale, currency: str) -> Decimal:
    """Today's price of a piece in ``currency``."""
    return convert(variant.price, currency, timezone.now().date()).amount
