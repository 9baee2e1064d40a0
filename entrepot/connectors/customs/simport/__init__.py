"""The simulated customs port."""

from entrepot.connectors.customs.simport.adapter import SimportCustoms
from entrepot.connectors.customs.simport.settings import SimportSettings

__all__ = ["SimportCustoms", "SimportSettings"]
