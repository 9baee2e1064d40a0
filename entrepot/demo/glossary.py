"""Stub."""


def name_in_chinese(name: str) -> str:
    """Stub."""
    return ""
