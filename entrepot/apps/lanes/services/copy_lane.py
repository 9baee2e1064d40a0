"""Make a lane like another one."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import Lane, PriceGrid
from entrepot.apps.lanes.services.set_price_grid import set_price_grid
from entrepot.kit.errors import invalid


@transaction.atomic
def copy_lane(*, lane: Lane, code: str) -> Lane:
    """A lane ``code`` with everything that ``lane`` has, price grids too, not yet active.

    Raises ``Refused`` for a code that exists.
    """
    if Lane.objects.filter(code=code).exists():
        raise invalid("code", _("There is a lane of this code already. Choose another."), "code_taken")
    grids = list(PriceGrid.objects.filter(lane=lane))
    copy = Lane.objects.get(pk=lane.pk)
    copy.pk, copy.code, copy.is_active = None, code, False
    copy._state.adding = True
    copy.save()
    for grid in grids:
        set_price_grid(lane=copy, table=queries.price_table(grid), valid_from=grid.valid_from)
    return copy
