"""Listings of a buyer abroad from photos, and the identity that lets him list."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.markets.queries import selling_currency
from entrepot.apps.purchasing.models import BuyerListing
from entrepot.apps.purchasing.services.change_listing import change_listing
from entrepot.apps.purchasing.services.list_article import ArticleSeen, list_article
from entrepot.apps.purchasing.services.submit_verification import IdentityDocument, submit_verification
from entrepot.apps.suppliers.models import Supplier, SupplierOffer, Verification
from entrepot.apps.suppliers.queries import verification_on
from entrepot.domain.money import Money
from entrepot.kit.photos import clean_photo
from entrepot.web.acting import submit
from entrepot.web.pictures import art_url
from entrepot.web.portal.access import by_of, page
from entrepot.web.portal.buying_forms import IdentityForm, ListingForm, ListingTermsForm
from entrepot.web.portal.scope import own

PAGE_SIZE = 20
UNPROCESSABLE = 422


def listings(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """What is listed, the newest first."""
    rows = own(BuyerListing, supplier).select_related("variant__product")
    page_obj = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page", "1"))
    offers = own(SupplierOffer, supplier).filter(
        is_active=True, variant__in=[row.variant_id for row in page_obj]
    )
    offered = set(offers.values_list("variant_id", flat=True))
    shown = [_shown(row, is_offered=row.variant_id in offered) for row in page_obj]
    return page(request, supplier, "listings.html", {"page_obj": page_obj, "rows": shown})


def new_listing(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """List an article; without a verified identity, to that first."""
    today = timezone.now().date()
    if verification_on(supplier, today) is None:
        return redirect("portal:identity")
    currency = selling_currency(supplier.country, today)
    last = own(BuyerListing, supplier).first()
    initial = {
        "shop": last.shop if last else "", "place": last.place if last else "", "most_pieces": 3,
        "price_valid_until": (today + timedelta(days=14)).isoformat(), "origin_country": supplier.country,
    }  # fmt: skip
    form = ListingForm(currency, initial=initial)
    if request.method == "POST":
        form = ListingForm(currency, request.POST, request.FILES)

        def act() -> Any:
            return list_article(
                supplier=supplier, seen=_seen(form.cleaned_data, currency), by=by_of(supplier)
            )

        if form.is_valid():
            done = _("Thank you. It is in your listings, which say whether it is on sale.")
            if submit(request, form, act, done=done):
                return redirect("portal:listings")
    context = {
        "form": form, "title": _("List an article"), "button": _("Put it on sale"),
        "lead": _("You buy it only after somebody has ordered it and paid a deposit."),
    }  # fmt: skip
    status = UNPROCESSABLE if form.errors else 200
    return page(request, supplier, "upload.html", context, status=status)


def listing(request: HttpRequest, supplier: Supplier, sku: str) -> HttpResponse:
    """One listing: whether it is on sale, its price in the shop and how long that holds; or withdraw it."""
    rows = own(BuyerListing, supplier).select_related("variant__product")
    row = get_object_or_404(rows, variant__sku=sku)
    offer = own(SupplierOffer, supplier).get(variant=row.variant)
    initial = {
        "cost": offer.cost.rounded().amount, "price_valid_until": row.price_valid_until.isoformat(),
        "is_active": offer.is_active,
    }  # fmt: skip
    form = ListingTermsForm(offer.currency, request.POST if request.method == "POST" else None, initial)

    def act() -> Any:
        given = form.cleaned_data
        return change_listing(
            listing=row, cost=Money(given["cost"], offer.currency), is_active=given["is_active"],
            price_valid_until=given["price_valid_until"],
        )  # fmt: skip

    if (
        request.method == "POST"
        and form.is_valid()
        and submit(request, form, act, done=_("The listing is changed."))
    ):
        return redirect("portal:listings")
    context = {"form": form, "shown": _shown(row, is_offered=offer.is_active)}
    return page(request, supplier, "listing.html", context, status=UNPROCESSABLE if form.errors else 200)


def _shown(row: BuyerListing, *, is_offered: bool) -> dict[str, Any]:
    if not is_offered:
        state = "withdrawn"
    elif row.price_valid_until < timezone.now().date():
        state = "expired"
    else:
        state = "" if row.variant.hs6 else "unclassified"
    return {
        "shop": row.shop, "place": row.place, "variant": row.variant, "state": state,
        "price_valid_until": row.price_valid_until, "art_url": art_url(row.variant.product.art),
    }  # fmt: skip


def identity(request: HttpRequest, supplier: Supplier) -> HttpResponse:
    """The document shown last and how it was received; another may be shown unless one is being looked at."""
    last = own(Verification, supplier).defer("photo").first()
    form = None if last and last.status == "submitted" else IdentityForm()
    if request.method == "POST" and form is not None:
        form = IdentityForm(request.POST, request.FILES)

        def act() -> Any:
            given = {**form.cleaned_data, "photo": clean_photo(form.cleaned_data["photo"])}
            return submit_verification(supplier=supplier, identity=IdentityDocument(**given))

        if form.is_valid() and submit(request, form, act, done=_("Thank you. We look at it within a day.")):
            return redirect("portal:identity")
    context = {
        "form": form, "title": _("My identity"), "button": _("Send it for checking"), "state": last,
        "lead": _("Buyers show who they are before they sell: it protects customers, the shop and you."),
    }  # fmt: skip
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return page(request, supplier, "upload.html", context, status=status)


def _seen(given: dict[str, Any], currency: str) -> ArticleSeen:
    return ArticleSeen(
        name={"en": given["name_en"], "zh-hans": given["name_zh"]}, category=given["category"],
        shop=given["shop"], place=given["place"], cost=Money(given["cost"], currency),
        price_valid_until=given["price_valid_until"], most_pieces=given["most_pieces"],
        weight_g=given["weight_g"], origin_country=given["origin_country"],
        photo=given["photo"],
    )  # fmt: skip
