"""A buyer abroad lists an article from a photo taken in the shop."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Category, Photo, Product, Variant
from entrepot.apps.catalog.services.reindex_search import reindex_search
from entrepot.apps.catalog.services.set_price import set_price
from entrepot.apps.lanes.queries import mode
from entrepot.apps.purchasing.models import BuyerListing
from entrepot.apps.purchasing.queries import usual_heading
from entrepot.apps.purchasing.services.report_stock import report_stock
from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from entrepot.apps.suppliers.queries import verification_on
from entrepot.domain.geography import COUNTRIES
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid

LONGEST_VALIDITY = timedelta(days=60)
MOST_PIECES = 50
MODE = "buyer"


@dataclass(frozen=True, slots=True)
class ArticleSeen:
    """What the buyer saw: ``cost`` of a piece in the shop, in its currency, good until ``price_valid_until``;
    ``most_pieces`` he would buy; ``weight_g`` of a piece, as he judges it; ``photo`` as ``kit.photos`` wrote
    it; ``category`` by its slug, names by language."""

    name: dict[str, str]
    category: str
    shop: str
    place: str
    cost: Money
    price_valid_until: date
    most_pieces: int
    weight_g: int
    origin_country: str
    photo: bytes


@transaction.atomic
def list_article(*, supplier: Supplier, seen: ArticleSeen, by: str) -> BuyerListing:
    """Put the article on sale: bought only after it is ordered, so with a limit instead of a stock.

    Its price is the cost and the mode's ``commission_share``; its HS code that of nearly all articles of its
    category, else none, and an operator classifies it before it crosses a border. Raises ``Refused``:
    ``not_verified``, or 422 naming the field.
    """
    today = timezone.now().date()
    if verification_on(supplier, today) is None:
        raise Refused(_("Have your identity verified first; then you can list."), code="not_verified")
    _check(seen, today)
    category = Category.objects.filter(slug=seen.category).first()
    if category is None:
        raise invalid("category", _("There is no such category."))
    variant = _product(supplier, seen, category)
    set_price(
        variant=variant, price=listed_price(seen.cost), from_day=today, last_day=seen.price_valid_until
    )  # fmt: skip
    SupplierOffer.objects.create(
        supplier=supplier, variant=variant, cost_amount=seen.cost.amount, currency=seen.cost.currency,
        lead_days=_days_to_buy(),
    )  # fmt: skip
    listing = BuyerListing.objects.create(
        variant=variant, supplier=supplier, shop=seen.shop.strip(), place=seen.place.strip(),
        price_valid_until=seen.price_valid_until,
    )  # fmt: skip
    report_stock(supplier=supplier, quantities={variant.pk: seen.most_pieces}, at=timezone.now(), by=by)
    reindex_search(product_ids=[variant.product_id])
    return listing


def _check(seen: ArticleSeen, today: date) -> None:
    if not seen.name.get("en", "").strip():
        raise invalid("name_en", _("Give the article an English name."))
    check_terms(seen.cost, seen.price_valid_until, today)
    if not 1 <= seen.most_pieces <= MOST_PIECES:
        raise invalid("most_pieces", _("Give 1 to %(most)d pieces.") % {"most": MOST_PIECES})
    if not 1 <= seen.weight_g <= 30_000:
        raise invalid("weight_g", _("Give the weight of a piece in grams, 1 to 30000."))
    if seen.origin_country not in COUNTRIES:
        message = _("“%(code)s” is no country code. Use two letters, for example DE or CN.")
        raise invalid("origin_country", message % {"code": seen.origin_country})


def _product(supplier: Supplier, seen: ArticleSeen, category: Category) -> Variant:
    code = f"{supplier.code}-{uuid.uuid4().hex[:8]}"[:40].upper()
    english = seen.name["en"].strip()
    product = Product.objects.create(
        slug=f"{slugify(english)[:80]}-{code.lower()}"[:120], code=code, category=category,
        name={language: text.strip() for language, text in seen.name.items() if text.strip()},
        ships_from=supplier.country, currency=settings.BASE_CURRENCY,
    )  # fmt: skip
    photo = Photo.objects.create(product=product, content=seen.photo)
    product.art = photo.art
    product.save(update_fields=["art"])
    heading = usual_heading(category)
    return Variant.objects.create(
        product=product, sku=code, net_weight_g=seen.weight_g,
        gross_weight_g=seen.weight_g + seen.weight_g // 5,
        weight_basis="judged by the buyer", origin_country=seen.origin_country,
        hs6=heading.hs6 if heading else "", customs_description=english,
        hs_confidence=Variant.Confidence.MEDIUM if heading else Variant.Confidence.NONE,
        hs_basis=heading.basis if heading else "",
    )  # fmt: skip


def listed_price(cost: Money) -> Money:
    """What we ask for a piece that costs ``cost`` in the shop, in the same currency."""
    return (cost * (1 + Decimal(mode(MODE).config.get("commission_share", "0")))).rounded()


def check_terms(cost: Money, price_valid_until: date, today: date) -> None:
    """Raises ``Refused`` 422 for a cost in the shop, or a last day of it, that no listing may have."""
    if cost.amount <= 0 or cost != cost.rounded():
        raise invalid("cost", _("Give the price in the shop in whole cents, above zero."))
    if not today <= price_valid_until <= today + LONGEST_VALIDITY:
        raise invalid("price_valid_until", _("The price must hold for at least today and at most 60 days."))


def _days_to_buy() -> int:
    return int(mode(MODE).config.get("buy_within_days", 5))
