"""Our declarations to the port's JSON and its replies back. Pure.

All items are valued in one currency; freight, insurance, duty and tax carry their own. Amounts are
decimal strings.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from entrepot.connectors.customs.simport.codes import REPLY_KINDS
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.customs import CustomsReply, DeclarationMessage, DeclaredItem


def declaration_body(message: DeclarationMessage) -> dict[str, Any]:
    """The whole message. Raises ``Permanent`` for no items or for items valued in several currencies."""
    if not message.items:
        raise Permanent("items: a declaration needs at least one item", code="items_missing")
    return {
        **_heading(message),
        **_documents(message),
        **_parties(message),
        **_amounts(message),
        "gross_weight_g": message.gross_weight_g,
        "items": [_item(item) for item in message.items],
    }


def _heading(message: DeclarationMessage) -> dict[str, Any]:
    return {
        "reference": message.reference,
        "procedure": message.procedure,
        "port": message.port,
        "direction": message.direction,
        "incoterm": message.incoterm,
        "answer_to_query": message.answer_to_query,
    }


def _documents(message: DeclarationMessage) -> dict[str, Any]:
    return {
        "order_number": message.order_number,
        "payment_reference": message.payment_reference,
        "tracking_number": message.tracking_number,
    }


def _parties(message: DeclarationMessage) -> dict[str, Any]:
    return {
        "exporter": asdict(message.exporter),
        "importer": asdict(message.importer),
        "importer_id": message.importer_id,
        "identifiers": dict(message.identifiers),
    }


def _amounts(message: DeclarationMessage) -> dict[str, Any]:
    currency = message.items[0].value.currency
    for item in message.items:
        if item.value.currency != currency:
            said = f"items[{item.line}].value: is in {item.value.currency}, the first item in {currency}"
            raise Permanent(said, code="currency_mixed")
    named = {name: getattr(message, name) for name in ("freight", "insurance", "duty", "tax")}
    return {"currency": currency, **{name: _amount(money) for name, money in named.items()}}


def _amount(money: Money) -> dict[str, str]:
    return {"amount": str(money.amount), "currency": money.currency}


def _item(item: DeclaredItem) -> dict[str, Any]:
    return {
        "line": item.line,
        "description": item.description,
        "hs_code": item.hs_code,
        "origin_country": item.origin_country,
        "quantity": item.quantity,
        "net_weight_g": item.net_weight_g,
        "value": str(item.value.amount),
    }


def receipt(answer: dict[str, Any]) -> str:
    return str(answer["receipt"])


def replies(answer: dict[str, Any]) -> list[CustomsReply]:
    return [reply(data) for data in answer["replies"]]


def reply(data: dict[str, Any]) -> CustomsReply:
    """One reply; raises ``KeyError`` or ``ValueError`` for what is not known or malformed."""
    at = datetime.fromisoformat(data["at"])
    if at.tzinfo is None:
        raise ValueError("at must carry a time zone")
    return CustomsReply(
        id=data["id"],
        reference=data["reference"],
        kind=REPLY_KINDS[data["kind"]],
        at=at,
        message=data.get("message") or "",
        code=data.get("code") or "",
        field=data.get("field") or "",
        authority_reference=data.get("authority_reference") or "",
    )
