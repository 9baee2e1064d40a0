"""Carriers' event codes as data, one table a file, each with its source and how sure it is."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from entrepot.domain.tracking.codes import CodeTable, parse_code_table


@cache
def packaged_code_tables() -> Mapping[str, CodeTable]:
    """Carrier (slug) -> its table, read once per process. Raises ``FaultyCodes`` when a file is broken."""
    texts = [
        entry.read_text(encoding="utf-8")
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    ]
    return {carrier: table for table in map(parse_code_table, texts) for carrier in table.carriers}
