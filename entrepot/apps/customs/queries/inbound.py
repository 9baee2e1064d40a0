"""How goods for our own warehouses are declared: the same modes that say it for parcels."""

from typing import Final

from django.db.models import Q

from entrepot.apps.customs.models import CustomsPort
from entrepot.apps.inventory.models import InboundShipment, Warehouse
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.domain.customs.procedures import Direction, procedure_for
from entrepot.domain.geography import crosses_customs_border

# Which mode's declarations count for goods that go to a warehouse of that kind; general trade for others.
EXPORT_MODES: Final = {Warehouse.Kind.OVERSEAS: "overseas_warehouse"}
IMPORT_MODES: Final = {Warehouse.Kind.BONDED: "bonded"}
GENERAL_TRADE: Final = "general_trade"


def inbound_procedures(inbound: InboundShipment) -> dict[Direction, str]:
    """Export to an overseas warehouse under the mode of those (9810 from China), import into bond under
    ``bonded`` (1210 into China), everything else as general trade. None within one customs territory, and
    none while nobody said where the goods come from."""
    origin, destination = inbound.origin_country, inbound.destination
    if not origin or not crosses_customs_border(origin, destination.country):
        return {}
    kind = Warehouse.Kind(destination.kind)
    asked: dict[Direction, tuple[str, str]] = {
        "export": (EXPORT_MODES.get(kind, GENERAL_TRADE), origin),
        "import": (IMPORT_MODES.get(kind, GENERAL_TRADE), destination.country),
    }
    found: dict[Direction, str] = {}
    for direction, (code, country) in asked.items():
        mode = FulfilmentMode.objects.filter(code=code).first()
        named = procedure_for(mode.config.get("declarations") or {}, direction, country) if mode else None
        if named:
            found[direction] = named
    return found


def inbound_port(inbound: InboundShipment, direction: Direction) -> CustomsPort | None:
    """Our port of declaration in the country where it is declared; a bonded zone's own comes first."""
    country = inbound.origin_country if direction == "export" else inbound.destination.country
    ports = CustomsPort.objects.filter(is_active=True, country=country).order_by("code")
    zone = Q(bonded_books__warehouse=inbound.destination_id) if direction == "import" else Q(pk=None)
    return ports.filter(zone).first() or ports.first()
