"""Checkout on one page: the address, then the whole cost, then place and pay."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entrepot.apps.accounts.models import Address
from entrepot.apps.accounts.services.save_address import save_address
from entrepot.apps.checkout.models import Cart, Quote
from entrepot.apps.checkout.queries import PICK_UP, WHOLE_PLAN
from entrepot.apps.checkout.services.check_recipient import check_recipient
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.inventory.queries.stores import stores_in
from entrepot.apps.lanes.queries import is_collected
from entrepot.apps.markets.queries import open_countries
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.open_payment import open_payment
from entrepot.domain.addresses import FIELDS
from entrepot.domain.duties import ImporterKind
from entrepot.domain.sourcing.alternatives import RECOMMENDED
from entrepot.kit.errors import Refused
from entrepot.web.storefront.carts import buyer, count_again, find_cart
from entrepot.web.storefront.cookies import remember_email, typed_email
from entrepot.web.storefront.forms import CheckoutForm
from entrepot.web.storefront.frame import page, ship_to_choices
from entrepot.web.storefront.quote_view import quote_view

CHOICE = "choice-"


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """The form, and after its first sending the quote; htmx asks for the quote alone."""
    cart = find_cart(request)
    if cart is None:
        return redirect("storefront:cart")
    if request.method == "POST":
        return _quoted(request, cart)
    quote = _quote(request.GET.get("quote", ""), cart)
    if quote is None and not cart.lines.exists():
        return redirect("storefront:cart")
    form = _form(request, cart, initial=_initial(request, cart, quote))
    return _page(request, form, quote)


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Place the quote that was shown and go to the payment page; sent twice it gives the same order.

    When the address, the importer number, the way of delivery or, in another tab, the cart were changed after
    the quote was shown, the new quote is shown instead and nothing is placed.
    """
    cart = find_cart(request)
    quote = _quote(request.POST.get("quote", ""), cart) if cart else None
    if cart is None or quote is None:
        return redirect("storefront:cart")
    if quote.order_number:
        return _pay(request, Order.objects.get(number=quote.order_number), cart)
    form = _form(request, cart, data=request.POST)
    if not form.is_valid():
        return _page(request, form, quote, status=422)
    if not (_is_same(form, quote, _choices(request)) and _is_of_cart(quote, cart)):
        quote.refresh_from_db(fields=["order_number"])
        if quote.order_number:  # the first click of two was placing it and has just emptied the cart
            return _pay(request, Order.objects.get(number=quote.order_number), cart)
        messages.warning(request, _("You changed something, so this is the new total. Confirm it again."))
        return _quoted(request, cart)
    try:
        order = place_order(
            quote=quote, email=form.cleaned_data["email"], user=buyer(request),
            language=get_language() or "en",
            accept_unknown_charges="accept_unknown_charges" in request.POST,
        )  # fmt: skip
    except Refused as refused:
        return _not_placed(request, cart, form, quote, refused)
    user = buyer(request)
    if user is not None and form.cleaned_data["save_address"]:
        save_address(user=user, address=quote.address)
    return _pay(request, order, cart)


def pay_at_provider(request: HttpRequest, order: Order) -> HttpResponse:
    """To the provider's page, or to the order page with the reason why not."""
    back = settings.SITE_URL + reverse("storefront:paid", args=[order.token])
    try:
        payment = open_payment(order=order, return_url=back, language=get_language() or "en")
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("storefront:order", order.token)
    return redirect(payment.redirect_url)


def _pay(request: HttpRequest, order: Order, cart: Cart) -> HttpResponse:
    return count_again(pay_at_provider(request, order), cart)


def _quoted(request: HttpRequest, cart: Cart) -> HttpResponse:
    form = _form(request, cart, data=request.POST)
    is_part = request.headers.get("HX-Request") == "true"
    if is_part:
        form.fields["email"].required = False
    quote = _try_quote(request, cart, form) if form.is_valid() else None
    if is_part:
        context = _context(form, quote, is_part=True)
        context["swaps_importer"] = request.POST.get("importer_shown", "") != form.importer_shown
        return page(request, "storefront/_quote_part.html", context)
    if quote is None:
        return _page(request, form, None, status=422)
    wish = "&save_address=1" if form.cleaned_data["save_address"] else ""
    response = redirect(f"{reverse('storefront:checkout')}?quote={quote.pk}{wish}#quote")
    remember_email(response, form.cleaned_data["email"])
    return response


def _try_quote(request: HttpRequest, cart: Cart, form: CheckoutForm) -> Quote | None:
    """A quote, or ``None`` with the reasons on the form. A choice that fits no more is dropped."""
    choices = _choices(request)
    while True:
        try:
            return make_quote(
                cart=cart, address=form.address, importer_id=form.importer_number,
                importer_kind=form.importer_kind, choices=choices, needed_by=form.cleaned_data["needed_by"],
            )  # fmt: skip
        except Refused as refused:
            unfit = {fault.field for fault in refused.faults} & {f"choices.{place}" for place in choices}
            if not unfit:
                form.refuse(refused)
                return None
            choices = {place: lane for place, lane in choices.items() if f"choices.{place}" not in unfit}


def _not_placed(
    request: HttpRequest, cart: Cart, form: CheckoutForm, quote: Quote, refused: Refused
) -> HttpResponse:
    """Say why; where the quote itself is out of date, show a new one at once."""
    form.refuse(refused)
    fresh: Quote | None = quote
    if refused.code in ("quote_expired", "price_changed", "off_sale", "out_of_stock"):
        fresh = _try_quote(request, cart, form)
    return _page(request, form, fresh, status=refused.status)


