"""The words in which every carrier's news is told here.

Carriers speak hundreds of codes; a table per carrier (``codes``) maps its own to these. The set of
statuses is the one that tracking aggregators share, so a new carrier fits without a new word. A status is
a fact from outside: events are appended, the current status is derived from all of them.
"""

from enum import StrEnum
from typing import Final


class TrackingStatus(StrEnum):
    """Where a parcel is in its life, the same for all carriers."""

    PENDING = "pending"
    INFO_RECEIVED = "info_received"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPT_FAIL = "attempt_fail"
    AVAILABLE_FOR_PICKUP = "available_for_pickup"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    EXPIRED = "expired"


class TrackingLeg(StrEnum):
    """The part of the way to which an event belongs."""

    FIRST_MILE = "first_mile"
    LINE_HAUL = "line_haul"
    CUSTOMS = "customs"
    LAST_MILE = "last_mile"


class TrackingReason(StrEnum):
    """Why something did not go as planned; empty on an event that went well."""

    RECIPIENT_ABSENT = "recipient_absent"
    ADDRESS_PROBLEM = "address_problem"
    REFUSED = "refused"
    UNCLAIMED = "unclaimed"
    DELAYED = "delayed"
    WEATHER = "weather"
    MISROUTED = "misrouted"
    HELD = "held"
    CUSTOMS_HOLD = "customs_hold"
    DOCUMENTS_MISSING = "documents_missing"
    DUTY_UNPAID = "duty_unpaid"
    GOODS_RESTRICTED = "goods_restricted"
    DAMAGED = "damaged"
    LOST = "lost"
    RETURNED_TO_SENDER = "returned_to_sender"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


# After these the carrier has nothing more to do; an exception may still be followed by delivery.
FINAL_STATUSES: Final = frozenset({TrackingStatus.DELIVERED, TrackingStatus.EXPIRED})

# Somebody (operator, buyer or carrier) has to act.
TROUBLE_STATUSES: Final = frozenset(
    {TrackingStatus.ATTEMPT_FAIL, TrackingStatus.EXCEPTION, TrackingStatus.EXPIRED}
)

# A number exists, but no carrier has said that it holds the parcel.
NOT_HANDED_OVER: Final = frozenset({TrackingStatus.PENDING, TrackingStatus.INFO_RECEIVED})
