"""Rules of dangerous goods and liquids in parcels, as data with source and confidence."""

from functools import cache
from importlib.resources import files

from entrepot.domain.packing.hazards import HazardRule, read_rules


@cache
def packaged_hazard_rules() -> tuple[HazardRule, ...]:
    """Every packaged rule, read once per process. Raises ``ValueError`` when the file is broken."""
    return read_rules((files(__name__) / "rules.toml").read_text(encoding="utf-8"))
