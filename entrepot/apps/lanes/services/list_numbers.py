"""Numbers that a carrier sent as a list go into a pool."""

from collections.abc import Sequence

from django.db import transaction
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
    the pool's, stands twice, or is known already.
    """
    written = ["".join(number.split()).upper() for number in numbers]
    if len(written) > MOST_AT_ONCE:
        raise Refused(_("Give at most %(most)d numbers at once.") % {"most": MOST_AT_ONCE}, status=422)
    known = set(
        PooledNumber.objects.filter(pool__carrier=pool.carrier, number__in=written).values_list(
            "number", flat=True
        )
    )
    faults = []
    for line, number in enumerate(written, start=1):
        problem = _problem(pool, number, known)
        if problem:
            message = _("Line %(line)d, %(number)s: %(problem)s")
            told = {"line": line, "number": number[:40], "problem": problem}
            faults.append(Fault("numbers", message % told, "number_malformed"))
        known.add(number)
    if not written:
        faults = [Fault("numbers", _("Give at least one number, one a line."))]
    if faults:
        raise Refused(faults[0].message, code="invalid", faults=faults[:MOST_FAULTS], status=422)
    now = timezone.now()
    PooledNumber.objects.bulk_create(
        PooledNumber(pool=pool, number=number, state=PooledNumber.State.FREE, changed_at=now)
        for number in written
    )
    outbox.record(NumberPoolChanged(pool.code))
    return len(written)


def _problem(pool: NumberPool, number: str, known: set[str]) -> str:
    if not pool.pattern.accepts(number):
        return _("this is not a number of the pool's form; look at its check digit.")
    return _("this number is in the pool already.") if number in known else ""
