"""Declarations, the messages exchanged with customs ports, and what they decide."""
