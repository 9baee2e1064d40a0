"""Write the configuration of a fulfilment mode down."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.lanes.words import mode_problem
from entrepot.domain.sourcing.modes import faults_of
from entrepot.kit.errors import Fault, Refused


@transaction.atomic
def save_mode(*, mode: FulfilmentMode) -> FulfilmentMode:
    """Store ``mode``, new or changed; its lanes follow it from the next quote on.

    Raises ``Refused`` naming every faulty setting (``stock``, ``declarations.import``, ...).
    """
    faults = [Fault(fault.field, mode_problem(fault), fault.problem) for fault in faults_of(mode.config)]
    if faults:
        message = _("The configuration of the mode has faults.")
        raise Refused(message, code="mode_malformed", faults=faults, status=422)
    mode.save()
    transaction.on_commit(queries.forget)
    return mode
