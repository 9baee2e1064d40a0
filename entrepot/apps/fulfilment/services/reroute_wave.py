"""An operator takes the proposals for a wave: one consignment after the other goes another way."""

from collections.abc import Mapping
from dataclasses import dataclass

from entrepot.apps.fulfilment.services.reroute_consignment import reroute_consignment
from entrepot.apps.orders.models import Consignment
from entrepot.kit.errors import Refused


@dataclass(frozen=True)
class WaveDone:
    """``rerouted`` go another way now; ``refused`` says by id why each other one does not."""

    rerouted: tuple[Consignment, ...]
    refused: Mapping[int, Refused]


def reroute_wave(*, ways: Mapping[int, tuple[str, str]], reason: str, by: str) -> WaveDone:
    """Send each consignment (by its id) from a warehouse by a lane. Each stands for itself: what is refused
    does not hold up the others, and is tried once more when they have made room for it."""
    rerouted: list[Consignment] = []
    left = dict(ways)
    refused: dict[int, Refused] = {}
    for _try in range(2):
        refused = {}
        consignments = Consignment.objects.filter(pk__in=left).order_by("promised_to", "pk")
        for consignment in consignments:
            warehouse, lane = left[consignment.pk]
            try:
                rerouted.append(
                    reroute_consignment(
                        consignment=consignment, warehouse=warehouse, lane=lane, reason=reason, by=by
                    )
                )
                del left[consignment.pk]
            except Refused as error:
                refused[consignment.pk] = error
    return WaveDone(tuple(rerouted), refused)
