"""Modes, customs ports, lanes with their price grids, and our demo registrations, from ``lanes.json``.

Loading again brings every row to what the file says and leaves lanes that it does not name alone.
"""

import json
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.customs.models import CustomsPort
from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import FulfilmentMode, Lane, PriceBand
from entrepot.apps.taxation import queries as taxation_queries
from entrepot.apps.taxation.models import Registration

# Numbers of the shape each authority gives out; none of them is anybody's.
REGISTRATIONS = {
    "gb_vat": ("GB", "GB999999973"),
    "ioss": ("EU", "IM0000000000"),
    "au_gst": ("AU", "300000000000"),
}


@transaction.atomic
def load_lanes() -> int:
    """Load everything and return the number of lanes."""
    content = json.loads((files("entrepot.demo") / "lanes.json").read_text(encoding="utf-8"))
    modes = {
        row["code"]: FulfilmentMode.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"], "config": row["config"]}
        )[0]
        for row in content["modes"]
    }
    for row in content["ports"]:
        CustomsPort.objects.update_or_create(
            code=row["code"], defaults={name: row[name] for name in ("name", "country", "gateway")}
        )
    for row in content["lanes"]:
        _load_lane(row, modes[row["mode"]])
    for kind, (jurisdiction, number) in REGISTRATIONS.items():
        Registration.objects.update_or_create(
            kind=kind,
            jurisdiction=jurisdiction,
            defaults={"number": number, "valid": DateRange(date(2021, 7, 1), None)},
        )
    transaction.on_commit(queries.forget)
    transaction.on_commit(taxation_queries.forget)
    return len(content["lanes"])


def _load_lane(row: dict[str, Any], mode: FulfilmentMode) -> None:
    columns = {
        name: value for name, value in row.items() if name not in ("code", "mode", "valid_from", "prices")
    }
    lane, _ = Lane.objects.update_or_create(
        code=row["code"],
        defaults={**columns, "mode": mode, "valid": DateRange(date.fromisoformat(row["valid_from"]), None)},
    )
    lane.bands.all().delete()
    PriceBand.objects.bulk_create(
        PriceBand(lane=lane, zone=zone, up_to_g=up_to_g, amount=amount, currency=row["currency"])
        for grid in row["prices"]
        for zone in grid["zones"] or [""]
        for up_to_g, amount in grid["bands"]
    )
