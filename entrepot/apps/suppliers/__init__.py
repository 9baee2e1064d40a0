"""Suppliers, their people, agreements and offers."""
