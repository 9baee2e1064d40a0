"""One rule of a rule file, read strictly: what would fail in the middle of a quote is refused here."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from entrepot.domain.duties.calculation import FORMS
from entrepot.domain.duties.consignment import Channel, Declaration, ImporterKind, Purpose
from entrepot.domain.duties.forms.border import STEPS
from entrepot.domain.duties.methods import METHODS
from entrepot.domain.duties.rules import ALWAYS, VOCABULARIES, Condition, Rule, Value
from entrepot.domain.identifiers import IDENTIFIERS

_META: Final = frozenset(
    ("id", "key", "from", "to", "date", "source", "confidence", "when", "order", "places", "enabled", "note")
)
_TEXTS: Final = ("id", "key", "source", "confidence")
_CALCULATED: Final = frozenset((*STEPS, "fee"))
_NUMBERS: Final = frozenset(("limit", "above", "share", "parcels", "kilograms"))
_CONDITIONS: Final = {spec.name: spec.default for spec in fields(Condition)}
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_WORDS_OF_CONDITIONS: Final[Mapping[str, Collection[str]]] = {
    "basis": ("goods", "goods_freight", "cif"),
    "scope": ("consignment", "item"),
    "channels": tuple(Channel),
    "importers": tuple(ImporterKind),
    "purposes": tuple(Purpose),
    "declarations": tuple(Declaration),
    "importer_id": ("", *IDENTIFIERS),
}
_WORDS_OF_VALUES: Final[Mapping[str, Collection[str]]] = {
    **VOCABULARIES,
    "method": tuple(METHODS),
    "form": tuple(FORMS),
    "effect": ("prohibited", "licence", "quantity_cap", "positive_list", "mode_not_available"),
}


def read_rule(raw: object) -> Rule:
    """The rule that a ``[[rule]]`` table says. Raises ``ValueError`` naming the field and what it takes."""
    if not isinstance(raw, Mapping):
        raise ValueError("must be a table, [[rule]]")
    missing = [name for name in _TEXTS if not raw.get(name)]
    if missing:
        raise ValueError(f"{', '.join(missing)} missing")
    values = {name: _value(name, value) for name, value in raw.items() if name not in _META}
    if raw["key"] in _CALCULATED and "method" not in values:
        raise ValueError("method missing")
    if raw["key"] == "importer_id" and not values.get("numbers"):
        raise ValueError("numbers missing")
    return Rule(
        id=_text("id", raw["id"]),
        key=_text("key", raw["key"]),
        valid_from=read_day(raw, "from"),
        valid_to=read_day(raw, "to"),
        selected_by=_text("date", raw.get("date", "as_of")),
        source=_text("source", raw["source"]),
        confidence=_text("confidence", raw["confidence"]),
        values=values,
        when=_condition(raw.get("when")),
        order=_whole("order", raw.get("order", 0)),
        places=frozenset(_list("places", raw.get("places", []))),
        enabled=_flag("enabled", raw.get("enabled", True)),
        note=_text("note", raw.get("note", "")),
    )


def read_day(raw: Mapping[str, Any], name: str) -> date | None:
    """A TOML date, or nothing."""
    value = raw.get(name)
    if value is None or type(value) is date:
        return value
    raise ValueError(f"{name} must be a date like 2026-07-01")


def _value(name: str, raw: object) -> Value:
    value = _typed(name, raw)
    words = _WORDS_OF_VALUES.get(name)
    if words is not None and value not in words:
        raise ValueError(f"{name} must be one of {', '.join(words)}")
    if name == "postcode":
        _pattern(value)
    if name == "numbers":
        _words(name, value, IDENTIFIERS)
    return value


def _typed(name: str, raw: object) -> Value:
    if isinstance(raw, bool | str):
        return raw
    if isinstance(raw, int | Decimal):
        return _number(name, raw)
    if isinstance(raw, list):
        return tuple(str(item) for item in raw)
    raise ValueError(f"cannot use {raw!r} as a value")


def _pattern(value: Value) -> None:
    try:
        re.compile(_text("postcode", value))
    except re.error as error:
        raise ValueError(f"postcode must be a regular expression: {error}") from error


def _condition(raw: object) -> Condition:
    if raw is None or raw == {}:
        return ALWAYS
    if not isinstance(raw, Mapping):
        raise ValueError('when must be a table, like { limit = 135, currency = "GBP" }')
    unknown = sorted(set(raw) - set(_CONDITIONS))
    if unknown:
        raise ValueError(f"unknown condition {', '.join(unknown)}")
    given = {name: _condition_value(name, value) for name, value in raw.items()}
    if given.keys() & {"limit", "above"} and not given.get("currency"):
        raise ValueError("a limit needs its currency")
    return Condition(**given)


def _condition_value(name: str, raw: object) -> Any:
    default = _CONDITIONS[name]
    value: Any
    if name in _NUMBERS:
        value = _number(name, raw)
    elif isinstance(default, bool):
        value = _flag(name, raw)
    elif isinstance(default, frozenset | tuple):
        value = type(default)(_list(name, raw))
    else:
        value = _text(name, raw)
    if name == "currency" and not _CURRENCY.fullmatch(value):
        raise ValueError("currency must be three capital letters, like EUR")
    if name in _WORDS_OF_CONDITIONS:
        _words(name, value, _WORDS_OF_CONDITIONS[name])
    return value


def _words(name: str, value: object, words: Collection[str]) -> None:
    said = value if isinstance(value, frozenset | tuple) else (value,)
    if odd := sorted(word for word in said if word not in words):
        raise ValueError(f"{name} knows {', '.join(filter(None, words))}, not {', '.join(odd)}")


def _number(name: str, raw: object) -> Decimal:
    """From 0, finite; a whole number, a decimal, or either as text."""
    try:
        number = Decimal(raw) if isinstance(raw, int | Decimal | str) and not isinstance(raw, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or number < 0:
        raise ValueError(f"{name} must be a number from 0")
    return number


def _whole(name: str, raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise ValueError(f"{name} must be a whole number")


def _flag(name: str, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise ValueError(f"{name} must be true or false")


def _text(name: str, raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise ValueError(f"{name} must be text")


def _list(name: str, raw: object) -> list[str]:
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return raw
    raise ValueError(f"{name} must be a list of texts")
