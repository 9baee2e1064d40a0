"""Formats of tracking numbers as data: shape, check digit, and what the parts mean.

The files follow jkeen/tracking_number_data: one courier each, with regular expressions whose groups
are named ``SerialNumber``, ``CheckDigit``, ``ServiceType`` and so on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from entrepot.domain.tracking.checksums import CHECKSUMS


class FaultyFormat(ValueError):
    """A format that cannot be read; the message names it and the part."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One format of one courier. ``lookups`` has for a group its ``(pattern, meaning)`` pairs."""

    courier: str
    courier_name: str
    name: str
    shape: re.Pattern[str]
    checksum: Mapping[str, Any] | None = None
    prepend_if: tuple[re.Pattern[str], str] | None = None
    lookups: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = field(default_factory=dict)
    must_be_known: frozenset[str] = frozenset()
    tracking_url: str = ""

    def parts(self, number: str) -> dict[str, str] | None:
        """The named parts of ``number`` (compact, in capitals); ``None`` when it has another shape."""
        match = self.shape.fullmatch(number)
        return {name: part or "" for name, part in match.groupdict().items()} if match else None

    def accepts(self, number: str) -> bool:
        """Whether shape, check digit and the parts that must be known agree."""
        parts = self.parts(number)
        if parts is None:
            return False
        if any(not self.meaning(group, parts) for group in self.must_be_known):
            return False
        if self.checksum is None:
            return True
        return CHECKSUMS[self.checksum["name"]](self._serial(parts), parts["CheckDigit"], self.checksum)

    def meaning(self, group: str, parts: Mapping[str, str]) -> str:
        """What a part says, such as the service or the issuing post; empty when nobody told."""
        known = self.lookups.get(group, ())
        return next((said for pattern, said in known if pattern.fullmatch(parts.get(group, ""))), "")

    def _serial(self, parts: Mapping[str, str]) -> str:
        serial = parts["SerialNumber"]
        if self.prepend_if and self.prepend_if[0].match(serial):
            return self.prepend_if[1] + serial
        return serial


def parse_formats(couriers: Iterable[Mapping[str, Any]]) -> tuple[NumberFormat, ...]:
    """All formats of all couriers. Raises ``FaultyFormat``."""
    return tuple(_format(courier, raw) for courier in couriers for raw in courier["tracking_numbers"])


def _format(courier: Mapping[str, Any], raw: Mapping[str, Any]) -> NumberFormat:
    validation = raw["validation"]
    checksum = validation.get("checksum")
    if checksum and checksum["name"] not in CHECKSUMS:
        raise FaultyFormat(f"{raw['name']}: checksum {checksum['name']!r} is not known")
    prepend = validation.get("serial_number_format", {}).get("prepend_if")
    named = {extra["name"]: extra["regex_group_name"] for extra in raw.get("additional", ())}
    return NumberFormat(
        courier=courier["courier_code"],
        courier_name=courier["name"],
        name=raw["name"],
        shape=_pattern(raw["regex"]),
        checksum=checksum,
        prepend_if=(_pattern(prepend["matches_regex"]), prepend["content"]) if prepend else None,
        lookups={extra["regex_group_name"]: _lookup(extra) for extra in raw.get("additional", ())},
        must_be_known=frozenset(named[name] for name in validation.get("additional", {}).get("exists", ())),
        tracking_url=raw.get("tracking_url") or "",
    )


def _lookup(extra: Mapping[str, Any]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            _pattern(entry.get("matches_regex") or re.escape(entry["matches"])),
            entry.get("courier") or entry.get("name") or "",
        )
        for entry in extra["lookup"]
    )


def _pattern(written: str | list[str]) -> re.Pattern[str]:
    """The files write named groups as Ruby does."""
    joined = written if isinstance(written, str) else "".join(written)
    return re.compile(re.sub(r"\(\?<(?=\w)", "(?P<", joined))
