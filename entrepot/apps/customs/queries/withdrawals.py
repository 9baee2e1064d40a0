"""Declarations that customs has although what they are for was cancelled."""

from typing import Final

from django.db.models import Q

from entrepot.apps.customs.models import Declaration

WITH_CUSTOMS: Final = ("sent", "accepted", "inspection", "released")
CALLED_OFF: Final = Q(inbound__status="cancelled") | Q(shipment__status="cancelled")
TO_WITHDRAW: Final = Q(status__in=WITH_CUSTOMS) & CALLED_OFF


def awaits_withdrawal(declaration: Declaration) -> bool:
    """Whether customs has still to be asked to withdraw it."""
    return Declaration.objects.filter(TO_WITHDRAW, pk=declaration.pk).exists()
