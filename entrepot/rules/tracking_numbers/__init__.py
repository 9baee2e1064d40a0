"""The publicly known formats of carriers' tracking numbers, as data with test numbers of their own."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from entrepot.domain.tracking.formats import NumberFormat, parse_formats


def packaged_couriers() -> list[dict[str, Any]]:
    """Every packaged file as read, in the order of file names."""
    entries = sorted(files(__name__).iterdir(), key=lambda entry: entry.name)
    return [
        json.loads(entry.read_text(encoding="utf-8")) for entry in entries if entry.name.endswith(".json")
    ]


@cache
def packaged_formats() -> tuple[NumberFormat, ...]:
    """The packaged formats, parsed once per process."""
    return parse_formats(packaged_couriers())
