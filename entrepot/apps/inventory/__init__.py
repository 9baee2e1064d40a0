"""Warehouses, stock levels, movements and reservations. The one guard against selling what is not there."""