def _page(
    request: HttpRequest, form: CheckoutForm, quote: Quote | None, *, status: int = 200
) -> HttpResponse:
    context = _context(form, quote)
    user = buyer(request)
    if user is not None:
        context["addresses"] = list(Address.objects.filter(user=user).order_by("-is_default", "id"))
    return page(request, "storefront/checkout.html", context, status=status)


def _context(form: CheckoutForm, quote: Quote | None, *, is_part: bool = False) -> dict[str, Any]:
    return {
        "form": form,
        "quote": quote_view(quote) if quote else None,
        "stores": [] if is_part else stores_in(form.destination),
        "store": _store_of(quote) if quote else form.data.get(f"{CHOICE}{PICK_UP}", ""),
        "missing": [form.fields[name].label for name in form.errors if is_part and name in form.fields],
        "regions": next((row.regions for row in open_countries() if row.code == form.destination), []),
    }


def _form(
    request: HttpRequest,
    cart: Cart,
    *,
    data: Any = None,
    initial: dict[str, Any] | None = None,
) -> CheckoutForm:
    countries = ship_to_choices(request)["country_choices"]
    return CheckoutForm(data, initial=initial, countries=countries, country=cart.country)


def _initial(request: HttpRequest, cart: Cart, quote: Quote | None) -> dict[str, Any]:
    """What is known already: of the quote, of the address book, of the sign-in."""
    user = buyer(request)
    known = {"email": user.email if user else ""}
    if quote is not None:
        email = typed_email(request) or known["email"]
        wish = "1" if request.GET.get("save_address") else ""
        needed_by = quote.plan.get("needed_by") or ""
        for_business = quote.importer_kind == ImporterKind.BUSINESS
        return {**quote.address, "email": email, "importer_id": quote.importer_id, "save_address": wish,
                "needed_by": needed_by, "for_business": for_business}  # fmt: skip
    if user is None:
        return known
    wanted = request.GET.get("address", "")
    book = Address.objects.filter(user=user)
    is_id = wanted.isascii() and wanted.isdigit() and len(wanted) < 18
    chosen = book.filter(pk=wanted).first() if is_id else None
    found = chosen or book.filter(country=cart.country).order_by("-is_default", "id").first()
    if found is None:
        return {**known, "name": user.name}
    return {**known, **{name: getattr(found, name) for name in FIELDS}}


def _quote(text: str, cart: Cart) -> Quote | None:
    """The quote ``text`` of this very cart."""
    try:
        return Quote.objects.filter(pk=UUID(text), cart=cart).first()
    except ValueError:
        return None


def _choices(request: HttpRequest) -> dict[str, str]:
    """The lanes chosen, and the plan as a whole; another plan makes the lanes shown with the old one void."""
    wishes = {
        name.removeprefix(CHOICE): value
        for name, value in request.POST.items()
        if name.startswith(CHOICE) and isinstance(value, str)
    }
    plan = wishes.get(WHOLE_PLAN)
    if plan is None:
        plan = wishes[WHOLE_PLAN] = request.POST.get("plan_shown", RECOMMENDED)
    as_shown = plan == request.POST.get("plan_shown", plan)
    return wishes if as_shown else {**_without_lanes(wishes), WHOLE_PLAN: plan}


def _without_lanes(wishes: dict[str, str]) -> dict[str, str]:
    """Only whether the buyer comes to a store, and to which."""
    return {PICK_UP: wishes.get(PICK_UP, "")}


def _store_of(quote: Quote) -> str:
    """The store that the goods of ``quote`` are collected from; empty when they are delivered."""
    collected = (each["warehouse"] for each in quote.plan["consignments"] if is_collected(each["mode"]))
    return next(collected, "")


def _is_of_cart(quote: Quote, cart: Cart) -> bool:
    """Whether the cart still holds exactly what was quoted."""
    quoted: Counter[int] = Counter()
    for each in quote.plan["consignments"]:
        for line in each["lines"]:
            quoted[line["variant_id"]] += line["quantity"]
    quoted.update({line["variant_id"]: line["quantity"] for line in quote.plan["blocked"]})
    return dict(quoted) == dict(cart.lines.values_list("variant_id", "quantity"))


def _is_same(form: CheckoutForm, quote: Quote, choices: dict[str, str]) -> bool:
    address, importer_id = check_recipient(
        address=form.address, importer_id=form.importer_number, on=timezone.now().date(),
        importer_kind=form.importer_kind,
    )  # fmt: skip
    lanes: dict[str, set[str]] = {}
    for each in quote.plan["consignments"]:
        lanes.setdefault(each["warehouse"], set()).add(each["lane"])
    kept = all(lane in lanes[place] for place, lane in choices.items() if place in lanes)
    kept = kept and choices.get(PICK_UP, "") == _store_of(quote)
    kept = kept and choices.get(WHOLE_PLAN, RECOMMENDED) == quote.plan.get("kind", RECOMMENDED)
    needed_by = form.cleaned_data["needed_by"]
    kept = kept and (needed_by.isoformat() if needed_by else None) == quote.plan.get("needed_by")
    importer = importer_id, form.importer_kind
    return kept and address == quote.address and importer == (quote.importer_id, quote.importer_kind)
