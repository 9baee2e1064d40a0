"""A number that no parcel will bear goes back to the carrier."""

from entrepot.kit.adapters import carriers


def void_number(*, carrier: str, tracking_number: str) -> None:
    """Raises ``Temporary`` to be tried again and ``Permanent`` for the job's log."""
    carriers[carrier].cancel(tracking_number)
