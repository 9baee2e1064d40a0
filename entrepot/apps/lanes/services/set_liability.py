"""State what a carrier's service is liable for from a day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.lanes.models import CarrierLiability
from entrepot.apps.markets.queries import currencies
from entrepot.domain.liability import Liability
from entrepot.kit.errors import invalid


@transaction.atomic
def set_liability(
    *, carrier: str, service: str, terms: Liability, valid_from: date, source: str, is_assumed: bool
) -> CarrierLiability:
    """The liability of ``carrier`` for parcels handed over from ``valid_from`` on; terms of that very day are
    replaced. Claims that were made stay as they are.

    Raises ``Refused`` 422 for a currency without an exchange rate, an amount below zero, and terms that
    grant nothing.
    """
    per_parcel, per_kg = terms.per_parcel, terms.per_kg
    if per_parcel.currency not in currencies(valid_from):
        raise invalid("currency", _("There is no exchange rate for this currency. Choose another."))
    for name, money in (("per_parcel", per_parcel), ("per_kg", per_kg)):
        if money.amount < 0:
            raise invalid(name, _("Give no amount below 0."))
    if not per_parcel and not per_kg:
        raise invalid("per_parcel", _("Give an amount for each parcel, for each kilogram, or both."))
    row, _made = CarrierLiability.objects.update_or_create(
        carrier=carrier, service=service, valid_from=valid_from,
        defaults={
            "currency": per_parcel.currency, "per_parcel_amount": per_parcel.amount,
            "per_kg_amount": per_kg.amount, "claim_days": terms.claim_days, "source": source.strip(),
            "is_assumed": is_assumed,
        },
    )  # fmt: skip
    return row
