"""Read a JSON-like document field by field and remember every fault with its path."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)
LARGEST_AMOUNT: Final = Decimal(10) ** 12
NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([Ee][+-]?[0-9]+)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNKEEPABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_MISSING = object()


class FaultyDocument(ValueError):
    """``faults`` holds ``(path, what is wrong and what would be right)`` for every fault."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{path}: {text}" for path, text in faults))
        self.faults = tuple(faults)


def unkeepable(content: object, path: str = "") -> list[tuple[str, str]]:
    """A fault for every text and name in ``content`` that no database keeps and no terminal prints."""
    found, left = [], [(path, content)]
    while left:
        where, value = left.pop()
        if isinstance(value, str):
            found += [where] if _UNKEEPABLE.search(value) else []
        elif isinstance(value, list):
            left += [(f"{where}[{index}]", item) for index, item in enumerate(value)]
        elif isinstance(value, Mapping):
            found += [where for name in value if _UNKEEPABLE.search(str(name))]
            left += [(f"{where}.{name}".lstrip("."), item) for name, item in value.items()]
    message = "must not have NUL characters or halves of characters"
    return [(_UNKEEPABLE.sub("?", where) or "document", message) for where in reversed(found)]


class Reader:
    """One object of a document at ``path``; all readers of a document share one list of faults.

    Every method returns a usable placeholder after a fault, so that reading goes on.
    """

    def __init__(self, content: object, path: str, faults: list[tuple[str, str]]) -> None:
        self.path, self.faults = path, faults
        if not isinstance(content, Mapping):
            self.fault("", "must be an object")
        self.content: Mapping[str, Any] = content if isinstance(content, Mapping) else {}
        self._read: set[str] = set()

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def fault(self, name: str, text: str) -> None:
        self.faults.append((self.at(name) or "document", text))

    def raw(self, name: str, default: object = _MISSING) -> Any:
        """The value of ``name`` as it stands; missing without ``default`` is a fault."""
        self._read.add(name)
        value = self.content.get(name)
        if value is None:
            if default is _MISSING:
                self.fault(name, "is required")
                return None
            return default
        return value

    def text(self, name: str, default: object = _MISSING) -> str:
        value = self.raw(name, default)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(name, "must be text")
            return ""
        return value

    def number(
        self,
        name: str,
        default: object = _MISSING,
        *,
        positive: bool = False,
        largest: Decimal = LARGEST_AMOUNT,
    ) -> Decimal:
        """A decimal from 0 to ``largest``; written as a string or a whole number, never as a float."""
        value = self.raw(name, default)
        number = Decimal(1) if value is None else self.decimal(name, value)
        if number < 0 or (positive and number == 0):
            self.fault(name, "must be positive" if positive else "must not be negative")
            return Decimal(1)
        if number > largest:
            self.fault(name, f"must not be above {largest:,f}")
            return Decimal(1)
        return number

    def decimal(self, name: str, value: object) -> Decimal:
        if isinstance(value, str) and not NUMBER.fullmatch(value):
            value = None
        if isinstance(value, Decimal | int | str) and not isinstance(value, bool):
            try:
                number = Decimal(value)
            except InvalidOperation:
                number = Decimal("NaN")
            if number.is_finite():
                return number
        self.fault(name, 'must be a decimal number written as a string, like "12.50"')
        return Decimal(1)

    def whole(self, name: str, default: int) -> int:
        number = self.number(name, Decimal(default))
        if number != int(number):
            self.fault(name, "must be a whole number")
        return int(number)

    def day(self, name: str, default: object = _MISSING) -> date | None:
        value = self.raw(name, default)
        if value is None:
            return None
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:  # the thirtieth of February
            pass
        self.fault(name, "must be a date like 2026-07-01")
        return None

    def choice(self, name: str, kind: type[Choice], default: Choice) -> Choice:
        value = self.raw(name, default)
        try:
            return kind(value)
        except ValueError:
            self.fault(name, f"must be one of {', '.join(kind)}")
            return default

    def currency(self, name: str) -> str:
        value = self.text(name)
        stated = self.content.get(name) is not None
        if stated and (len(value) != 3 or not (value.isascii() and value.isalpha() and value.isupper())):
            self.fault(name, "must be a currency code of three capital letters, like EUR")
        return value

    def country(self, name: str) -> str:
        value = self.text(name)
        if value and not (len(value) == 2 and value.isascii() and value.isupper() and value.isalpha()):
            self.fault(name, "must be a country code of two capital letters, like DE")
        elif not value and self.content.get(name) == "":
            self.fault(name, "is required")
        return value

    def inner(self, name: str, default: object = _MISSING) -> "Reader":
        value = self.raw(name, default)
        return Reader({} if value is None else value, self.at(name), self.faults)

    def each(self, name: str, default: object = _MISSING) -> list["Reader"]:
        value = self.raw(name, default)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.fault(name, "must be a list")
            return []
        return [Reader(item, f"{self.at(name)}[{index}]", self.faults) for index, item in enumerate(value)]

    def no_others(self) -> None:
        """Every field that was not read is a fault, so that a misspelt one is not ignored."""
        for name in self.content:
            if name not in self._read:
                self.fault(str(name), "is not a field of this document")
