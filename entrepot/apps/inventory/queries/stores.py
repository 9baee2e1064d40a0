"""The shops that buyers come to."""

from entrepot.apps.inventory.models import Warehouse


def stores_in(country: str) -> list[Warehouse]:
    """Open shops in ``country``, by code."""
    rows = Warehouse.objects.filter(kind=Warehouse.Kind.STORE, country=country, is_active=True)
    return list(rows.order_by("code"))


def store_of(code: str) -> Warehouse | None:
    return Warehouse.objects.filter(kind=Warehouse.Kind.STORE, code=code).first()
