"""Senders of notices."""
