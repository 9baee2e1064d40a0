"""A quote's frozen plan as the draft of an order. Every amount comes from the plan, none from the client."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrepot.apps.accounts.models import User
from entrepot.apps.checkout.models import Quote
from entrepot.apps.inventory.services.reserve import Want
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.orders.services.create_order import (
    ChargeDraft,
    ConsignmentDraft,
    LineDraft,
    OrderDraft,
)
from entrepot.domain.deposits import DepositTerms
from entrepot.domain.money import Money


def order_draft(
    *,
    quote: Quote,
    email: str,
    user: User | None,
    language: str,
    source: str,
    placed_at: datetime,
    pay_by: datetime,
) -> OrderDraft:
    """The order that ``quote`` promises."""
    plan = quote.plan
    return OrderDraft(
        email=email,
        user=user,
        language=language,
        market=known_country(plan["country"]).market.code,
        currency=quote.currency,
        address=quote.address,
        importer_id=quote.importer_id,
        importer_kind=quote.importer_kind,
        placed_at=placed_at,
        pay_by=pay_by,
        fx=plan["fx"],
        source=source,
        consignments=[_consignment(each, quote.currency) for each in plan["consignments"]],
    )


def wants(plan: Mapping[str, Any]) -> list[Want]:
    """What has to be reserved for ``plan``."""
    return [
        Want(each["warehouse"], line["variant_id"], line["quantity"])
        for each in plan["consignments"]
        for line in each["lines"]
    ]


def bought_later(plan: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those consignments of ``plan`` that are bought after they were ordered, and so paid in two goes."""
    positions = plan["deposit"]["consignments"] if plan["deposit"] else ()
    return [each for each in plan["consignments"] if each["position"] in positions]


def deposit_terms(plan: Mapping[str, Any]) -> DepositTerms:
    """The terms of what of ``plan`` is bought later, as the buyer was shown them."""
    shown = plan["deposit"]
    return DepositTerms(
        share=Decimal(shown["share"]),
        balance_within_days=shown["balance_within_days"],
        buy_within_days=shown["buy_within_days"],
        forfeit_share=Decimal(shown["forfeit_share"]),
    )


def _consignment(each: Mapping[str, Any], currency: str) -> ConsignmentDraft:
    return ConsignmentDraft(
        mode=each["mode"],
        lane=each["lane"],
        warehouse=each["warehouse"],
        supplier=each["supplier"],
        ships_from=each["ships_from"],
        incoterm=each["incoterm"],
        crosses_border=each["crosses_border"],
        promised_from=date.fromisoformat(each["promised_from"]),
        promised_to=date.fromisoformat(each["promised_to"]),
        quote_id=UUID(each["quote_id"]) if each["quote_id"] else None,
        landed_cost=each["landed_cost"],
        lines=[_line(line, currency) for line in each["lines"]],
        charges=[charge_draft(charge, currency) for charge in each["charges"]],
    )


def _line(line: Mapping[str, Any], currency: str) -> LineDraft:
    return LineDraft(
        variant_id=line["variant_id"],
        sku=line["sku"],
        name=line["name"],
        art=line["art"],
        quantity=line["quantity"],
        unit_price=Money(Decimal(line["unit_price"]), currency),
        hs_code=line["hs_code"],
        origin_country=line["origin_country"],
        customs_description=line["customs_description"],
        net_weight_g=line["net_weight_g"],
        gross_weight_g=line["gross_weight_g"],
    )


def charge_draft(charge: Mapping[str, Any], currency: str) -> ChargeDraft:
    """A charge of a plan's document as an order keeps it."""
    return ChargeDraft(
        kind=charge["kind"],
        label=charge["label"],
        money=Money(Decimal(charge["amount"]), currency),
        due=charge["due"],
        explanation=charge["explanation"],
    )
