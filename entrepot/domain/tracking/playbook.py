"""What to do about each cause of trouble: who must act, within how long, and how, as data.

What only the buyer can mend (an address, an appointment, a duty that is theirs to pay) is asked of the buyer
at once; without an answer in time it is the operator's again, with what to do ``otherwise``.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from entrepot.domain.tracking.statuses import TrackingReason as Reason


@dataclass(frozen=True, slots=True)
class Remedy:
    """``owner`` (operator or buyer) does ``step`` within ``within``; ``otherwise`` is for when that fails."""

    owner: str
    within: timedelta
    step: str
    otherwise: str = ""


def _remedy(owner: str, hours: int, step: str, otherwise: str = "") -> Remedy:
    return Remedy(owner, timedelta(hours=hours), step, otherwise)


ASK_CARRIER: Final = _remedy("operator", 24, "ask_carrier", "claim_and_refund")
PLAYBOOK: Final[dict[str, Remedy]] = {
    Reason.RECIPIENT_ABSENT: _remedy("buyer", 72, "arrange_delivery", "return_and_refund"),
    Reason.UNCLAIMED: _remedy("buyer", 72, "collect_parcel", "return_and_refund"),
    Reason.ADDRESS_PROBLEM: _remedy("buyer", 72, "correct_address", "return_and_refund"),
    Reason.REFUSED: _remedy("operator", 24, "ask_buyer", "return_and_refund"),
    Reason.DELAYED: _remedy("operator", 48, "tell_new_window", "ask_carrier"),
    Reason.WEATHER: _remedy("operator", 48, "tell_new_window", "ask_carrier"),
    Reason.MISROUTED: _remedy("operator", 24, "ask_carrier", "tell_new_window"),
    Reason.HELD: _remedy("operator", 24, "ask_carrier", "tell_new_window"),
    Reason.CUSTOMS_HOLD: _remedy("operator", 24, "answer_customs", "tell_new_window"),
    Reason.DOCUMENTS_MISSING: _remedy("operator", 24, "send_documents", "return_and_refund"),
    Reason.DUTY_UNPAID: _remedy("operator", 24, "settle_duty", "return_and_refund"),
    Reason.GOODS_RESTRICTED: _remedy("operator", 48, "return_and_refund"),
    Reason.DAMAGED: _remedy("operator", 24, "claim_and_refund", "return_and_refund"),
    Reason.LOST: _remedy("operator", 24, "claim_and_refund", "return_and_refund"),
    Reason.RETURNED_TO_SENDER: _remedy("operator", 48, "receive_and_refund", "return_and_refund"),
    Reason.CANCELLED: _remedy("operator", 24, "book_again"),
    Reason.UNKNOWN: ASK_CARRIER,
}

# What nobody fetched from a counter of ours is ours again.
LEFT_AT_OUR_COUNTER: Final = _remedy("operator", 24, "receive_and_refund")
# Under these terms duty and tax are the buyer's to pay to the carrier.
_DUTY_OF_BUYER: Final = _remedy("buyer", 72, "pay_duty", "return_and_refund")


def remedy_for(reason: str, *, incoterm: str = "DDP") -> Remedy:
    """What to do about ``reason`` with a parcel sent on the terms of ``incoterm``; without a known cause the
    carrier is asked."""
    if reason == Reason.DUTY_UNPAID and incoterm == "DAP":
        return _DUTY_OF_BUYER
    return PLAYBOOK.get(reason, ASK_CARRIER)
