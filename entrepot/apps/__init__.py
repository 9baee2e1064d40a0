"""The business areas, one Django app each. Imports and foreign keys point down the list in ARCHITECTURE.md."""
