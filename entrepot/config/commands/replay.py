"""``entrepot replay``: real invoices through the real pipeline."""


def main(arguments: list[str]) -> int:
    raise SystemExit("not built yet")
