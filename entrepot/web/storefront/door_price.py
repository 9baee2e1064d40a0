"""What an article costs at the buyer's door, in the few words of a list."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries import LandedFrom
from entrepot.apps.checkout.words import why_blocked
from entrepot.web.places import country_name
from entrepot.web.storefront.cookies import ShipTo
from entrepot.web.templatetags.entrepot_ui import money


@dataclass(frozen=True, slots=True)
class DoorPrice:
    """``rate`` leads from the list's currency to the buyer's; ``None`` when there is none."""

    of: LandedFrom
    rate: Decimal | None


def door_words(door: DoorPrice, buyer: ShipTo) -> str:
    """``From 23,40 € at your door, duty and tax included``, or why it is not sold there.

    In the buyer's currency; where that is not the one that the country is priced in it says "about".
    """
    if not door.of.is_sold:
        reason = why_blocked(door.of.reason, dict(door.of.facts))
        return _("Not sold to %(country)s: %(reason)s") % {
            "country": country_name(buyer.country),
            "reason": reason,
        }
    landed, is_exact = door.of.landed, door.of.status != "estimate"
    if landed.currency != buyer.currency and door.rate:
        landed, is_exact = landed.converted(door.rate, buyer.currency).rounded(), False
    price = money(landed) if is_exact else _("about %(price)s") % {"price": money(landed)}
    if door.of.status == "partial":
        return _("From %(price)s at your door; duty and tax there are not known") % {"price": price}
    if door.of.due_later:
        return _("From %(price)s at your door, with duty and tax that are paid on delivery") % {
            "price": price
        }
    return _("From %(price)s at your door, duty and tax included") % {"price": price}
