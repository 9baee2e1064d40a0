"""Have a season played over the ways of some markets."""

from collections.abc import Sequence
from datetime import UTC, date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.planning.models import Simulation
from entrepot.domain.ports.scenarios import TooFewOrders
from entrepot.kit.adapters import scenarios
from entrepot.kit.errors import invalid
from entrepot.kit.texts import text_in

MOST_DAYS: Final = 200
MOST_ORDERS: Final = 2_000
# The codes of the scenarios: the packaged history, and the orders of the shop itself.
PACKAGED, OWN = "history", "shop"
# Law, rates and freight of other years are nowhere written.
YEARS: Final = range(2000, 2101)


def start_simulation(
    *, start: date | None, days: int, seed: int, orders: int, markets: Sequence[str], by: str,
    scenario: str = PACKAGED,
) -> Simulation:  # fmt: skip
    """A simulation of at most ``orders`` orders in each market, waiting to be played.

    The packaged history is moved to the days from ``start`` on; the shop's own orders are played on the last
    ``days`` until today, whatever ``start`` is. Raises ``Refused`` 422 for a scenario, start, days, orders or
    markets that cannot be played, and for a market with too few orders of the shop's own.
    """
    if scenario not in scenarios.codes():
        raise invalid("scenario", _("Choose one of the histories that can be played."))
    known = scenarios[scenario].markets
    if not markets or set(markets) - set(known):
        raise invalid("markets", _("Choose at least one of the markets that can be played."))
    if not 1 <= days <= MOST_DAYS:
        raise invalid("days", _("Between 1 and %(most)s days can be played.") % {"most": MOST_DAYS})
    if not 1 <= orders <= MOST_ORDERS:
        raise invalid("orders", _("Between 1 and %(most)s orders can be played.") % {"most": MOST_ORDERS})
    now = timezone.now()
    if scenario == OWN:
        start = now.astimezone(UTC).date() - timedelta(days=days - 1)
    if start is None or start.year not in YEARS:
        raise invalid("start", _("Enter a day like 2026-12-24."))
    asked = Simulation(
        scenario=scenario, start=start, days=days, seed=seed, orders=orders,
        markets=[code for code in known if code in markets], asked_by=by, asked_at=now,
    )  # fmt: skip
    _check(asked)
    asked.save()
    return asked


def _check(asked: Simulation) -> None:
    scenario = scenarios[asked.scenario]
    try:
        scenario.check(start=asked.start, days=asked.days, codes=asked.markets, known_at=asked.asked_at)
    except TooFewOrders as few:
        found = ", ".join(
            f"{text_in(scenario.markets[code])}: {orders}" for code, orders in few.found.items()
        )
        raise invalid(
            "scenario",
            _(
                "In these days this shop has too few paid orders (%(found)s); a market needs %(least)s. "
                "Choose more days or fewer markets, or play the packaged history."
            )
            % {"found": found, "least": few.least},
        ) from few
