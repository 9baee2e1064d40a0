"""The adapters in use. Adding a partner is a folder under ``connectors`` and a line here."""


def register_adapters() -> None:
    """Fill the registries of ``kit.adapters``; refuses two adapters of one code."""
