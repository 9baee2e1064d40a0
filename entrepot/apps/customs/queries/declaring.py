"""Reads for declaring: what a destination demands, which port serves, what was declared."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils import timezone

from entrepot.apps.customs.models import CustomsPort, WarehousePort
from entrepot.apps.customs.queries.ports import ports_doing, settled_port
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.lanes.models import Lane
from entrepot.apps.markets.queries import convert
from entrepot.apps.taxation.models import Registration
from entrepot.domain.customs.completeness import Demands
from entrepot.domain.customs.procedures import (
    Direction,
    SimplifiedProcedure,
    by_value,
    for_importer,
    procedure_for,
)
from entrepot.domain.money import Money, total

DEMANDS_FILE = Path(__file__).parent.parent / "declaration_demands.toml"
SIMPLIFIED_FILE = Path(__file__).parent.parent / "simplified_procedures.toml"
RETAIL_FILE = Path(__file__).parent.parent / "retail_procedures.toml"


@cache
def _demands() -> dict[str, Demands]:
    tables = tomllib.loads(DEMANDS_FILE.read_text(encoding="utf-8"))
    return {country: Demands(**table) for country, table in tables.items()}


@cache
def _simplified() -> dict[str, SimplifiedProcedure]:
    tables = tomllib.loads(SIMPLIFIED_FILE.read_text(encoding="utf-8"))
    return {
        code: SimplifiedProcedure(Money.of(table["limit"], table["currency"]), table["otherwise"])
        for code, table in tables.items()
    }


@cache
def _retail() -> dict[str, dict[Direction, str]]:
    tables = tomllib.loads(RETAIL_FILE.read_text(encoding="utf-8"))
    directions: tuple[Direction, ...] = ("export", "import")
    return {
        code: {each: table[each] for each in directions if each in table} for code, table in tables.items()
    }


def demands_of(country: str) -> Demands:
    """What ``country`` asks of a parcel that comes in, beyond the goods data."""
    return _demands().get(country, Demands())


def demands_on(direction: str, destination: str) -> Demands:
    """What is asked of a declaration. Customs of export ask nothing about who imports: they are not told."""
    return demands_of(destination) if direction == "import" else Demands()


def is_ordinary_import(procedure: str) -> bool:
    """Whether it is neither for sales to consumers nor for low values."""
    return procedure not in _retail() and procedure not in _simplified()


def procedures_of(shipment: Shipment) -> dict[Direction, str]:
    """The declarations that the shipment's lane has us make, by direction, for a buyer of that kind.

    Delivered at place (DAP), the buyer's side imports: the carrier or post declares it to them, not we.
    """
    consignment = shipment.consignment
    lane = Lane.objects.select_related("mode").get(code=consignment.lane)
    declarations = lane.mode.config.get("declarations") or {}
    destination = consignment.order.address["country"]
    found: dict[Direction, str | None] = {
        "export": procedure_for(declarations, "export", consignment.ships_from),
        "import": procedure_for(declarations, "import", destination),
    }
    if consignment.incoterm == "DAP":
        found["import"] = None
    goods = total((line.line_total for line in consignment.lines.all()), consignment.order.currency)
    today = timezone.now().date()
    return {
        direction: by_value(
            for_importer(procedure, direction, consignment.order.importer_kind, _retail()),
            _simplified(),
            lambda currency: convert(goods, currency, today),
        )
        for direction, procedure in found.items()
        if procedure
    }


def port_for(shipment: Shipment, direction: Direction, procedure: str) -> CustomsPort | None:
    """Where to declare under ``procedure``: at the lane's own port when it lies in the right country, else at
    the one that serves the warehouse (an export), else as ``settled_port`` says. A lane's port in a third
    country is a broker's desk and serves both directions where no port of the country is settled.
    """
    consignment = shipment.consignment
    origin, destination = consignment.ships_from, consignment.order.address["country"]
    country = origin if direction == "export" else destination
    code = Lane.objects.values_list("customs_port", flat=True).get(code=consignment.lane)
    own = CustomsPort.objects.filter(is_active=True, code=code).first() if code else None
    port = settled_port(
        ports_doing(procedure, country),
        [own.pk if own else None, WarehousePort.today(shipment.warehouse) if direction == "export" else None],
        procedure=procedure, country=country,
    )  # fmt: skip
    if port is None and own and own.does(procedure) and own.country not in (origin, destination):
        return own
    return port


def registrations_for(countries: list[str]) -> list[Registration]:
    """Our tax and trader numbers in force today in these countries (``EU`` counts for its members)."""
    today = timezone.now().date()
    found = Registration.objects.filter(jurisdiction__in=countries, valid__contains=today)
    return list(found.order_by("kind", "number"))
