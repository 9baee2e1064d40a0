"""Fulfilment modes, lanes with their price grids, and what carriers are liable for, from ``lanes.json``.

Loading again brings every row to what the file says and leaves lanes that it does not name alone.
"""

import json
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import CarrierLiability, FulfilmentMode, Lane, PriceBand, PriceGrid


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
    for row in content["liabilities"]:
        key = {name: row[name] for name in ("carrier", "service", "valid_from")}
        CarrierLiability.objects.update_or_create(**key, defaults=row)
    transaction.on_commit(queries.forget)
    return len(content["lanes"])


def _load_lane(row: dict[str, Any], mode: FulfilmentMode) -> None:
    columns = {
        name: value
        for name, value in row.items()
        if name not in ("code", "mode", "valid_from", "zones", "prices")
    }
    since = date.fromisoformat(row["valid_from"])
    lane, _ = Lane.objects.update_or_create(
        code=row["code"], defaults={**columns, "mode": mode, "valid": DateRange(since, None)}
    )
    grid, _ = PriceGrid.objects.update_or_create(
        lane=lane, valid_from=since, defaults={"zones": row.get("zones", [])}
    )
    grid.bands.all().delete()
    PriceBand.objects.bulk_create(
        PriceBand(grid=grid, zone=zone, currency=row["currency"], **_band(band))
        for prices in row["prices"]
        for zone in prices["zones"] or [""]
        for band in prices["bands"]
    )


def _band(band: list[Any]) -> dict[str, Any]:
    """``[up_to_g, amount]``, with ``above_g, step_g, step_amount`` behind where steps count."""
    return dict(zip(("up_to_g", "amount", "above_g", "step_g", "step_amount"), band, strict=False))
