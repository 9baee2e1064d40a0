"""A marketplace whose buyers are not real."""

from entrepot.connectors.channels.sandmarket.adapter import Sandmarket
from entrepot.connectors.channels.sandmarket.settings import SandmarketSettings

__all__ = ["Sandmarket", "SandmarketSettings"]
