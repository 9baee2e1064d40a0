"""Why a business is offered no freight: its goods weigh less than what a forwarder charges for at least."""

from collections.abc import Iterable
from dataclasses import dataclass

from entrepot.domain.sourcing.routes import Route
from entrepot.domain.sourcing.weights import Load


@dataclass(frozen=True, slots=True)
class FreightMinimum:
    """Freight is charged for ``from_g`` grams at least; the goods come to ``goods_g``, which is less."""

    from_g: int
    goods_g: int


def freight_minimum(
    routes: Iterable[Route], load: Load, destination: str, postcode: str = ""
) -> FreightMinimum | None:
    """The least minimum of the freight lanes among ``routes``, each able to carry ``load``; ``None`` when
    there is none or the load reaches the minimum of one."""
    found = []
    for route in routes:
        lane = route.lane
        from_g = lane.charged_from_g(destination, postcode) if lane.is_freight else 0
        if not from_g:
            continue
        goods_g = lane.weight_rule.chargeable_grams(load)
        if goods_g >= from_g:
            return None
        found.append(FreightMinimum(from_g, goods_g))
    return min(found, key=lambda each: each.from_g, default=None)
