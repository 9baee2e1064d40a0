"""A warehouse has a box of a kind, or no longer."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import BoxType
from entrepot.apps.inventory.models import Warehouse
from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.kit.errors import invalid


@transaction.atomic
def save_box_type(
    *,
    warehouse: Warehouse,
    code: str,
    inner: Dimensions,
    wall_mm: int,
    tare_g: int,
    max_weight_g: int,
    cost: Money,
    is_active: bool = True,
    deck_mm: int = 0,
) -> BoxType:
    """Write the box ``code`` of ``warehouse``, new or as it is now; with a deck it is a pallet. Parcels
    packed before keep their sizes.

    Raises ``Refused`` for a box that weighs more than it may carry or costs less than nothing.
    """
    if not code.strip():
        raise invalid("code", _("Give the box a name, such as M or 300-200-100."))
    if max_weight_g <= tare_g:
        raise invalid("max_weight_g", _("The box weighs more empty than it may weigh full."))
    if deck_mm and wall_mm:
        raise invalid("wall_mm", _("A pallet has no walls: give 0 here, or no height of a deck."))
    if cost.amount < Decimal(0):
        raise invalid("cost", _("A box costs nothing or more."))
    row, _created = BoxType.objects.update_or_create(
        warehouse=warehouse, code=code.strip(),
        defaults={
            "length_mm": inner.length_mm, "width_mm": inner.width_mm, "height_mm": inner.height_mm,
            "wall_mm": wall_mm, "deck_mm": deck_mm, "tare_g": tare_g, "max_weight_g": max_weight_g,
            "cost_amount": cost.amount, "currency": cost.currency, "is_active": is_active,
        },
    )  # fmt: skip
    return row
