"""Give a lane new prices from a day on."""

from datetime import date

from django.db import transaction

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import Lane, PriceBand, PriceGrid
from entrepot.domain.sourcing.price_tables import PriceTable


@transaction.atomic
def set_price_grid(*, lane: Lane, table: PriceTable, valid_from: date) -> PriceGrid:
    """The grid of ``lane`` from ``valid_from`` on, until a later one begins; one of that day is replaced.

    Prices are in the lane's currency. Orders and quotes keep what they were told.
    """
    zones = [
        {"name": zone.name, "countries": sorted(zone.countries), "postcodes": list(zone.postcodes)}
        for zone in table.zones
    ]
    grid, _made = PriceGrid.objects.update_or_create(
        lane=lane, valid_from=valid_from, defaults={"zones": zones}
    )
    grid.bands.all().delete()
    PriceBand.objects.bulk_create(
        PriceBand(
            grid=grid, zone=zone, up_to_g=band.up_to_g, amount=band.amount, above_g=band.above_g,
            step_g=band.step_g, step_amount=band.step_amount, currency=lane.currency,
        )
        for zone, bands in table.bands.items()
        for band in bands
    )  # fmt: skip
    transaction.on_commit(queries.forget)
    return grid
