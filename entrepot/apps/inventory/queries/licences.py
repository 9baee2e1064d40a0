"""Whether a bonded warehouse may hold and sell today."""

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import Warehouse
from entrepot.kit.errors import Refused


def is_licensed(warehouse: Warehouse) -> bool:
    """True for every warehouse that is not bonded; a bonded one needs a zone that is licensed today."""
    if warehouse.kind != Warehouse.Kind.BONDED:
        return True
    return warehouse.zone is not None and warehouse.zone.is_licensed_on(timezone.now().date())


def require_licence(warehouse: Warehouse) -> None:
    """Raises ``Refused`` (``zone_not_licensed``) for a bonded warehouse outside a licensed zone."""
    if not is_licensed(warehouse):
        message = _("%(warehouse)s lies in no bonded zone that is licensed today. Choose another warehouse.")
        raise Refused(message % {"warehouse": warehouse}, code="zone_not_licensed")
