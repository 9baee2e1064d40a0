"""Lanes of round prices, so that expected freight can be read off."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from entrepot.apps.lanes.models import FulfilmentMode, Lane, PriceBand, PriceGrid

ALWAYS = DateRange(date(2020, 1, 1), None)


def a_mode(code: str = "direct_mail") -> FulfilmentMode:
    stock = ["own", "overseas", "supplier"]
    mode, _ = FulfilmentMode.objects.get_or_create(
        code=code, defaults={"name": {"en": code}, "config": {"stock": stock, "in_use": True}}
    )
    return mode


def a_lane(
    code: str,
    origin: str,
    destinations: tuple[str, ...],
    *,
    mode: str = "direct_mail",
    currency: str = "GBP",
    bands: tuple[tuple[int, str], ...] = ((1_000, "5.00"), (30_000, "9.00")),
    **fields: object,
) -> Lane:
    """A lane with one price grid for all its destinations; 2 to 4 days after one day of handling."""
    values: dict[str, object] = {
        "name": {"en": code}, "mode": a_mode(mode), "origin_country": origin, "carrier": "simcarrier",
        "destinations": list(destinations), "service": "standard", "currency": currency, "min_days": 2,
        "max_days": 4, "valid": ALWAYS,
    }  # fmt: skip
    lane = Lane.objects.create(code=code, **{**values, **fields})
    grid = PriceGrid.objects.create(lane=lane, valid_from=ALWAYS.lower)
    PriceBand.objects.bulk_create(
        PriceBand(grid=grid, up_to_g=up_to_g, amount=amount, currency=currency) for up_to_g, amount in bands
    )
    return lane
