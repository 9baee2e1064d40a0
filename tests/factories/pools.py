"""Number pools out of test ranges."""

from typing import Any

from entrepot.apps.lanes.models import NumberPool
from entrepot.apps.lanes.services.save_pool import save_pool


def a_pool(
    code: str = "local-fr", *, role: str = "local", country: str = "FR", first: int | None = 0,
    last: int | None = 9_999, **fields: Any,
) -> NumberPool:  # fmt: skip
    """Numbers ``LE 00000000`` to ``LE 00009999`` of the simulated carrier in France."""
    values = {"carrier": "simcarrier", "form": "s10", "prefix": "LE", "suffix": country or "GB", "digits": 8,
              "low_water": 2, "source": "test range", **fields}  # fmt: skip
    return save_pool(
        pool=NumberPool(code=code, role=role, country=country, next_serial=first, last_serial=last, **values)
    )
