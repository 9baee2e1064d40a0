"""Demand history. Forecasts and stock policies will stand on it."""
