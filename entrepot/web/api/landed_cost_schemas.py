"""Shapes of the landed-cost endpoints in the API's description; ``docs/schemas`` says them in full."""

from typing import Any
from uuid import UUID

from ninja import Schema


class _Asked(Schema):
    @classmethod
    def as_request_body(cls) -> dict[str, Any]:
        """For the description of an endpoint that reads its body itself, to keep numbers exact."""
        schema = cls.model_json_schema()
        return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


class ConsignmentIn(_Asked):
    """``docs/schemas/consignment.schema.json``; amounts are decimal strings."""

    as_of: str
    origin_country: str
    destination: dict[str, str]
    currency: str
    lines: list[dict[str, Any]]
    dates: dict[str, str] = {}
    channel: str = "courier"
    mode: str = "direct_mail"
    incoterm: str = "DDP"
    declaration: str = "simplified"
    purpose: str = "sale"
    seller: dict[str, Any] = {}
    importer: dict[str, Any] = {}
    fx: list[dict[str, str]] = []
    freight: str = "0"
    insurance: str | None = None
    discount: str = "0"
    linked_value: str = "0"
    overrides: dict[str, str | bool] = {}


class CompareIn(_Asked):
    """``variations`` are objects with fields of the consignment to replace, and besides them ``name``,
    ``origin`` (of every line) and ``split`` (lists of line ids)."""

    consignment: dict[str, Any]
    variations: list[dict[str, Any]]


class AmountOut(Schema):
    amount: str
    currency: str


class LandedCostOut(Schema):
    """``docs/schemas/landed-cost.schema.json``."""

    status: str
    destination: str
    scheme: str
    currency: str
    charges: list[dict[str, Any]]
    totals: dict[str, AmountOut]
    thresholds_tested: list[dict[str, Any]]
    warnings: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    not_included: list[dict[str, Any]]
    restrictions: list[dict[str, Any]]
    fx: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    rulebook: str


class QuoteOut(LandedCostOut):
    """The landed cost with the number under which it is kept."""

    id: UUID


class ReplayOut(Schema):
    """``is_identical``: the rules of then give today exactly what was answered then."""

    is_identical: bool
    consignment: dict[str, Any]
    landed_cost: QuoteOut


class VariationOut(Schema):
    """``landed`` over all ``answers`` (several after a split), ``difference`` to the original."""

    name: str
    change: dict[str, Any]
    answers: list[LandedCostOut]
    landed: AmountOut | None
    difference: AmountOut | None


class ComparisonOut(Schema):
    original: LandedCostOut
    variations: list[VariationOut]
