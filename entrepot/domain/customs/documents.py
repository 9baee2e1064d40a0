"""A declaration message as a plain document and back: what is kept word for word."""

from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from entrepot.domain.money import Money
from entrepot.domain.ports.carriers import Address
from entrepot.domain.ports.customs import DeclarationMessage, DeclaredItem

MONEYS = ("freight", "insurance", "duty", "tax")


def to_document(message: DeclarationMessage) -> dict[str, Any]:
    """Plain values for JSON; amounts as decimal strings beside their currency."""
    document = {field.name: getattr(message, field.name) for field in fields(message)}
    document |= {name: _money(document[name]) for name in MONEYS}
    document |= {"exporter": asdict(message.exporter), "importer": asdict(message.importer)}
    document["items"] = [{**asdict(item), "value": _money(item.value)} for item in message.items]
    document["identifiers"] = [list(pair) for pair in message.identifiers]
    return document


def from_document(document: dict[str, Any]) -> DeclarationMessage:
    """The message that ``to_document`` wrote. Raises ``KeyError`` or ``TypeError`` for anything else."""
    values = dict(document)
    values |= {name: _read(values[name]) for name in MONEYS}
    values |= {"exporter": Address(**values["exporter"]), "importer": Address(**values["importer"])}
    values["items"] = tuple(
        DeclaredItem(**{**item, "value": _read(item["value"])}) for item in values["items"]
    )
    values["identifiers"] = tuple((name, number) for name, number in values["identifiers"])
    return DeclarationMessage(**values)


def _money(money: Money) -> dict[str, str]:
    return {"amount": str(money.amount), "currency": money.currency}


def _read(written: dict[str, str]) -> Money:
    return Money(Decimal(written["amount"]), written["currency"])
