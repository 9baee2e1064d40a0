"""The one door to the database for the portal: whatever is read is the signed-in supplier's own.

No other module of the portal may ask a model for its rows; a test holds it to that.
"""

from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet

from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.purchasing.models import BuyerListing, DropshipOrder, ProofOfPurchase, PurchaseTask
from entrepot.apps.suppliers.models import Agreement, Supplier, SupplierOffer, Verification

Row = TypeVar("Row", bound=Model)

# Model -> the way from a row to the supplier it belongs to.
BELONGS_BY: Final[dict[type[Model], str]] = {
    DropshipOrder: "supplier",
    SupplierOffer: "supplier",
    Agreement: "supplier",
    StockLevel: "warehouse__supplier",
    Shipment: "warehouse__supplier",
    Variant: "offers__supplier",
    PurchaseTask: "supplier",
    ProofOfPurchase: "task__supplier",
    BuyerListing: "supplier",
    Verification: "supplier",
}


def own(model: type[Row], supplier: Supplier) -> QuerySet[Row]:
    """The rows of ``model`` that belong to ``supplier``. Raises ``KeyError`` for a model not listed here."""
    manager: Any = model._default_manager
    rows: QuerySet[Row] = manager.filter(**{BELONGS_BY[model]: supplier})
    return rows
