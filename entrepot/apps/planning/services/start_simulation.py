"""Have a season played over the ways of some markets."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.planning.models import Simulation
from entrepot.kit.adapters import scenarios
from entrepot.kit.errors import invalid

MOST_DAYS: Final = 200
MOST_ORDERS: Final = 2_000
SCENARIO: Final = "history"
# Law, rates and freight of other years are nowhere written.
YEARS: Final = range(2000, 2101)


def start_simulation(
    *, start: date, days: int, seed: int, orders: int, markets: Sequence[str], by: str
) -> Simulation:
    """A simulation of at most ``orders`` orders in each market, waiting to be played.

    Raises ``Refused`` 422 for a start, days, orders or markets that cannot be played.
    """
    known = scenarios[SCENARIO].markets
    if not markets or set(markets) - set(known):
        raise invalid("markets", _("Choose at least one of the markets that can be played."))
    if start.year not in YEARS:
        raise invalid("start", _("Enter a day like 2026-12-24."))
    if not 1 <= days <= MOST_DAYS:
        raise invalid("days", _("Between 1 and %(most)s days can be played.") % {"most": MOST_DAYS})
    if not 1 <= orders <= MOST_ORDERS:
        raise invalid("orders", _("Between 1 and %(most)s orders can be played.") % {"most": MOST_ORDERS})
    return Simulation.objects.create(
        scenario=SCENARIO, start=start, days=days, seed=seed, orders=orders,
        markets=[code for code in known if code in markets], asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
