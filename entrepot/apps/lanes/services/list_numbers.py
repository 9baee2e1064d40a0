"""Numbers that a carrier sent as a list go into a pool."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.lanes.events import NumberPoolChanged
from entrepot.apps.lanes.models import NumberPool, PooledNumber
from entrepot.kit import outbox
from entrepot.kit.errors import Fault, Refused

MOST_AT_ONCE = 20_000
MOST_FAULTS = 20


@transaction.atomic
def list_numbers(*, pool: NumberPool, numbers: Sequence[str]) -> int:
    """Add ``numbers`` (spaces and lower case allowed) to ``pool``; returns how many.

    All or none: raises ``Refused`` (422) naming each line whose number has another form or check digit than
    the pool's, stands twice, or stands in a pool of the same carrier already; ``numbers_taken`` when somebody
    else lists one of them at the same time.
    """
    written = ["".join(number.split()).upper() for number in numbers]
    if len(written) > MOST_AT_ONCE:
        raise Refused(_("Give at most %(most)d numbers at once.") % {"most": MOST_AT_ONCE}, status=422)
    faults = _faults(pool, written)
    if faults:
        raise Refused(faults[0].message, code="invalid", faults=faults[:MOST_FAULTS], status=422)
    now = timezone.now()
    rows = [
        PooledNumber(
            pool=pool, carrier=pool.carrier, number=number, state=PooledNumber.State.FREE, changed_at=now
        )
        for number in written
    ]  # fmt: skip
    try:
        with transaction.atomic():
            PooledNumber.objects.bulk_create(rows)
    except IntegrityError as error:
        message = _("Some of these numbers have been listed or given just now. Send the list again.")
        raise Refused(message, code="numbers_taken") from error
    outbox.record(NumberPoolChanged(pool.code))
    return len(written)


def _faults(pool: NumberPool, written: Sequence[str]) -> list[Fault]:
    if not written:
        return [Fault("numbers", _("Give at least one number, one a line."))]
    taken = PooledNumber.objects.filter(carrier=pool.carrier, number__in=written)
    known = dict(taken.values_list("number", "pool__code"))
    faults = []
    for line, number in enumerate(written, start=1):
        if problem := _problem(pool, number, known):
            message = _("Line %(line)d, %(number)s: %(problem)s")
            told = {"line": line, "number": number[:40], "problem": problem}
            faults.append(Fault("numbers", message % told, "number_malformed"))
        known.setdefault(number, "")
    return faults


def _problem(pool: NumberPool, number: str, known: Mapping[str, str]) -> str:
    """``known`` has the pool of each number that stands in one; "" for one further up in the list."""
    if not pool.pattern.accepts(number):
        return _("this is not a number of the pool's form; look at its check digit.")
    if number not in known:
        return ""
    if not known[number]:
        return _("this number stands further up already.")
    return _("this number is in the pool %(pool)s already.") % {"pool": known[number]}
