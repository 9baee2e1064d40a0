"""Carriers through karrio, an optional extra."""

from entrepot.connectors.carriers.karrio.adapter import KarrioCarrier
from entrepot.connectors.carriers.karrio.desk import KarrioDesk
from entrepot.connectors.carriers.karrio.settings import KarrioSettings

__all__ = ["KarrioCarrier", "KarrioDesk", "KarrioSettings"]
