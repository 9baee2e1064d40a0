"""Sourcing, freight, duty and tax of a whole basket; nothing is written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings

from entrepot.apps.checkout.queries.choices import PICK_UP, WHOLE_PLAN, against_choice, by_choice
from entrepot.apps.checkout.queries.goods import Goods, wanted_line
from entrepot.apps.checkout.queries.law import Law
from entrepot.apps.checkout.queries.personal_quota import used_this_year
from entrepot.apps.checkout.queries.priced import BlockedLine, PricedConsignment, PricedPlan, moment_of
from entrepot.apps.checkout.queries.sources import costed_sources
from entrepot.apps.lanes.queries import lane_book
from entrepot.apps.markets.queries import FxQuote, fx_rate
from entrepot.apps.taxation.queries import tax_position
from entrepot.domain.duties import Importer, ImporterKind, Place
from entrepot.domain.sourcing.alternatives import RECOMMENDED
from entrepot.domain.sourcing.lanes import LaneBook
from entrepot.domain.sourcing.plan import PlannedConsignment, plan
from entrepot.domain.sourcing.policy import QUICK, Effort
from entrepot.domain.sourcing.routes import Refusal
from entrepot.kit.errors import Refused


def plan_basket(
    *,
    goods: Goods,
    quantities: Mapping[int, int],
    destination: Place,
    currency: str,
    on: date,
    importer_id: str = "",
    importer_kind: ImporterKind = ImporterKind.PRIVATE,
    choices: Mapping[str, str] | None = None,
    effort: Effort = QUICK,
    needed_by: date | None = None,
    book: LaneBook | None = None,
) -> PricedPlan:
    """The plan for ``quantities`` (variant id -> pieces) to ``destination``, priced in ``currency``.

    ``choices`` maps a warehouse to the lane the buyer prefers for what it sends, ``"*"`` to the kind of
    plan preferred as a whole, and ``"pick-up"`` to the store that the buyer comes to. Raises ``Refused`` 422
    for a choice that does not fit, and when a price cannot be converted. Lines that cannot be sold are
    ``blocked``; what law forbids on a lane goes by another. With ``effort`` of ``QUOTE``, or with choices,
    alternatives are worked out too. What is promised for later than ``needed_by`` is blocked. ``book`` is
    tried instead of the lanes in force; lanes for other kinds of importer are left out.
    """
    wishes = choices or {}
    sellable = [
        variant_id
        for variant_id in quantities
        if variant_id in goods.variants and goods.variants[variant_id].is_active
    ]
    book = (book or lane_book(on)).open_to(importer_kind)
    policy = settings.SOURCING_POLICY
    fx = _rates(book, goods, sellable, destination.country, currency, on)
    rates = {base: found.rate for (base, _currency), found in fx.items()}
    rates.setdefault(policy.currency, fx_rate(policy.currency, currency, on).rate)
    position = tax_position(on)
    law = Law(
        goods, destination, currency, on,
        Importer(importer_kind, importer_id, used_this_year(importer_id, destination.country, on)),
        position, policy.unknown_share,
        sale=tuple((str(variant_id), quantities[variant_id]) for variant_id in sellable),
    )  # fmt: skip
    wanted = [
        wanted_line(goods.variants[variant_id], quantities[variant_id],
                    goods.unit_price(variant_id, currency, on))
        for variant_id in sellable
    ]  # fmt: skip
    planned = plan(
        lines=wanted, sources=costed_sources(goods, currency, on, wishes.get(PICK_UP, "")), book=book,
        destination=destination.country, postcode=destination.postcode, currency=currency, rates=rates,
        charge=law.charges, policy=policy,
        effort=replace(effort, compares=effort.compares or bool(wishes)),
        wish=wishes.get(WHOLE_PLAN, RECOMMENDED), asked_at=moment_of(on),
        latest_days=None if needed_by is None else (needed_by - on).days,
    )  # fmt: skip
    chosen = by_choice(planned.consignments, wishes)
    planned = against_choice(planned, chosen)
    priced = tuple(_priced(law, each) for each in chosen)
    blocked = [
        BlockedLine(variant_id, goods.variants.get(variant_id), quantities[variant_id], "off_sale", {})
        for variant_id in quantities
        if variant_id not in sellable
    ]
    blocked += [_blocked(refusal, goods, quantities, on) for refusal in planned.refused]
    return PricedPlan(destination.country, currency, on, priced, tuple(blocked), fx, position, planned)


def _priced(law: Law, planned: PlannedConsignment) -> PricedConsignment:
    """The consignment with its lines priced and its landed cost."""
    asked, landed = law.answer(planned.route, planned.items, planned.price, planned.linked)
    return PricedConsignment(planned, tuple(law.line(*item) for item in planned.items), asked, landed)


def _rates(
    book: LaneBook, goods: Goods, variant_ids: Iterable[int], country: str, currency: str, on: date
) -> dict[tuple[str, str], FxQuote]:
    """Rates into the buyer's currency of the prices and of every lane that could serve."""
    found = {}
    for base in sorted({lane.currency for lane in book.lanes if country in lane.destinations}):
        try:
            found[base, currency] = fx_rate(base, currency, on)
        except Refused:
            continue  # a lane priced in a currency without a rate is not offered
    for variant_id in variant_ids:
        base = goods.variants[variant_id].price.currency
        found[base, currency] = fx_rate(base, currency, on)
    return found


def _blocked(refusal: Refusal, goods: Goods, quantities: Mapping[int, int], on: date) -> BlockedLine:
    variant_id, facts = int(refusal.line_id), refusal.facts
    if refusal.reason == "too_late":
        facts = {"earliest": (on + timedelta(days=int(facts["days"]))).isoformat()}
    return BlockedLine(variant_id, goods.variants[variant_id], quantities[variant_id], refusal.reason, facts)
