"""A buyer abroad at her phone: identity, a listing from a photo, a purchase; and nobody else there."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from entrepot.apps.catalog.models import Photo
from entrepot.apps.purchasing.models import BuyerListing, ProofOfPurchase
from entrepot.apps.suppliers.models import SupplierOffer, Verification
from entrepot.config.connectors import register_adapters
from tests.factories.buyers import a_buyer, a_listing, a_task, an_order_from_abroad, pay, the_buyer_mode
from tests.factories.catalog import a_category
from tests.factories.checkout import a_world
from tests.settling import settle
from tests.web.portal.conftest import member_of

pytestmark = pytest.mark.django_db


def a_shot() -> SimpleUploadedFile:
    """As a phone sends it: larger than is kept, turned, with where it was taken."""
    picture, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x8825] = {1: "N", 2: (48.0, 52.0, 0.0)}  # the place
    Image.new("RGB", (2400, 1200), "teal").save(picture, "JPEG", exif=exif)
    return SimpleUploadedFile("shot.jpg", picture.getvalue(), "image/jpeg")


@pytest.fixture
def colette() -> Client:
    register_adapters()
    a_world()
    the_buyer_mode()
    a_category("scarves", "Scarves")
    return member_of(a_buyer(), "colette@entrepot.example")


def listing_form(**changed: object) -> dict[str, object]:
    day = timezone.now().date().isoformat()
    return {
        "photo": a_shot(), "name_en": "Silk scarf", "name_zh": "真丝围巾", "category": "scarves",
        "shop": "Galeries Example", "place": "Paris", "cost": "50.00", "price_valid_until": day,
        "most_pieces": "3", "weight_g": "150", "origin_country": "fr", **changed,
    }  # fmt: skip


def test_a_listing_keeps_the_pixels_and_nothing_else_of_the_photo(colette: Client) -> None:
    answer = colette.post("/en/supplier/listings/new/", listing_form())
    assert answer.status_code == 302, answer.content.decode()
    listing = BuyerListing.objects.get()
    assert (listing.place, listing.variant.origin_country, listing.variant.hs6) == ("Paris", "FR", "")
    kept = Image.open(BytesIO(bytes(Photo.objects.get().content)))
    assert (kept.size, dict(kept.getexif())) == ((800, 1600), {})
    served = colette.get(f"/photos/{Photo.objects.get().pk}.jpg")
    assert served["Content-Type"] == "image/jpeg"
    assert "sandbox" in served["Content-Security-Policy"]
    assert "Silk scarf" in colette.get("/en/supplier/listings/").content.decode()


def test_a_listing_is_priced_anew_withdrawn_and_offered_again(colette: Client) -> None:
    colette.post("/en/supplier/listings/new/", listing_form())
    listing, day = BuyerListing.objects.get(), timezone.now().date() + timedelta(days=9)
    address = f"/en/supplier/listings/{listing.variant.sku}/"
    assert "it is on sale after that" in colette.get(address).content.decode()
    terms = {"cost": "60.00", "price_valid_until": day.isoformat(), "is_active": "on"}
    assert colette.post(address, terms).status_code == 302
    listing.refresh_from_db()
    price, offer = listing.variant.prices.get(), SupplierOffer.objects.get(variant=listing.variant)
    assert (price.amount, price.valid.upper, offer.cost_amount) == (72, day + timedelta(days=1), 60)
    assert listing.price_valid_until == day
    assert colette.post(address, {**terms, "cost": "0"}).status_code == 422
    assert colette.post(address, {**terms, "is_active": ""}).status_code == 302
    assert not SupplierOffer.objects.get(variant=listing.variant).is_active
    assert "Withdrawn" in colette.get("/en/supplier/listings/").content.decode()
    colette.post(address, terms)
    assert SupplierOffer.objects.get(variant=listing.variant).is_active


def test_a_listing_of_somebody_else_is_not_found(colette: Client) -> None:
    other = a_listing(a_buyer("marie"))
    assert colette.post(f"/en/supplier/listings/{other.variant.sku}/", {}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"photo": SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>")}, "no photo that we can read"),
        ({"cost": "0"}, "greater than or equal to 0.01"),
        ({"price_valid_until": "2020-01-01"}, "at least today"),
        ({"most_pieces": "999"}, "less than or equal to 50"),
        ({"origin_country": "xx"}, "“XX” is no country code"),
    ],
)
def test_a_faulty_listing_is_told_beside_its_field_and_lists_nothing(
    colette: Client, changed: dict[str, object], told: str
) -> None:
    answer = colette.post("/en/supplier/listings/new/", listing_form(**changed))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not BuyerListing.objects.exists()


def test_a_purchase_is_taken_on_and_shown_with_its_receipt(colette: Client) -> None:
    colette.post("/en/supplier/listings/new/", listing_form())
    listing = BuyerListing.objects.get()
    listing.variant.hs6 = "621410"
    listing.variant.save()
    order = pay(an_order_from_abroad(listing))
    settle()
    page = f"/en/supplier/purchases/{a_task(order).number}/"
    assert "I buy it" in colette.get("/en/supplier/").content.decode()
    assert "查看采购任务" in colette.get("/zh-hans/supplier/purchases/").content.decode()
    colette.post(f"{page}accept/")
    given = {
        "photo": a_shot(), "paid": "50.00", "shop": "Galeries Example",
        "bought_on": timezone.now().date().isoformat(),
    }  # fmt: skip
    colette.post(f"{page}bought/", given)
    assert a_task(order).status == "bought"
    assert ProofOfPurchase.objects.get().paid.amount == 50
    receipt = colette.get(f"{page}receipt.jpg")
    assert (receipt.status_code, receipt["Cache-Control"]) == (200, "no-store, private")
    stranger = member_of(a_buyer("margot"), "margot@entrepot.example")
    for path in (page, f"{page}receipt.jpg"):
        assert stranger.get(path).status_code == 404
    for act in ("accept", "bought", "dearer", "not-found"):
        assert stranger.post(f"{page}{act}/").status_code == 404


def test_without_a_verified_identity_nothing_is_listed(colette: Client) -> None:
    newcomer = member_of(a_buyer("margot", verified=False), "margot@entrepot.example")
    answer = newcomer.post("/en/supplier/listings/new/", listing_form())
    assert answer.headers["Location"] == "/en/supplier/identity/"
    form = {
        "document": "passport", "holder": "Margot", "number": "18AB", "expires_on": "2040-01-01",
        "photo": a_shot(),
    }  # fmt: skip
    newcomer.post("/en/supplier/identity/", form)
    shown = Verification.objects.get(supplier__code="margot")
    assert shown.status == "submitted"
    assert newcomer.get(f"/en/console/buyers/identity/{shown.pk}/photo.jpg").status_code == 404
    newcomer.post("/en/supplier/listings/new/", listing_form())
    assert not BuyerListing.objects.exists()


def test_a_company_has_no_pages_of_buyers(portal: Client) -> None:
    for path in ("purchases/", "listings/", "listings/new/", "identity/"):
        assert portal.get(f"/en/supplier/{path}").status_code == 404
