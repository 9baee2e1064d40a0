"""Kinds of cases -> what is wrong and what to do about it."""

from typing import Final

from django.utils.translation import gettext_noop as _

CASES: Final = {
    "payment_amount_mismatch": _(
        "Received %(money)s instead of %(expected_money)s. Take it and settle the difference, or return it."
    ),
    "refund_failed": _("A refund of %(money)s failed: %(error)s. Refund again or pay by other means."),
    "refund_amount_mismatch": _("The provider refunded %(error)s instead of %(money)s. Ask the provider."),
    "refund_exceeds_capture": _("The provider reports a refund of %(error)s beyond what was paid. Ask it."),
    "supplier_refused": _(
        "%(supplier)s refused %(number)s: %(reason)s. Cancel and refund the consignment, or settle the case."
    ),
    "supplier_late": _(
        "%(supplier)s has not accepted %(number)s in time. Call, or cancel and refund the consignment."
    ),
    "supplier_offer_missing": _(
        "%(supplier)s no longer offers %(skus)s. Cancel and refund the consignment, or settle the case."
    ),
    "stock_promised_too_much": _("Fewer units than promised: %(skus)s. Find stock or cancel an order."),
    "promised_units_expired": _(
        "%(units)s promised units of %(skus)s in %(warehouse)s are past their last day. Send the order "
        "another way, or cancel it."
    ),
    "carrier_refused": _("%(carrier)s refused the parcel of %(number)s: %(reason)s. Mend it and book again."),
    "tracking_number_in_use": _("The tracking number of %(number)s is taken. Ask the supplier for its own."),
    "parcel_exception": _("Parcel %(tracking_number)s: %(status)s. %(description)s. %(remedy)s"),
    "claim_due": _(
        "Parcel %(tracking_number)s was paid back to the buyer (%(reason)s). Claim up to %(money)s from "
        "%(carrier)s until %(until_on)s, with the claim pack."
    ),
    "parcel_stalled": _(
        "No news of parcel %(tracking_number)s for %(hours)s hours; usual is %(limit)s. Call the carrier."
    ),
    "clearance_late": _(
        "Parcel %(tracking_number)s will hardly leave customs by %(due_by)s. Ask what is missing."
    ),
    "promise_at_risk": _(
        "Consignment %(position)s may not arrive by %(promised_on)s; %(first_on)s to %(last_on)s is expected."
    ),
    "orders_linked": _(
        "%(orders)s of %(days)s days are worth %(money)s at the border together, each below the limit of "
        "%(expected_money)s. The same: %(links)s; recipients named: %(names)s. It may be one sale spread "
        "out, or a family. Ask the buyer, or settle the case."
    ),
    "reroute_proposed": _(
        "The buyer is asked about consignment %(position)s from %(warehouse)s by %(lane)s, there by "
        "%(last_on)s instead of %(promised_on)s. Without an answer it goes as agreed."
    ),
    "problem_reported": _(
        "The buyer reports: %(problem)s. %(answer)s Answer, and claim it from the carrier."
    ),
    "number_not_told": _(
        "%(channel)s was not told the number %(tracking_number)s: %(breaches)s. Tell it the one that is true."
    ),
    "number_pool_low": _(
        "Number pool %(pool)s has %(left)s numbers left; it warns at %(low_water)s. Ask %(carrier)s for more "
        "before parcels have to wait."
    ),
    "lane_ends": _("Lane %(lane)s is offered until %(last_on)s. Renew it, or take it out of use."),
    "work_failed": _("%(work)s failed %(count)s times for good. See why, and try again."),
    "number_pool_empty": _("%(number)s waits for a number: %(reason)s"),
    "parcel_pulled_off": _(
        "Parcel %(tracking_number)s of %(number)s was pulled off: %(reason)s. Mend it and bag it again."
    ),
    "parcel_missing": _(
        "Parcel %(tracking_number)s of waybill %(waybill)s did not come out at %(hub)s. Search for it."
    ),
    "parcel_damaged": _(
        "Parcel %(tracking_number)s came damaged to %(hub)s (waybill %(waybill)s). Repack it or refund."
    ),
    "parcel_unexpected": _(
        "Parcel %(tracking_number)s turned up at %(hub)s under waybill %(waybill)s. Find where it belongs."
    ),
    "parcel_lost_to_buyer": _(
        "Parcel %(tracking_number)s will not reach the buyer (%(fate)s): %(note)s. Refund it, or send it "
        "again."
    ),
    "customs_query": _("Customs asks: %(message)s. Answer it."),
    "customs_rejected": _("Customs rejected the declaration: %(message)s. Correct it and send it again."),
    "customs_inspection": _("Customs inspects the goods. Have the papers ready."),
    "customs_refused": _("%(reference)s could not be handed to customs: %(reason)s. Mend it and send again."),
    "customs_data_missing": _("Customs needs more about %(number)s: %(missing)s"),
    "customs_port_missing": _(
        "No customs port is settled for %(number)s (lane %(lane)s). Set one up, or say which of several is "
        "preferred."
    ),
    "customs_withdrawal_needed": _("Ask customs (%(port)s) to withdraw %(reference)s; it was sent already."),
    "bonded_book_short": _("%(reason)s"),
    "bonded_difference": _(
        "Book and shelf differ by %(difference)s units of %(sku)s: shelf %(physical)s, book %(balance)s, "
        "released and not yet gone %(released)s, received and not yet entered %(not_entered)s; stock counts "
        "changed %(counted)s. Adjust the book, or count the shelf again."
    ),
    "return_not_refunded": _(
        "Goods of %(reference)s are back in bond, but nothing was refunded: %(reason)s Refund by hand."
    ),
    "zone_not_licensed": _("%(reason)s"),
    "customs_reply_unexpected": _("Customs answered %(kind)s to %(reference)s out of turn. Ask customs."),
}

# The buyer hears what it means for the order, not the inner matter.
CASES_FOR_BUYER: Final = {
    "": _("We are looking into a question about this order."),
    "payment_amount_mismatch": _("The amount we received differs from the order. We are looking into it."),
    "parcel_exception": _("Something went wrong on the way. We are asking the carrier."),
    "parcel_stalled": _("We have not heard of your parcel for longer than usual. We are asking the carrier."),
    "clearance_late": _("Your parcel takes longer in customs than usual. We are asking about it."),
    "promise_at_risk": _("Your parcel may come later than promised. We keep an eye on it."),
    "reroute_proposed": _("We asked you whether your parcel may come another way."),
    "problem_reported": _("You reported a problem. We are looking into it."),
    "number_pool_empty": _("Your parcel waits for a tracking number. We are seeing to it."),
    "parcel_pulled_off": _("Your parcel takes a later flight. We are seeing to what held it."),
    "parcel_missing": _("We are looking for your parcel at the place where its flight arrived."),
    "parcel_damaged": _("Your parcel was damaged on the way. We are looking at it."),
    "parcel_unexpected": _("Your parcel took another way than planned. We are looking into it."),
    "parcel_lost_to_buyer": _("Your parcel will not arrive. We are going to put it right."),
    "customs_query": _("Customs has a question. We are answering it."),
    "customs_inspection": _("Customs is looking at your parcel."),
}
