"""The only writer of ``status``."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from entrepot.domain.lifecycle import Lifecycle
from entrepot.kit.models import StatusChange

Row = TypeVar("Row", bound=models.Model)


def transition(
    row: Row,
    lifecycle: Lifecycle,
    *,
    to: str,
    by: str,
    at: datetime | None = None,
    why: str = "",
    **changes: Any,
) -> Row:
    """Lock ``row``, check that its lifecycle allows ``to``, write it with ``changes`` and keep the history.

    ``by`` says who ("operator:7", "carrier:simcarrier", "system"). Returns the row as written. Raises
    ``IllegalTransition`` and writes nothing when the table does not allow it, whoever was first.
    """
    # Checked before anything is written, so inside a transaction no savepoint of its own is needed.
    with nullcontext() if transaction.get_connection().in_atomic_block else transaction.atomic():
        model = type(row)
        old = model._default_manager.select_for_update().values_list("status", flat=True).get(pk=row.pk)
        lifecycle.check(old, to)
        changes["status"] = to
        model._default_manager.filter(pk=row.pk).update(**changes)
        for name, value in changes.items():
            setattr(row, name, value)
        StatusChange.objects.create(
            lifecycle=lifecycle.name,
            row_id=str(row.pk),
            old=old,
            new=to,
            by=by,
            at=at or timezone.now(),
            why=why,
        )
    return row
