"""Tracking: one vocabulary for every carrier, and the numbers by which parcels are known."""
