"""From an invoice to a paid order, by the buyer's own steps."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from entrepot.apps.checkout.models import Cart
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.open_cart import open_cart
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.checkout.services.set_line import set_line
from entrepot.apps.inventory.services.reserve import OutOfStock
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.open_payment import open_payment
from entrepot.demo.replay.buyers import Buyer, buyer_of
from entrepot.demo.rows import ReplayInvoice
from entrepot.kit.errors import Refused

SOURCE = "replay"
ATTEMPTS = 3
Pay = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an invoice could not become an order: the code of the refusal, or of its commonest fault."""

    cause: str


def place(
    invoice: ReplayInvoice, *, variants: Mapping[str, int], return_url: str, pay: Pay
) -> Order | Failed:
    """Cart, quote, order, payment. Lines that cannot be sold or sent stay behind, as with any buyer.

    ``variants`` maps article numbers to ids; ``pay`` does at the provider, given its reference, what a buyer
    would do on its page.
    """
    buyer = buyer_of(invoice)
    try:
        cart = _filled_cart(invoice, variants)
        order = _ordered(cart, buyer, invoice.choices)
        pay_for(order, return_url=return_url, pay=pay)
    except Refused as refusal:
        return Failed(_cause(refusal))
    return order


def pay_for(order: Order, *, return_url: str, pay: Pay) -> None:
    """Open the payment of what is due of the order, or find it open, and pay it. Raises ``Refused``."""
    payment = open_payment(order=order, return_url=return_url, language=order.language)
    pay(payment.provider_reference)


@transaction.atomic
def _filled_cart(invoice: ReplayInvoice, variants: Mapping[str, int]) -> Cart:
    cart = open_cart(country=invoice.country)
    pieces = Counter[str]()
    for line in invoice.lines:
        pieces[line.sku] += line.quantity
    for sku, quantity in pieces.items():
        set_line(cart=cart, variant_id=variants[sku], quantity=quantity)
    return cart


def _ordered(cart: Cart, buyer: Buyer, choices: Mapping[str, str]) -> Order:
    """Somebody else may take the last pieces between quote and order; then a new quote plans anew."""
    attempts = 0
    while True:
        attempts += 1
        quote = make_quote(
            cart=cart, address=buyer.address, importer_id=buyer.importer_id,
            importer_kind=buyer.importer_kind, choices=choices,
        )  # fmt: skip
        try:
            return place_order(quote=quote, email=buyer.email, accept_unknown_charges=True, source=SOURCE)
        except OutOfStock:
            if attempts == ATTEMPTS:
                raise


def _cause(refusal: Refused) -> str:
    """ "Nothing can be sent" says little; why its lines cannot says more."""
    faults = Counter(fault.code for fault in refusal.faults)
    if refusal.code == "nothing_can_be_sent" and faults:
        return f"no line can be sent: {faults.most_common(1)[0][0]}"
    return refusal.code
