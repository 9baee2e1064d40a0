"""The simulated carrier."""

from entrepot.connectors.carriers.simcarrier.adapter import Simcarrier
from entrepot.connectors.carriers.simcarrier.desk import SimcarrierDesk
from entrepot.connectors.carriers.simcarrier.settings import SimcarrierSettings

__all__ = ["Simcarrier", "SimcarrierDesk", "SimcarrierSettings"]
