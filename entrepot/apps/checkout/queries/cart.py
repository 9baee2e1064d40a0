"""A cart as the buyer sees it: prices, stock, what cannot be sent and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from entrepot.apps.checkout.models import Cart
from entrepot.apps.checkout.queries.goods import Goods, goods
from entrepot.apps.checkout.queries.plan import plan_basket
from entrepot.apps.checkout.queries.priced import PricedPlan
from entrepot.apps.checkout.words import why_blocked
from entrepot.domain.duties import Place
from entrepot.domain.money import Money, total
from entrepot.domain.sourcing.routes import Route
from entrepot.kit.texts import text_in


@dataclass(frozen=True, slots=True)
class CartLineView:
    """``ships_from`` are the countries it would come from; ``blocked`` the reason key with its sentence.

    Prices are in the cart's currency, before duty, tax and shipping; ``None`` when the article is gone.
    ``stock_as_of`` is when the stock was last heard of. ``deposit_share`` of the price is paid with the order
    where it is bought only then, else zero.
    """

    variant_id: int
    sku: str
    slug: str
    name: str
    art: str
    options: Mapping[str, Any]
    quantity: int
    unit_price: Money | None
    line_total: Money | None
    available: int
    stock_as_of: datetime | None
    ships_from: tuple[str, ...]
    deposit_share: Decimal
    blocked: str
    why_blocked: str


@dataclass(frozen=True, slots=True)
class CartView:
    """``subtotal`` is the goods that can be sent, before duty, tax and shipping."""

    lines: tuple[CartLineView, ...]
    subtotal: Money
    pieces: int
    country: str
    currency: str

    @property
    def can_check_out(self) -> bool:
        return any(not line.blocked for line in self.lines)


def cart_view(
    cart: Cart,
    language: str | None = None,
    *,
    known: Goods | None = None,
    quantities: Mapping[int, int] | None = None,
) -> CartView:
    """The cart's lines in the order they were added; three statements.

    ``known`` articles with their stock and the cart's ``quantities`` by variant are not read again.
    """
    if quantities is None:
        quantities = dict(cart.lines.values_list("variant_id", "quantity"))
    found = known or goods(list(quantities))
    on = timezone.now().date()
    plan = plan_basket(
        goods=found, quantities=quantities, destination=Place(cart.country), currency=cart.currency, on=on
    )
    blocked = {line.variant_id: line for line in plan.blocked}
    lines = []
    for variant_id, quantity in quantities.items():
        reason = blocked[variant_id].reason if variant_id in blocked else ""
        words = why_blocked(reason, blocked[variant_id].facts) if reason else ""
        lines.append(_line(variant_id, quantity, found, plan, reason, words, language))
    sendable = (line.line_total for line in lines if line.line_total is not None and not line.blocked)
    return CartView(
        tuple(lines), total(sendable, cart.currency), sum(quantities.values()), cart.country, cart.currency
    )


CART_WITH_LINES = """
select cart.country, cart.currency, line.variant_id, line.quantity
from checkout_cart cart left join checkout_cartline line on line.cart_id = cart.id
where cart.id = %s and cart.user_id = %s order by line.added_at, line.id
"""


def cart_with_quantities(cart_id: UUID, user_id: int) -> tuple[Cart, dict[int, int]] | None:
    """The user's cart and the quantity of each variant in it, in one statement; ``None`` without such."""
    with connection.cursor() as cursor:
        cursor.execute(CART_WITH_LINES, [cart_id, user_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    cart = Cart(id=cart_id, user_id=user_id, country=rows[0][0], currency=rows[0][1])
    cart._state.adding = False
    return cart, {variant_id: quantity for *_cart, variant_id, quantity in rows if variant_id}


def _line(
    variant_id: int,
    quantity: int,
    found: Goods,
    plan: PricedPlan,
    reason: str,
    words: str,
    language: str | None,
) -> CartLineView:
    variant = found.variants.get(variant_id)
    price = found.unit_price(variant_id, plan.currency, plan.on) if variant else None
    levels = [level for level in found.stock if level.variant_id == variant_id]
    routes = _routes(variant_id, plan)
    return CartLineView(
        variant_id=variant_id,
        sku=variant.sku if variant else "",
        slug=variant.slug if variant else "",
        name=text_in(variant.name, language) if variant else "",
        art=variant.art if variant else "",
        options=variant.options if variant else {},
        quantity=quantity,
        unit_price=price,
        line_total=price * quantity if price else None,
        available=sum(level.available for level in levels),
        stock_as_of=max((level.synced_at for level in levels), default=None),
        ships_from=tuple(route.source.country for route in routes),
        deposit_share=max((r.lane.deposit.share for r in routes if r.lane.deposit), default=Decimal(0)),
        blocked=reason,
        why_blocked=words,
    )


def _routes(variant_id: int, plan: PricedPlan) -> tuple[Route, ...]:
    return tuple(
        each.route for each in plan.consignments if any(line.variant.id == variant_id for line in each.lines)
    )
