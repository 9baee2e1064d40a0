"""What has just happened answers open cases."""

from collections.abc import Iterable

from django.db import transaction

from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.resolve_case import resolve_case


@transaction.atomic
def settle_cases(
    *, order: Order, kinds: Iterable[str], references: Iterable[str], by: str, resolution: str
) -> int:
    """Resolve the order's open cases of ``kinds`` about ``references``; returns how many there were."""
    cases = order.cases.filter(kind__in=list(kinds), reference__in=list(references)).exclude(
        status="resolved"
    )
    return len([resolve_case(case=case, by=by, resolution=resolution) for case in cases])
