"""The business areas, one Django app each. Imports and keys point down the list in ARCHITECTURE.md."""
