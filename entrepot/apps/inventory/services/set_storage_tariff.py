"""A warehouse asks other rates from a day on."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import StorageFee, StorageTariff, StorageTier, Warehouse
from entrepot.domain.inventory.storage_fees import AgeTier
from entrepot.domain.inventory.storage_fees import StorageTariff as Rates
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def set_storage_tariff(
    *, warehouse: Warehouse, since: date, currency: str, free_days: int, tiers: Sequence[AgeTier]
) -> StorageTariff:
    """Put rates in force from ``since``; the tariff before ends the day before, later ones go.

    Raises ``Refused`` 422 for tiers that do not begin at day 0 and ascend, and ``already_charged`` when fees
    have been charged for ``since`` or later.
    """
    try:
        Rates(currency, free_days, tuple(tiers))
    except ValueError as error:
        message = _("Begin the rates at day 0, let the days ascend, and enter no negative figure.")
        raise invalid("tiers", message) from error
    Warehouse.objects.select_for_update(no_key=True).get(pk=warehouse.pk)
    if StorageFee.objects.filter(lot__level__warehouse=warehouse, day__gte=since).exists():
        message = _("Fees have been charged for that day already. Choose a later one.")
        raise Refused(message, code="already_charged")
    warehouse.storage_tariffs.filter(valid__startswith__gte=since).delete()
    for before in warehouse.storage_tariffs.filter(valid__contains=since):
        before.valid = DateRange(before.valid.lower, since)
        before.save(update_fields=["valid"])
    tariff = StorageTariff.objects.create(
        warehouse=warehouse, valid=DateRange(since, None), currency=currency, free_days=free_days
    )
    StorageTier.objects.bulk_create(
        StorageTier(tariff=tariff, from_day=tier.from_day, rate=tier.rate) for tier in tiers
    )
    return tariff
