"""Entrepot."""
