"""The desk of the carrier in memory."""

from datetime import UTC, datetime, timedelta

from entrepot.connectors.carriers.memory import CHARGE, MemoryCarrier
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.carrier_desks import ManifestRequest, PickupRequest, Rate, RateRequest

SERVICES = (("economy", 12), ("standard", 8), ("express", 3))
SHORTEST_WINDOW = timedelta(hours=1)


class MemoryCarrierDesk:
    """``CarrierDesk`` over the parcels of a ``MemoryCarrier``; fails when that one is told to."""

    def __init__(self, carrier: MemoryCarrier) -> None:
        self.code, self._carrier = carrier.code, carrier
        self.manifests: dict[str, ManifestRequest] = {}
        self.pickups: dict[str, PickupRequest] = {}
        self.cancelled: set[str] = set()

    def rates(self, request: RateRequest) -> list[Rate]:
        with self._carrier.call():
            if any(parcel.weight_g <= 0 for parcel in request.parcels):
                raise Permanent("weight_g: must be above zero", code="invalid_field")
            price = CHARGE * len(request.parcels)
            return [Rate(service, price, days) for service, days in SERVICES]

    def manifest(self, request: ManifestRequest) -> str:
        with self._carrier.call():
            known = {one.key: reference for reference, one in self.manifests.items()}
            if request.key in known:
                return known[request.key]
            parcels = [self._carrier.find(number) for number in request.tracking_numbers]
            for parcel in parcels:
                number = parcel.consignment.tracking_number
                if parcel.cancelled:
                    raise Permanent(f"{number} is cancelled", code="cancelled")
                if parcel.manifest:
                    raise Permanent(f"{number} is on manifest {parcel.manifest}", code="manifested")
            reference = f"MEMM{len(self.manifests) + 1}"
            self.manifests[reference] = request
            for parcel in parcels:
                parcel.manifest = reference
            return reference

    def request_pickup(self, request: PickupRequest) -> str:
        with self._carrier.call():
            known = {one.key: reference for reference, one in self.pickups.items()}
            if request.key in known:
                return known[request.key]
            now = datetime.fromtimestamp(self._carrier.now(), UTC)
            if request.closes_at <= now or request.closes_at - request.ready_at < SHORTEST_WINDOW:
                raise Permanent("closes_at: the window is over or too short", code="invalid_window")
            reference = f"MEMP{len(self.pickups) + 1}"
            self.pickups[reference] = request
            return reference

    def cancel_pickup(self, reference: str) -> None:
        with self._carrier.call():
            if reference not in self.pickups:
                raise Permanent(f"{reference} was not ordered here", code="unknown_pickup")
            self.cancelled.add(reference)
