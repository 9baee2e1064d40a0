"""The numbers of a parcel that changes hands, with the truth about who holds it."""

from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.number_chain import holder_of
from entrepot.apps.orders.words.carriers import carrier_name
from entrepot.domain.tracking.chain import Hands


def numbers_shown(parcel: Parcel) -> list[dict[str, Any]]:
    """Every number of a parcel that has several, else none; ``holds``: its carrier has the parcel now."""
    links = list(parcel.numbers.all())
    if not links:
        return []
    holder = holder_of(parcel)
    held_as = holder.number.number if holder.hands == Hands.CARRIER and holder.number else ""
    words = {"provisional": _("Line haul"), "local": _("Local delivery"), "return": _("Return")}
    return [
        {"number": link.number, "carrier": carrier_name(link.carrier), "role": words[link.role],
         "holds": link.number == held_as}
        for link in links
    ]  # fmt: skip
