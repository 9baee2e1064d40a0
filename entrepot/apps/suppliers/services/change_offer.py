"""A supplier changes what it asks for an article, how soon it can ship, or whether it offers it at all."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.suppliers.models import SupplierOffer
from entrepot.domain.money import Money
from entrepot.kit.errors import invalid

LONGEST_LEAD_DAYS = 90


@transaction.atomic
def change_offer(*, offer: SupplierOffer, cost: Decimal, lead_days: int, is_active: bool) -> SupplierOffer:
    """Write the offer's terms; ``cost`` is a piece, in the offer's currency. Orders already sent keep theirs.

    Raises ``Refused`` 422 naming the field for a cost that is not positive or not in whole minor units.
    """
    row = SupplierOffer.objects.select_for_update().get(pk=offer.pk)
    if cost <= 0:
        raise invalid("cost", _("The cost must be above zero; withdraw the offer instead of giving it away."))
    if Money(cost, row.currency) != Money(cost, row.currency).rounded():
        raise invalid("cost", _("Give the cost in whole cents of %(currency)s.") % {"currency": row.currency})
    if not 0 <= lead_days <= LONGEST_LEAD_DAYS:
        raise invalid("lead_days", _("Give 0 to %(most)d days.") % {"most": LONGEST_LEAD_DAYS})
    row.cost_amount, row.lead_days, row.is_active = cost, lead_days, is_active
    row.save(update_fields=["cost_amount", "lead_days", "is_active", "updated_at"])
    return row
