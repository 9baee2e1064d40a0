"""Wiring: settings, URLs, the list of adapters, and the commands that start and stop everything."""
