"""Play the scenes: buyers order and pay, the warehouse packs and hands over, as far as each scene says."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic, sleep

from django.db import transaction
from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.open_cart import open_cart
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.checkout.services.set_line import set_line
from entrepot.apps.customs.models import Declaration
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.next_steps import dispatch_obstacle
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.pack_shipment import pack_shipment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.open_payment import open_payment
from entrepot.demo.first_orders.bill import bill_the_first_orders
from entrepot.demo.first_orders.desk import set_up_desks
from entrepot.demo.first_orders.partners import SimulatedPartners
from entrepot.demo.first_orders.scenes import SCENES, Reached, Scene
from entrepot.demo.replay.operating import boxes_for
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused
from entrepot.kit.models import LoadedData

NAME = "first_orders"
SOURCE = "demo"
BY = "operator:demo"
GIVES_UP_AFTER_SECONDS = 240.0
LOOK_EVERY_SECONDS = 0.5
TAKES_NOTICE_WITHIN_SECONDS = 15.0
Say = Callable[[str], None]


@dataclass(slots=True)
class _Order:
    scene: Scene
    order: Order
    is_done: bool = False


def play_first_orders(
    *, partners: SimulatedPartners, return_url: str, say: Say, scenes: Sequence[Scene] = SCENES
) -> int:
    """Play what has not been played in this database; returns how many orders came as far as they should.

    Stopped before the end, the next call goes on. A scene that the shop refuses (sold out, say) is told with
    ``say`` and left out. Raises ``urllib.error.URLError`` when a simulated partner does not answer.
    """
    if LoadedData.objects.filter(name=NAME).exists():
        return 0
    orders = list(_placed(scenes, partners, return_url, say))
    until = monotonic() + GIVES_UP_AFTER_SECONDS
    while not all(each.is_done for each in orders) and monotonic() < until:
        for each in orders:
            each.is_done = each.is_done or _moved_on(each, partners, say)
        sleep(LOOK_EVERY_SECONDS)
    bill_the_first_orders(by=BY, at=timezone.now())
    set_up_desks(by=BY, on=timezone.now().date(), say=say)
    LoadedData.objects.update_or_create(name=NAME, defaults={"checksum": str(len(scenes))})
    return sum(each.is_done for each in orders)


def _placed(
    scenes: Iterable[Scene], partners: SimulatedPartners, return_url: str, say: Say
) -> Iterable[_Order]:
    """The orders of ``scenes``, paid for; a buyer's second scene is their second order."""
    met = Counter[str]()
    for scene in scenes:
        known = list(Order.objects.filter(source=SOURCE, email=scene.email).order_by("pk"))
        earlier = known[met[scene.email]] if len(known) > met[scene.email] else None
        try:
            order = earlier or _place(scene)
            if order.status == "awaiting_payment":
                payment = open_payment(order=order, return_url=return_url, language=scene.language)
                partners.pay(payment.provider_reference)
                _arrive(scene, order)
        except Refused as refusal:
            say(f"{scene.email}, {', '.join(scene.goods)}: {refusal}")
            continue
        met[scene.email] += 1
        yield _Order(scene, order)


def _place(scene: Scene) -> Order:
    with transaction.atomic():
        cart = open_cart(country=scene.address["country"])
        for article, quantity in scene.goods.items():
            set_line(cart=cart, variant_id=_variant(article), quantity=quantity)
    quote = make_quote(cart=cart, address=scene.address, importer_id=scene.importer_id, choices=scene.choices)
    return place_order(
        quote=quote, email=scene.email, user=User.objects.filter(email=scene.email).first(),
        language=scene.language, accept_unknown_charges=True, source=SOURCE,
    )  # fmt: skip


def _arrive(scene: Scene, order: Order) -> None:
    """The goods of ``scene`` come to another warehouse, too, where they were not when it was planned."""
    for article, quantity in scene.goods.items() if scene.arrives_at else ():
        receive_stock(
            warehouse_code=scene.arrives_at, variant_id=_variant(article), quantity=quantity,
            reference=f"demo:{order.number}", by=BY,
        )  # fmt: skip


def _variant(article: str) -> int:
    """By article number, or by name for what a buyer abroad has listed. Raises ``Refused`` as off sale."""
    known = Variant.objects.filter(sku=article) or Variant.objects.filter(product__name__en=article)
    pk = known.values_list("pk", flat=True).first()
    if pk is None:
        raise Refused(f"The shop has no article {article}.", code="off_sale")
    return int(pk)


def _moved_on(each: _Order, partners: SimulatedPartners, say: Say) -> bool:
    """One look at an order, and what can be done for it now; whether it has come as far as it should."""
    each.order.refresh_from_db()
    if each.order.status in ("awaiting_payment", "cancelled"):
        return each.order.status == "cancelled"
    if each.scene.reached == Reached.PAID:
        return True
    shipments = list(Shipment.objects.filter(consignment__order=each.order).select_related("consignment"))
    try:
        done = [_worked(shipment, each.scene, partners) for shipment in shipments]
        return bool(done) and all(done)
    except (Refused, IllegalTransition) as refusal:
        say(f"{each.order.number}: {refusal}")  # somebody at the console was faster, or may decide
        return True


def _worked(shipment: Shipment, scene: Scene, partners: SimulatedPartners) -> bool:
    if shipment.consignment.supplier or shipment.status not in ("to_pick", "picking", "packed"):
        return True  # the supplier's work, or done by somebody at the console
    if shipment.status != "packed":
        _pack(shipment, scene, partners)
        return scene.reached == Reached.PACKED
    if scene.reached == Reached.PACKED:
        return True
    if shipment.clearance == Clearance.HELD:
        return True  # customs asks the declarant
    if dispatch_obstacle(shipment, list(shipment.parcels.all())):
        return False
    _send(shipment, scene, partners)
    return True


def _pack(shipment: Shipment, scene: Scene, partners: SimulatedPartners) -> None:
    if scene.meets == "query":
        partners.next_declaration(scene.meets)
    if shipment.status == "to_pick":
        start_picking(shipment=shipment, by=BY)
    pack_shipment(shipment=shipment, parcels=boxes_for(shipment), by=BY)
    if scene.meets == "query":
        _until(lambda: Declaration.objects.filter(shipment=shipment, status="query").exists())


def _send(shipment: Shipment, scene: Scene, partners: SimulatedPartners) -> None:
    """What the carrier was asked to let happen meets the parcel it takes next: so one after the other."""
    if scene.meets:
        partners.next_parcel(scene.meets)
    dispatch_shipment(shipment=shipment, by=BY)
    untouched = Parcel.objects.filter(shipment=shipment, tracking_status__in=["pending", "info_received"])
    _until(lambda: not untouched.exists())


def _until(happened: Callable[[], bool]) -> None:
    """Wait for a partner's word; without it the play goes on, the order just stands elsewhere."""
    latest = monotonic() + TAKES_NOTICE_WITHIN_SECONDS
    while not happened() and monotonic() < latest:
        sleep(LOOK_EVERY_SECONDS)
