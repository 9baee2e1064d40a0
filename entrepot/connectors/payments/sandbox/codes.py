"""The provider's words to ours."""

from typing import Final, Literal

NoticeKind = Literal["captured", "failed", "cancelled", "refunded", "refund_failed"]

NOTICE_KINDS: Final[dict[str, NoticeKind]] = {
    "payment.captured": "captured",
    "payment.failed": "failed",
    "payment.cancelled": "cancelled",
    "refund.succeeded": "refunded",
    "refund.failed": "refund_failed",
}
