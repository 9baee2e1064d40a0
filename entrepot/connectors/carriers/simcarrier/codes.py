"""The carrier's event codes to the common tracking vocabulary."""

from dataclasses import dataclass
from typing import Final

from entrepot.domain.tracking.statuses import TrackingLeg as Leg
from entrepot.domain.tracking.statuses import TrackingReason as Reason
from entrepot.domain.tracking.statuses import TrackingStatus as Status


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says in our words; ``reason`` is empty when all is well."""

    status: Status
    leg: Leg | str = ""
    reason: Reason | str = ""


MEANINGS: Final[dict[str, Meaning]] = {
    "INF": Meaning(Status.INFO_RECEIVED, Leg.FIRST_MILE),
    "PUP": Meaning(Status.IN_TRANSIT, Leg.FIRST_MILE),
    "SRT": Meaning(Status.IN_TRANSIT, Leg.LAST_MILE),
    "OHD": Meaning(Status.IN_TRANSIT, Leg.LINE_HAUL),
    "DAR": Meaning(Status.IN_TRANSIT, Leg.LINE_HAUL),
    "CCL": Meaning(Status.IN_TRANSIT, Leg.CUSTOMS),
    "CHD": Meaning(Status.EXCEPTION, Leg.CUSTOMS, Reason.CUSTOMS_HOLD),
    "DLY": Meaning(Status.EXCEPTION, Leg.LINE_HAUL, Reason.DELAYED),
    "OFD": Meaning(Status.OUT_FOR_DELIVERY, Leg.LAST_MILE),
    "ATF": Meaning(Status.ATTEMPT_FAIL, Leg.LAST_MILE, Reason.RECIPIENT_ABSENT),
    "AVP": Meaning(Status.AVAILABLE_FOR_PICKUP, Leg.LAST_MILE),
    "DMG": Meaning(Status.EXCEPTION, Leg.LAST_MILE, Reason.DAMAGED),
    "RFS": Meaning(Status.EXCEPTION, Leg.LAST_MILE, Reason.REFUSED),
    "DLV": Meaning(Status.DELIVERED, Leg.LAST_MILE),
}

# A code added by the carrier since must neither be lost nor claim more than that something happened.
UNKNOWN: Final = Meaning(Status.IN_TRANSIT, "", Reason.UNKNOWN)
