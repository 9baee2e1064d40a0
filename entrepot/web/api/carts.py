"""Carts and quotes of a partner's program. A key sees only the carts of its own user."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router

from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.models import Cart, Quote
from entrepot.apps.checkout.queries import cart_view, cart_with_quantities
from entrepot.apps.checkout.queries.document import for_buyers
from entrepot.apps.checkout.queries.goods import Goods, goods
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.open_cart import open_cart
from entrepot.apps.checkout.services.set_line import set_line
from entrepot.domain.money import Money
from entrepot.kit.errors import invalid, not_found
from entrepot.web.api.authentication import Key, caller
from entrepot.web.api.idempotent import answer_once
from entrepot.web.api.problems import Problem
from entrepot.web.api.schemas import CartIn, CartLineOut, CartOut, LineIn, MoneyOut, QuoteIn, QuoteOut

router = Router(tags=["cart and quote"], auth=Key("orders"))
FAULTS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


@router.post("/carts", response={201: CartOut, **FAULTS})
def post_cart(request: HttpRequest, payload: CartIn) -> HttpResponse:
    """Open a cart for a country, with lines or empty; the currency is the country's own unless given."""

    def act() -> CartOut:
        cart = open_cart(country=payload.country, currency=payload.currency, user=caller(request).user)
        return _with_lines(cart, {}, payload.lines)

    return answer_once(request, act)


@router.get("/carts/{cart_id}", response={200: CartOut, **FAULTS})
def get_cart(request: HttpRequest, cart_id: UUID) -> CartOut:
    """The cart with prices, stock, and what cannot be sent and why."""
    return _cart_out(*_own_cart(request, cart_id))


@router.post("/carts/{cart_id}/lines", response={200: CartOut, **FAULTS})
def post_line(request: HttpRequest, cart_id: UUID, payload: LineIn) -> HttpResponse:
    """Set the quantity of an article; 0 removes it."""
    cart, quantities = _own_cart(request, cart_id)

    def act() -> CartOut:
        return _with_lines(cart, quantities, [payload])

    return answer_once(request, act, status=200)


@router.post("/carts/{cart_id}/quotes", response={201: QuoteOut, **FAULTS})
def post_quote(request: HttpRequest, cart_id: UUID, payload: QuoteIn) -> HttpResponse:
    """Price the cart to the door: freight, duty and tax with their working, frozen until it expires."""
    cart, quantities = _own_cart(request, cart_id)

    def act() -> QuoteOut:
        quote = make_quote(
            cart=cart,
            quantities=quantities,
            address=payload.address.model_dump(),
            importer_id=payload.importer_id,
            importer_kind=payload.importer_kind,
            choices=payload.choices,
            needed_by=payload.needed_by,
        )
        return quote_out(quote)

    return answer_once(request, act)


@router.get("/quotes/{quote_id}", response={200: QuoteOut, **FAULTS})
def get_quote(request: HttpRequest, quote_id: UUID) -> QuoteOut:
    """A quote as it was frozen."""
    return quote_out(own_quote(request, quote_id))


def own_quote(request: HttpRequest, quote_id: UUID, *, lock: bool = False) -> Quote:
    """The caller's quote, locked for the present transaction if so wished."""
    quotes = Quote.objects.select_for_update(of=("self",)) if lock else Quote.objects.all()
    quote = quotes.filter(pk=quote_id, cart__user_id=caller(request).user_id).first()
    if quote is None:
        raise not_found(_("There is no such quote."))
    return quote


def quote_out(quote: Quote) -> QuoteOut:
    return QuoteOut(
        id=quote.pk, expires_at=quote.expires_at, currency=quote.currency, status=quote.plan["status"],
        total=MoneyOut.of(Money.of(quote.plan["totals"]["total"], quote.currency)),
        plan=for_buyers(quote.plan),
    )  # fmt: skip


def _own_cart(request: HttpRequest, cart_id: UUID) -> tuple[Cart, dict[int, int]]:
    found = cart_with_quantities(cart_id, caller(request).user_id)
    if found is None:
        raise not_found(_("There is no such cart."))
    return found


def _with_lines(cart: Cart, quantities: Mapping[int, int], lines: Sequence[LineIn]) -> CartOut:
    """The cart after setting ``lines``; articles and stock are read once for all that follows."""
    known = goods(quantities.keys(), {line.sku for line in lines})
    ids = {variant.sku: variant_id for variant_id, variant in known.variants.items()}
    unpriced = {line.sku for line in lines} - ids.keys()
    if unpriced:
        ids |= Variant.objects.filter(sku__in=unpriced).values_list("sku", "id")
    for line in lines:
        if line.sku not in ids:
            message = _("There is no article “%(sku)s”.") % {"sku": line.sku}
            raise invalid("sku", message, "unknown_sku")
    after = dict(quantities)
    for line in lines:
        set_line(cart=cart, variant_id=ids[line.sku], quantity=line.quantity, known=known)
        after[ids[line.sku]] = line.quantity
    return _cart_out(cart, {variant_id: pieces for variant_id, pieces in after.items() if pieces}, known)


def _cart_out(cart: Cart, quantities: Mapping[int, int], known: Goods | None = None) -> CartOut:
    view = cart_view(cart, get_language(), known=known, quantities=quantities)
    lines = [
        CartLineOut(
            sku=line.sku, name=line.name, quantity=line.quantity,
            unit_price=MoneyOut.of(line.unit_price) if line.unit_price else None,
            line_total=MoneyOut.of(line.line_total) if line.line_total else None,
            available=line.available, ships_from=list(line.ships_from), blocked=line.blocked,
            why_blocked=line.why_blocked,
        )
        for line in view.lines
    ]  # fmt: skip
    return CartOut(
        id=cart.pk,
        country=view.country,
        currency=view.currency,
        lines=lines,
        subtotal=MoneyOut.of(view.subtotal),
    )
