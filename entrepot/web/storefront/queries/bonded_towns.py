"""The towns of bonded warehouses, which a buyer reads beside his goods."""

from entrepot.apps.inventory.models import Warehouse
from entrepot.kit.recent import Recent
from entrepot.kit.towns import town_name


def bonded_town(warehouse: str) -> str:
    """The town of a bonded warehouse (a code) in the active language; empty where it is not known. Kept."""
    return town_name(_towns["all"].get(warehouse, ""))


def _load(_key: str) -> dict[str, str]:
    rows = Warehouse.objects.filter(kind=Warehouse.Kind.BONDED).values_list("code", "address")
    return {code: address.get("city", "") for code, address in rows}


_towns: Recent[str, dict[str, str]] = Recent(_load)
