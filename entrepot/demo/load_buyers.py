"""A buyer abroad with a verified identity and what she has seen in the shops of Paris."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Final

from django.utils import timezone
from PIL import Image, ImageDraw

from entrepot.apps.catalog.services.classify_variant import classify_variant
from entrepot.apps.purchasing.models import BuyerListing
from entrepot.apps.purchasing.services.list_article import ArticleSeen, list_article
from entrepot.apps.purchasing.services.review_verification import review_verification
from entrepot.apps.purchasing.services.submit_verification import IdentityDocument, submit_verification
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.money import Money
from entrepot.kit.photos import clean_photo

CODE: Final = "PAR-COLETTE"
BY: Final = f"supplier:{CODE}"
PRICES_HOLD: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One article; without ``hs6`` it waits for an operator to classify it."""

    en: str
    zh: str
    category: str
    shop: str
    cost: str
    weight_g: int
    hs6: str
    colour: str


SEEN: Final = (
    _Seen(
        "Silk twill scarf, 90 cm", "真丝斜纹方巾 90 厘米", "jewellery-accessories", "Galerie Exemple",
        "89.00", 80, "621410", "#7a3b69",
    ),
    _Seen(
        "Butter biscuits in a tin", "黄油饼干铁盒装", "pantry", "Biscuiterie Exemple", "14.50", 450, "190531",
        "#c58b2a",
    ),
    _Seen(
        "Hand-painted porcelain box", "手绘瓷盒", "home-decor", "Atelier Exemple", "46.00", 320, "", "#2a6f97"
    ),
)  # fmt: skip


def load_buyers() -> int:
    """Colette and her listings, once; returns how many listings are new."""
    buyer, is_new = Supplier.objects.get_or_create(
        code=CODE,
        defaults={
            "name": {"en": "Colette Martin (Paris)", "zh-hans": "科莱特·马丁（巴黎）"}, "country": "FR",
            "email": "colette@entrepot.example", "kind": Supplier.Kind.BUYER, "accept_within_hours": 24,
        },
    )  # fmt: skip
    if not is_new:
        return 0
    identity = IdentityDocument(
        "passport", "00XX00000", "Colette Martin", timezone.now().date() + timedelta(days=1500),
        picture("#40566b"),
    )  # fmt: skip
    shown = submit_verification(supplier=buyer, identity=identity)
    review_verification(verification=shown, approved=True, by="system")
    for seen in SEEN:
        _list(buyer, seen)
    return len(SEEN)


def _list(buyer: Supplier, seen: _Seen) -> BuyerListing:
    listing = list_article(
        supplier=buyer, by=BY,
        seen=ArticleSeen(
            name={"en": seen.en, "zh-hans": seen.zh}, category=seen.category, shop=seen.shop, place="Paris",
            cost=Money.of(seen.cost, "EUR"), price_valid_until=timezone.now().date() + PRICES_HOLD,
            most_pieces=5, weight_g=seen.weight_g, origin_country="FR", photo=picture(seen.colour),
        ),
    )  # fmt: skip
    if seen.hs6:
        classify_variant(
            variant=listing.variant, hs6=seen.hs6, confidence="medium", basis="by hand", origin_country="FR",
            description=seen.en,
        )  # fmt: skip
    return listing


def picture(colour: str) -> bytes:
    """A drawing that stands for a photo: something on a shelf."""
    canvas = Image.new("RGB", (800, 800), "#efe9e1")
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, 610, 800, 800), fill="#b89f84")
    pen.rounded_rectangle((230, 250, 570, 610), radius=28, fill=colour)
    pen.rectangle((230, 360, 570, 392), fill="#f6f2ea")
    written = BytesIO()
    canvas.save(written, "PNG")
    written.seek(0)
    return clean_photo(written)
