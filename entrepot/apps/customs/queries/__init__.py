"""Reads of customs: what must be declared where, and what the bonded account books say."""

from entrepot.apps.customs.queries.declaring import (
    demands_of,
    demands_on,
    port_for,
    procedures_of,
    registrations_for,
)

__all__ = ["demands_of", "demands_on", "port_for", "procedures_of", "registrations_for"]
