"""Customs has taken a declaration back at our request."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries.withdrawals import awaits_withdrawal
from entrepot.apps.customs.services._clearing import locked
from entrepot.apps.customs.services._story import settle_about
from entrepot.domain.lifecycles import DECLARATION
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def record_withdrawal(*, declaration: Declaration, by: str) -> Declaration:
    """An operator has asked customs and it agreed: the declaration is cancelled, its case settled.

    Raises ``Refused`` (``not_called_off``) while what it is for is not cancelled.
    """
    row = locked(declaration)
    if not awaits_withdrawal(row):
        raise Refused(_("Cancel first what it declares, or it is withdrawn already."), code="not_called_off")
    transition(row, DECLARATION, to="cancelled", by=by, why="withdrawn")
    settle_about(row, ["customs_withdrawal_needed"], by=by, resolution="withdrawn")
    return row
