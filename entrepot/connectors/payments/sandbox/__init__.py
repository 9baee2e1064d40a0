"""The sandbox payment provider."""

from entrepot.connectors.payments.sandbox.adapter import SandboxPayments
from entrepot.connectors.payments.sandbox.settings import SandboxSettings

__all__ = ["SandboxPayments", "SandboxSettings"]
