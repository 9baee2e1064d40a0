"""Buyers abroad: Colette buys in Paris what somebody in Shanghai has ordered."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.customs.models import CustomsPort
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.orders.models import Order
from entrepot.apps.purchasing.models import BuyerListing, ProofOfPurchase, PurchaseTask
from entrepot.apps.purchasing.services.list_article import ArticleSeen, list_article
from entrepot.apps.purchasing.services.report_purchase import Receipt, report_purchase
from entrepot.apps.purchasing.services.review_verification import review_verification
from entrepot.apps.purchasing.services.submit_verification import IdentityDocument, submit_verification
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.money import Money
from entrepot.kit.photos import clean_photo
from tests.factories.catalog import a_category, a_priced_variant, a_product
from tests.factories.checkout import SHANGHAI, a_cart
from tests.factories.lanes import a_lane
from tests.factories.payments import a_paid_order
from tests.factories.suppliers import an_offer

RESIDENT, OTHER_RESIDENT = "11010519491231002X", "440308199901100018"
BY = "supplier:colette"
MODE: dict[str, Any] = {
    "stock": ["buyer"], "legs": ["purchase", "collect", "line_haul", "import_customs", "last_mile"],
    "declarations": {"export": {}, "import": {"CN": "personal_articles"}},
    "papers": ["label", "cn23", "proof_of_purchase"], "promise": "purchase_and_lane_days", "in_use": True,
    "deposit_share": "0.30", "commission_share": "0.20",
}  # fmt: skip


def the_buyer_mode(**config: Any) -> FulfilmentMode:
    """The mode with its lane from France to China: EUR 14.00 a parcel, duty and tax paid with the order."""
    mode, _ = FulfilmentMode.objects.update_or_create(
        code="buyer", defaults={"name": {"en": "Buyer abroad"}, "config": {**MODE, **config}}
    )
    CustomsPort.objects.get_or_create(
        code="shanghai", defaults={"name": {"en": "Shanghai"}, "country": "CN", "gateway": "simport"}
    )
    a_lane(
        "fr-cn-buyer", "FR", ("CN",), mode="buyer", currency="EUR", bands=((20_000, "14.00"),),
        channel="post", customs_port="shanghai",
    )  # fmt: skip
    return mode


def set_mode(**config: Any) -> None:
    """Change settings of the mode."""
    mode = FulfilmentMode.objects.get(code="buyer")
    mode.config = {**mode.config, **config}
    mode.save()


def a_photo() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    picture.seek(0)
    return clean_photo(picture)


def a_buyer(code: str = "colette", *, verified: bool = True) -> Supplier:
    buyer = Supplier.objects.create(
        code=code, name={"en": "Colette Martin", "zh-hans": "科莱特"}, country="FR", kind="buyer",
        email=f"{code}@buyer.example",
    )  # fmt: skip
    if verified:
        identity = IdentityDocument(
            "passport", "18AB12345", "Colette Martin", timezone.now().date() + timedelta(days=900), a_photo()
        )
        shown = submit_verification(supplier=buyer, identity=identity)
        review_verification(verification=shown, approved=True, by="operator:1")
    return buyer


def an_article_seen(**changes: Any) -> ArticleSeen:
    today: date = timezone.now().date()
    a_category("scarves", "Scarves")
    facts: dict[str, Any] = {
        "name": {"en": "Silk scarf", "zh-hans": "真丝围巾"}, "category": "scarves",
        "shop": "Galeries Example",
        "place": "Paris", "cost": Money.of("50.00", "EUR"),
        "price_valid_until": today + timedelta(days=14),
        "most_pieces": 3, "weight_g": 150, "origin_country": "FR", "photo": a_photo(),
    }  # fmt: skip
    return ArticleSeen(**{**facts, **changes})


def a_listing(buyer: Supplier | None = None, **changes: Any) -> BuyerListing:
    """A scarf for EUR 50.00 in the shop and EUR 60.00 in ours, classified as all scarves are (HS 621410)."""
    seen = an_article_seen(**changes)
    product = a_product("Scarf", category=a_category(seen.category), hs6="621410")
    for _ in range(5):
        a_priced_variant(product, hs6="621410")
    return list_article(supplier=buyer or a_buyer(), seen=seen, by=BY)


def an_order_from_abroad(
    listing: BuyerListing | None = None, quantity: int = 1, importer_id: str = RESIDENT, **address: str
) -> Order:
    """Placed for Shanghai in CNY, not paid yet."""
    listing = listing or a_listing()
    cart = a_cart({listing.variant: quantity}, country="CN", currency="CNY")
    quote = make_quote(cart=cart, address={**SHANGHAI, **address}, importer_id=importer_id)
    return place_order(quote=quote, email="amara@entrepot.example", accept_unknown_charges=True)


def a_task(order: Order) -> PurchaseTask:
    """The purchase task of an order whose deposit has been paid and whose news was told."""
    return PurchaseTask.objects.select_related("consignment__order", "supplier").get(consignment__order=order)


def a_receipt(paid: str = "50.00", **changes: Any) -> Receipt:
    today = timezone.now().date()
    facts: dict[str, Any] = {
        "photo": a_photo(), "paid": Money.of(paid, "EUR"), "shop": "Galeries Example", "bought_on": today,
    }  # fmt: skip
    return Receipt(**{**facts, **changes})


def pay(order: Order) -> Order:
    """Whatever is due now, at the provider."""
    return a_paid_order(Order.objects.get(pk=order.pk))


def buy(order: Order, paid: str = "50.00") -> PurchaseTask:
    return report_purchase(task=a_task(order), receipt=a_receipt(paid), by=BY)


def buyer_things(order: Order) -> dict[str, str]:
    """What addresses of buyers name: a checked identity, a purchase with its receipt, and a listing."""
    buyer, now = a_buyer(), timezone.now()
    task = PurchaseTask.objects.create(
        number="PT-1-1", supplier=buyer, consignment=order.consignments.get(), status="bought",
        currency="EUR", cost_amount=50, sent_at=now, accept_by=now, buy_by=now, bought_at=now,
    )  # fmt: skip
    ProofOfPurchase.objects.create(
        task=task, photo=a_photo(), shop="Galeries Example", bought_on=now.date(), currency="EUR",
        paid_amount=50,
    )  # fmt: skip
    listed = a_priced_variant(a_product("Scarf"), hs6="621410")
    BuyerListing.objects.create(
        variant=listed, supplier=buyer, shop="Galeries Example", place="Paris", price_valid_until=now.date()
    )
    an_offer(listed, buyer)
    return {
        "verification": str(buyer.verifications.get().pk), "purchase": task.number, "listed": listed.sku,
    }  # fmt: skip
