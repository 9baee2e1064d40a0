"""Products: search, texts, customs data and prices."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.catalog.models import Category, Product, Variant
from entrepot.apps.catalog.services.classify_variant import classify_variant
from entrepot.apps.catalog.services.save_product import save_product
from entrepot.apps.catalog.services.set_price import set_price
from entrepot.domain.money import Money
from entrepot.web.acting import submit
from entrepot.web.backoffice.forms.products import ClassifyForm, PriceForm, ProductForm
from entrepot.web.backoffice.queries.products import ProductSearch, find_products, product_with_variants
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
UNPROCESSABLE = 422


def products(request: HttpRequest) -> HttpResponse:
    """Search by name in both languages, code and SKU; ``state`` unclassified or inactive."""
    search = ProductSearch.of(request.GET)
    page_obj = Paginator(find_products(search), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {
        "page_obj": page_obj, "search": search, "categories": Category.objects.all(),
        "tabs": [("", _("All")), ("unclassified", _("Not classified")), ("inactive", _("Not for sale"))],
    }  # fmt: skip
    return page(request, "products.html", context)


def product(request: HttpRequest, code: str) -> HttpResponse:
    """Texts are changed here; customs data and prices by the forms of each variant."""
    row = _find(code)
    if request.method != "POST":
        return _page(request, row, ProductForm.of(row))
    form = ProductForm.of(row, request.POST)
    if form.is_valid() and submit(
        request, form, lambda: save_product(product=row, texts=form.texts()), done=_("The product is saved.")
    ):
        return redirect("backoffice:product", code)
    return _page(request, row, form, status=UNPROCESSABLE)


@require_POST
def classify(request: HttpRequest, sku: str) -> HttpResponse:
    variant = _variant(sku)
    form = ClassifyForm.of(variant, request.POST)

    def act() -> Any:
        cleaned = form.cleaned_data
        return classify_variant(
            variant=variant, hs6=cleaned["hs6"], confidence=cleaned["confidence"], basis=cleaned["basis"],
            origin_country=cleaned["origin_country"], description=cleaned["customs_description"],
        )  # fmt: skip

    return _change(request, variant, form, act, "classify")


@require_POST
def price(request: HttpRequest, sku: str, currency: str) -> HttpResponse:
    variant = _variant(sku)
    if not variant.prices.filter(currency=currency).exists():
        raise Http404(currency)
    form = PriceForm(currency, request.POST)

    def act() -> Any:
        cleaned = form.cleaned_data
        return set_price(
            variant=variant, price=Money(cleaned["price"], currency), from_day=cleaned["from_day"]
        )

    return _change(request, variant, form, act, "price")


def _change(
    request: HttpRequest, variant: Variant, form: forms.Form, act: Callable[[], Any], name: str
) -> HttpResponse:
    code = variant.product.code
    if form.is_valid() and submit(request, form, act, done=_("%(sku)s is saved.") % {"sku": variant.sku}):
        return redirect("backoffice:product", code)
    row = _find(code)
    return _page(request, row, ProductForm.of(row), bound=(variant.pk, name, form), status=UNPROCESSABLE)


def _find(code: str) -> Product:
    row = product_with_variants(code, timezone.now().date())
    if row is None:
        raise Http404(code)
    return row


def _variant(sku: str) -> Variant:
    return get_object_or_404(Variant.objects.select_related("product"), sku=sku)


def _page(
    request: HttpRequest,
    row: Product,
    form: ProductForm,
    *,
    bound: tuple[int, str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.now().date()
    variants = []
    for variant in row.variants.all():
        mine = bound if bound and bound[0] == variant.pk else None
        current = list(variant.prices_today)  # type: ignore[attr-defined]
        prices = [
            mine[2] if mine and mine[1] == "price" and getattr(mine[2], "currency", "") == one.currency
            else PriceForm(one.currency, initial={"price": one.price.rounded().amount, "from_day": today})
            for one in current
        ]  # fmt: skip
        variants.append(
            {
                "row": variant, "prices": list(zip(current, prices, strict=True)),
                "classify": mine[2] if mine and mine[1] == "classify" else ClassifyForm.of(variant),
                "opened": mine[1] if mine else "",
            }
        )  # fmt: skip
    context = {"product": row, "form": form, "variants": variants}
    return page(request, "product.html", context, status=status)
