"""Give out a tracking number: each exactly once, without gaps, however many ask at the same time."""

from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.lanes.models import NumberPool
from entrepot.kit.errors import Refused

# One conditional statement; the next who asks waits for this row and then sees the serial after it.
NEXT_SERIAL: Final = """
update lanes_numberpool set next_serial = next_serial + 1
where id = %s and next_serial <= last_serial returning next_serial - 1
"""
GIVE: Final = """
insert into lanes_poolednumber (pool_id, carrier, number, state, given_to, changed_at)
values (%s, %s, %s, 'given', %s, %s) on conflict do nothing returning id
"""
WAITING_NUMBER: Final = """
update lanes_poolednumber set state = 'given', given_to = %s, changed_at = %s
where id = (
  select id from lanes_poolednumber
  where pool_id = %s and (state = 'free' or (state = 'void' and changed_at <= %s))
  order by id limit 1 for update skip locked)
returning number
"""


@transaction.atomic
def give_number(*, carrier: str, role: str, country: str, to: str) -> str:
    """The next number of ``carrier`` for ``role``: from the country's own pool before one for anywhere.

    Numbers that were listed, or void for long enough where the carrier allows it, go before the range.
    ``to`` says whose it is now (``parcel:12``); the transaction's end makes it final. Raises ``Refused``
    (``numbers_exhausted``) when there is none.
    """
    pools = NumberPool.objects.filter(
        carrier=carrier, role=role, country__in=[country, ""], is_active=True
    ).order_by("-country", "pk")
    for pool in pools:
        number = _waiting(pool, to) or _of_range(pool, to)
        if number:
            return number
    message = _("No number is left for %(carrier)s (%(role)s, %(country)s). Fill its number pool.")
    told = {"carrier": carrier, "role": role, "country": country or "–"}
    raise Refused(message % told, code="numbers_exhausted")


def _waiting(pool: NumberPool, to: str) -> str:
    now = timezone.now()
    reusable_since = None
    if pool.reuse_after_days is not None:
        reusable_since = now - timedelta(days=pool.reuse_after_days)
    with connection.cursor() as cursor:
        cursor.execute(WAITING_NUMBER, [to, now, pool.pk, reusable_since])
        row = cursor.fetchone()
    return row[0] if row else ""


def _of_range(pool: NumberPool, to: str) -> str:
    """A number of the range that stands in a pool of the carrier already, listed or given, is passed over."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT_SERIAL, [pool.pk])
            row = cursor.fetchone()
            if row is None:
                return ""
            number = pool.pattern.number(row[0])
            cursor.execute(GIVE, [pool.pk, pool.carrier, number, to, timezone.now()])
            if cursor.fetchone() is not None:
                return number
