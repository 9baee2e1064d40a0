"""How and where goods for our own warehouses are declared: the same modes that say it for parcels."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from entrepot.apps.customs.models import CustomsPort, InboundPort, WarehousePort
from entrepot.apps.customs.queries.ports import ports_doing, settled_port
from entrepot.apps.inventory.models import InboundShipment, Warehouse
from entrepot.apps.inventory.queries.licences import require_licence
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.domain.customs.procedures import Direction, procedure_for
from entrepot.domain.geography import crosses_customs_border
from entrepot.kit.errors import Refused

# Which mode's declarations count for goods that go to a warehouse of that kind; general trade for others.
EXPORT_MODES: Final = {Warehouse.Kind.OVERSEAS: "overseas_warehouse"}
IMPORT_MODES: Final = {Warehouse.Kind.BONDED: "bonded"}
GENERAL_TRADE: Final = "general_trade"


@dataclass(frozen=True, slots=True)
class Border:
    """A border at which an inbound shipment is declared: under which procedure, at which port, or why at none
    yet (``obstacle``). ``ports`` are those that could."""

    direction: Direction
    procedure: str
    port: CustomsPort | None
    obstacle: str
    ports: tuple[CustomsPort, ...]


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


def inbound_borders(inbound: InboundShipment) -> list[Border]:
    """Every border that the goods cross, in the order in which they do."""
    found = []
    for direction, procedure in inbound_procedures(inbound).items():
        ports = tuple(ports_doing(procedure, _country(inbound, direction)))
        try:
            port, obstacle = inbound_port(inbound, direction, procedure), ""
            _require_codes(inbound, _country(inbound, direction))
        except Refused as refusal:
            port, obstacle = None, refusal.message
        found.append(Border(direction, procedure, port, obstacle, ports))
    return found


def inbound_port(inbound: InboundShipment, direction: Direction, procedure: str) -> CustomsPort:
    """Where an inbound shipment is declared: at the port chosen for it, else at that of the bonded account
    book (an import into bond), else at the one that serves our warehouse there, else as ``settled_port``
    says.

    Raises ``Refused``: ``zone_not_licensed`` for an import into a zone without a licence today,
    ``customs_port_missing`` where no port of ours does the procedure, ``customs_port_open`` where several do
    and nothing says which.
    """
    into_bond = direction == "import" and inbound.destination.kind == Warehouse.Kind.BONDED
    if into_bond:
        require_licence(inbound.destination)
    country = _country(inbound, direction)
    able = ports_doing(procedure, country)
    named = [_chosen(inbound, direction), _of_book(inbound) if into_bond else None,
             _serving(inbound.source if direction == "export" else inbound.destination)]  # fmt: skip
    port = settled_port(able, named, procedure=procedure, country=country)
    if port is not None:
        return port
    facts = {"procedure": procedure, "country": country}
    if able:
        message = _("Several ports in %(country)s do procedure %(procedure)s. Choose one.")
        raise Refused(message % facts, code="customs_port_open")
    message = _("No customs port of ours in %(country)s does procedure %(procedure)s. Set one up.")
    raise Refused(message % facts, code="customs_port_missing")


def _require_codes(inbound: InboundShipment, country: str) -> None:
    lines = inbound.lines.select_related("variant")
    skus = [line.variant.sku for line in lines if not line.variant.hs_code_for(country)]
    if skus:
        message = _("No HS code yet: %(skus)s. Classify these articles, then declare.")
        raise Refused(message % {"skus": ", ".join(skus)}, code="unclassified")


def _country(inbound: InboundShipment, direction: Direction) -> str:
    return inbound.origin_country if direction == "export" else inbound.destination.country


def _chosen(inbound: InboundShipment, direction: Direction) -> int | None:
    rows = InboundPort.objects.filter(inbound=inbound, direction=direction)
    return rows.values_list("port", flat=True).first()


def _of_book(inbound: InboundShipment) -> int | None:
    rows = CustomsPort.objects.filter(bonded_books__warehouse=inbound.destination_id)
    return rows.values_list("pk", flat=True).first()


def _serving(warehouse: Warehouse | None) -> int | None:
    return WarehousePort.today(warehouse) if warehouse else None
