"""Where the demo shop sells and from where it ships: markets, countries, warehouses, ports, registrations."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.customs.models import CustomsPort, PreferredPort, WarehousePort
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.markets.models import Country, Market
from entrepot.apps.suppliers.models import Supplier
from entrepot.apps.taxation.models import Registration
from entrepot.demo import catalogue
from entrepot.demo.rows import DemoWarehouse

PLACES = Path(__file__).with_name("places.json")
SINCE = DateRange(date(2019, 1, 1), None)
KINDS = {"origin_hub": Warehouse.Kind.OWN}


def load_markets() -> int:
    """Markets and countries; returns how many countries. What an operator closed stays closed."""
    places = _places()
    wanted = ("code", "name", "currency", "language")
    markets = [Market(**{column: market[column] for column in wanted}) for market in places["markets"]]
    Market.objects.bulk_create(
        markets, update_conflicts=True, unique_fields=["code"], update_fields=["name", "currency", "language"]
    )
    by_code = {market.code: market for market in Market.objects.all()}
    regions = places["regions"]
    countries = [
        Country(code=code, market=by_code[market["code"]], currency=currency, regions=regions.get(code, []))
        for market in places["markets"]
        for code, currency in market["countries"].items()
    ]
    Country.objects.bulk_create(
        countries,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["market", "currency", "regions"],
    )
    return len(countries)


def load_customs() -> int:
    """Ports of declaration and our tax registrations (demo numbers); returns how many ports."""
    places = _places()
    ports = [CustomsPort(**port, gateway=places["port_gateway"]) for port in places["ports"]]
    CustomsPort.objects.bulk_create(
        ports,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "country", "gateway", "procedures"],
    )
    by_code = {port.code: port for port in CustomsPort.objects.all()}
    for row in places["preferred_ports"]:
        PreferredPort.objects.get_or_create(
            country=row["country"],
            procedure=row["procedure"],
            defaults={"port": by_code[row["port"]], "valid": SINCE},
        )
    for row in places["registrations"]:
        valid = DateRange(date.fromisoformat(row["from"]), None)
        Registration.objects.get_or_create(
            kind=row["kind"],
            jurisdiction=row["jurisdiction"],
            defaults={"number": row["number"], "valid": valid},
        )
    return len(ports)


def load_warehouses() -> int:
    """Our warehouses and those of the suppliers, which must be there already; returns how many."""
    suppliers = {supplier.code: supplier for supplier in Supplier.objects.all()}
    warehouses = [_warehouse(row, suppliers) for row in catalogue.warehouses()]
    Warehouse.objects.bulk_create(
        warehouses,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "country", "address", "timezone"],
    )
    _assign_ports()
    return len(warehouses)


def _assign_ports() -> None:
    """Warehouses that no port serves yet get the one of the demo."""
    ports = {port.code: port for port in CustomsPort.objects.all()}
    for code, port in _places()["warehouse_ports"].items():
        warehouse = Warehouse.objects.get(code=code)
        if not WarehousePort.objects.filter(warehouse=warehouse).exists():
            WarehousePort.objects.create(warehouse=warehouse, port=ports[port], valid=SINCE)


def _warehouse(row: DemoWarehouse, suppliers: dict[str, Supplier]) -> Warehouse:
    return Warehouse(
        code=row.code,
        name={"en": row.name_en, "zh-hans": row.name_zh},
        kind=KINDS.get(row.kind, row.kind),
        country=row.country,
        address={
            "line1": row.address_en,
            "city": row.city_en,
            "city_zh": row.city_zh,
            "postcode": row.postcode,
            "country": row.country,
        },
        timezone=row.timezone,
        supplier=suppliers[row.supplier_code] if row.supplier_code else None,
    )


def _places() -> Any:
    return json.loads(PLACES.read_text(encoding="utf-8"))
