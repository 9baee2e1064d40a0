"""Reads on shipments: what may happen next, who sends to whom."""
