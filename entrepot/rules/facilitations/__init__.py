"""Facilitations that customs and tax offices grant, as data with source and confidence."""

from functools import cache
from importlib.resources import files

from entrepot.domain.customs.facilitations import Facilitation, read_facilitations


@cache
def packaged_facilitations() -> tuple[Facilitation, ...]:
    """Every packaged one, read once per process. Raises ``ValueError`` when the file is broken."""
    return read_facilitations((files(__name__) / "facilitations.toml").read_text(encoding="utf-8"))
