"""What is not known is called by its name: an import charge at a border, sales tax within a country."""

from typing import Any

import pytest
from django.utils import translation

from entrepot.web.storefront.landed import landed_cost, misses_import_charges


def plan(*consignments: tuple[bool, str]) -> dict[str, Any]:
    """Of parcels that cross a border or not, with the status of their charges."""
    return {
        "currency": "USD", "status": "partial", "totals": {"total": "10.00", "due_on_delivery": "0.00"},
        "not_included": [], "gaps": [],
        "consignments": [
            {"position": at, "goods": "5.00", "charges": [], "crosses_border": crosses, "status": status,
             "lane_name": {}, "landed_cost": {}}
            for at, (crosses, status) in enumerate(consignments, 1)
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("consignments", "missing"),
    [
        ([(False, "partial"), (True, "complete")], "Sales tax not listed here"),
        ([(True, "partial"), (False, "complete")], "Import charges not listed here"),
        ([(True, "partial"), (False, "partial")], "Import charges not listed here"),
    ],
)
def test_what_is_missing_is_named_by_where_it_is_charged(
    consignments: list[tuple[bool, str]], missing: str
) -> None:
    found = plan(*consignments)
    with translation.override("en"):
        assert [row["label"] for row in landed_cost(found)["rows"] if row["amount"] is None] == [missing]
    assert misses_import_charges(found) is missing.startswith("Import")
