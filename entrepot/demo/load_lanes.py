"""Fulfilment modes and lanes with their price grids, from ``lanes.json``.

Loading again brings every row to what the file says and leaves lanes that it does not name alone.
"""

import json
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import FulfilmentMode, Lane, PriceBand


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
    for row in content["lanes"]:
        _load_lane(row, modes[row["mode"]])
    transaction.on_commit(queries.forget)
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
