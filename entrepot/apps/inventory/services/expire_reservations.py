"""Give back what was held for buyers who did not pay in time."""

from datetime import datetime

from django.db import connection

from entrepot.apps.inventory.services._settlement import GIVE_BACK, may_become

OVERDUE = GIVE_BACK.format(chosen="reservation.expires_at <= %(now)s", skip="skip locked")


def expire_reservations(*, now: datetime) -> int:
    """End every hold whose time is up at ``now``; returns how many units came back.

    A reservation that a payment is committing at this moment is skipped, and taken up the next time if
    the payment did not go through.
    """
    with connection.cursor() as cursor:
        cursor.execute(OVERDUE, {"now": now, "from": may_become("expired"), "to": "expired"})
        return int(cursor.fetchone()[0])
