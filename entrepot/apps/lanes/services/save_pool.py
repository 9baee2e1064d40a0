"""Set up a number pool, or change its rules."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.lanes.events import NumberPoolChanged
from entrepot.apps.lanes.models import NumberPool
from entrepot.domain.tracking.patterns import FaultyPattern, SerialOutOfRange
from entrepot.kit import outbox
from entrepot.kit.errors import invalid

FIELDS = {"check": "check_name"}


@transaction.atomic
def save_pool(*, pool: NumberPool) -> NumberPool:
    """Store ``pool``. Raises ``Refused`` naming the part of the pattern or range that makes no number, for a
    range that overlaps with that of another pool of the same form and prefix, and for another carrier than
    that of the numbers it has given or holds."""
    try:
        pattern = pool.pattern
        if pool.next_serial is not None and pool.last_serial is not None:
            pattern.number(pool.next_serial), pattern.number(pool.last_serial)
    except FaultyPattern as faulty:
        message = _("This makes no number. Expected: %(expected)s.") % {"expected": faulty.why}
        raise invalid(FIELDS.get(faulty.part, faulty.part), message, "pattern_faulty") from faulty
    except SerialOutOfRange as error:
        message = _("A serial of this pool has %(digits)d digits.") % {"digits": pool.digits}
        raise invalid("last_serial", message, "serial_too_long") from error
    if (pool.next_serial is None) != (pool.last_serial is None):
        raise invalid("last_serial", _("Give both ends of the range, or none for a pool of listed numbers."))
    if pool.next_serial is not None and pool.next_serial > (pool.last_serial or 0) + 1:
        raise invalid("last_serial", _("The range ends before it begins."))
    if pool.pk and pool.numbers.exclude(carrier=pool.carrier).exists():
        message = _("Its numbers stay with their carrier. Set up another pool for this one.")
        raise invalid("carrier", message, "numbers_given")
    if _overlapping(pool):
        raise invalid("next_serial", _("Another pool gives numbers of this range already."), "range_taken")
    pool.save()
    outbox.record(NumberPoolChanged(pool.code))
    return pool


def _overlapping(pool: NumberPool) -> bool:
    if pool.next_serial is None:
        return False
    alike = NumberPool.objects.filter(
        form=pool.form, prefix=pool.prefix, suffix=pool.suffix, digits=pool.digits,
        next_serial__lte=pool.last_serial, last_serial__gte=pool.next_serial,
    )  # fmt: skip
    return alike.exclude(pk=pool.pk).exists()
