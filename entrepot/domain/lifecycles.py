"""Every lifecycle of the platform, one table each. ``kit.transition`` is the only writer of ``status``."""

from typing import Final

from entrepot.domain.lifecycle import lifecycle

# Cancelled is the end, but for one case: the money of an order cancelled as unpaid arrives late, and its
# goods are still there (payments decides that; nobody is offered it as a button). What was all lost on the
# way and paid back is complete without a delivery.
ORDER: Final = lifecycle(
    "order",
    "awaiting_payment",
    awaiting_payment="confirmed cancelled",
    confirmed="in_fulfilment cancelled",
    in_fulfilment="shipped completed cancelled",
    shipped="delivered completed",
    delivered="completed",
    completed="",
    cancelled="confirmed",
)

# Capture is the provider's word; a late capture of a cancelled payment is refunded, never ignored.
PAYMENT: Final = lifecycle(
    "payment",
    "created",
    created="pending failed cancelled",
    pending="captured failed cancelled",
    failed="captured",
    cancelled="captured",
    captured="",
)

REFUND: Final = lifecycle(
    "refund",
    "requested",
    requested="sent refunded failed",
    sent="refunded failed",
    failed="sent",
    refunded="",
)

# What is paid in two goes: a deposit with the order, the balance once the goods have been bought; or at once
# the rest of a payment that came short.
PAYMENT_PLAN: Final = lifecycle(
    "payment_plan",
    "awaiting_deposit",
    awaiting_deposit="awaiting_purchase balance_due",
    awaiting_purchase="balance_due ended",
    balance_due="settled ended",
    settled="",
    ended="",
)

RESERVATION: Final = lifecycle(
    "reservation",
    "held",
    held="committed released expired",
    committed="shipped released",
    shipped="",
    released="",
    expired="",
)

# A transfer is an inbound shipment from another warehouse: its stock leaves there as it goes in transit.
INBOUND_SHIPMENT: Final = lifecycle(
    "inbound_shipment",
    "draft",
    draft="announced cancelled",
    announced="in_transit cancelled",
    in_transit="arrived",
    arrived="receiving closed",
    receiving="closed",
    closed="",
    cancelled="",
)

# Closed means that its papers are made; it can be opened again to pull a parcel off, until it departs.
MASTER_WAYBILL: Final = lifecycle(
    "master_waybill",
    "open",
    open="closed cancelled",
    closed="departed open cancelled",
    departed="arrived",
    arrived="deconsolidated",
    deconsolidated="",
    cancelled="",
)

# Only what breaks no rule of its channel is published; a change takes it off until it is published again,
# and so does a rule that comes into force.
LISTING: Final = lifecycle(
    "listing",
    "draft",
    draft="published refused withdrawn",
    refused="published withdrawn",
    published="draft refused withdrawn",
    withdrawn="",
)

STOCK_COUNT: Final = lifecycle(
    "stock_count", "counting", counting="approved cancelled", approved="", cancelled=""
)

DROPSHIP_ORDER: Final = lifecycle(
    "dropship_order",
    "sent",
    sent="accepted refused cancelled",
    accepted="shipped refused cancelled",
    shipped="",
    refused="",
    cancelled="",
)

# A buyer abroad buys goods that somebody has ordered and paid a deposit for.
PURCHASE_TASK: Final = lifecycle(
    "purchase_task",
    "sent",
    sent="accepted not_found expired cancelled",
    accepted="bought price_raised not_found expired cancelled",
    price_raised="accepted declined expired cancelled",
    bought="cancelled",
    not_found="",
    declined="",
    expired="",
    cancelled="",
)

# What a carrier bills beyond what was agreed: paid after all, or given back by the carrier.
CARRIER_INVOICE_LINE: Final = lifecycle(
    "carrier_invoice_line", "disputed", disputed="accepted credited", accepted="", credited=""
)

# What is asked of a carrier for a parcel that it lost or damaged. A part may be paid; then the rest is not.
CLAIM: Final = lifecycle("claim", "asked", asked="paid refused", paid="", refused="")

# A person's proof of who they are, looked at by an operator.
VERIFICATION: Final = lifecycle(
    "verification", "submitted", submitted="approved rejected", approved="rejected", rejected=""
)

SHIPMENT: Final = lifecycle(
    "shipment",
    "to_pick",
    to_pick="picking cancelled",
    picking="packed to_pick cancelled",
    packed="dispatched cancelled",
    dispatched="delivered returned",
    delivered="",
    returned="",
    cancelled="",
)

# What customs has is cancelled only by asking it to, when the goods do not go after all.
DECLARATION: Final = lifecycle(
    "declaration",
    "draft",
    draft="sent cancelled",
    sent="accepted query inspection released rejected cancelled",
    accepted="query inspection released rejected cancelled",
    query="sent cancelled",
    inspection="query released rejected cancelled",
    rejected="draft cancelled",
    released="cancelled",
    cancelled="",
)

CASE: Final = lifecycle(
    "case", "open", open="in_progress resolved", in_progress="resolved open", resolved="open"
)

NOTICE: Final = lifecycle("notice", "queued", queued="sent failed", failed="queued", sent="")

# Decided by another person than who proposed it; the database refuses an approval by the proposer, too.
RULE_PROPOSAL: Final = lifecycle(
    "rule_proposal",
    "proposed",
    proposed="approved rejected withdrawn",
    approved="",
    rejected="",
    withdrawn="",
)

# Stopped after the way it is playing, a simulation goes on from there.
SIMULATION: Final = lifecycle(
    "simulation",
    "queued",
    queued="running stopped",
    running="finished stopped failed",
    stopped="queued",
    failed="queued",
    finished="",
)
