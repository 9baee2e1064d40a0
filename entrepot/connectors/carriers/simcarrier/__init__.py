"""The simulated carrier."""

from entrepot.connectors.carriers.simcarrier.adapter import Simcarrier
from entrepot.connectors.carriers.simcarrier.settings import SimcarrierSettings

__all__ = ["Simcarrier", "SimcarrierSettings"]
