"""Consolidation: which parcels fly together, and on which flight."""
