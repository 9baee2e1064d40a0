"""Kinds of facts -> sentences. ``all`` serves every reader that has no sentence of its own."""

from typing import Final

from django.utils.translation import gettext_noop as _

from entrepot.apps.orders.words.parcels import CONSOLIDATION, CUSTOMS, PARCEL
from entrepot.apps.orders.words.promises import PROMISE

ORDER: Final = {
    "order_placed": {
        "all": _("Order placed for %(money)s."), "buyer": _("You placed this order for %(money)s."),
    },
    "order_confirmed": {
        "all": _("Paid in full; the goods are kept for this order."),
        "buyer": _("Your payment arrived and your goods are set aside."),
    },
    "order_revived": {
        "all": _("Paid after its time; the goods were still there, so the order goes on."),
        "buyer": _("Your payment came late, but the goods were still there: your order goes on."),
    },
    "order_expired": {
        "all": _("Not paid in time; the order was cancelled and its goods released."),
        "buyer": _("We did not receive a payment in time and cancelled the order. Nothing was charged."),
    },
    "order_cancelled": {
        "all": _("Order cancelled: %(why)s."), "buyer": _("The order was cancelled: %(why)s."),
    },
    "order_in_fulfilment": {"all": _("The order is being prepared.")},
    "order_shipped": {"all": _("Everything is on its way.")},
    "order_delivered": {"all": _("Everything has been delivered.")},
    "rest_delivered": {"all": _("Everything that could arrive has been delivered; the rest was paid back.")},
    "order_undeliverable": {"all": _("Nothing of this order could be delivered, and it was paid back.")},
    "consignment_undeliverable": {
        "all": _("Consignment %(position)s was paid back and is not waited for any more: %(reason)s."),
        "buyer": _("Parcel %(position)s was paid back, and the order goes on without it: %(reason)s."),
    },
    "receipt_confirmed": {
        "all": _("The buyer confirmed receipt."), "buyer": _("You confirmed that everything arrived."),
    },
    "order_completed": {"all": _("Completed two weeks after delivery.")},
    "consignment_cancelled": {
        "all": _("Consignment %(position)s cancelled: %(reason)s. %(money)s go back to the buyer."),
        "buyer": _("A part of your order was cancelled: %(reason)s. You get %(money)s back."),
    },
    "consignment_rerouted": {
        "all": _(
            "Consignment %(position)s: %(to)s instead of %(from)s, because: %(reason)s. %(cost_words)s"
        ),
        "buyer": _(
            "A part of your order now comes from %(ships_from)s. It costs you nothing more and still "
            "arrives by %(promised_on)s."
        ),
    },
    "split_refused": {
        "all": _(
            "More consignments (%(consignments)s) would have saved %(money)s, but only by staying below a "
            "threshold (%(limits)s). The sale was not cut up."
        ),
    },
    "case_opened": {"all": _("Needs attention: %(case_words)s")},
    "case_resolved": {"all": _("Settled: %(resolution)s.")},
}  # fmt: skip

MONEY: Final = {
    "payment_captured": {
        "all": _("%(money)s received."), "buyer": _("We received your payment of %(money)s."),
    },
    "payment_failed": {
        "all": _("The payment failed: %(reason)s."),
        "buyer": _("The payment did not go through: %(reason)s. You can try again."),
    },
    "payment_cancelled": {
        "all": _("The buyer left the payment page: %(reason)s."),
        "buyer": _("The payment was not finished: %(reason)s. You can try again."),
    },
    "payment_amount_mismatch": {"all": _("Received %(money)s instead of %(expected_money)s.")},
    "payment_rest_due": {
        "all": _("%(money)s are missing and were asked for, due by: %(pay_by)s"),
        "buyer": _("%(money)s of your payment are still missing. Please pay them by: %(pay_by)s"),
    },
    "claim_asked": {"all": _("%(money)s claimed from %(carrier)s for parcel %(tracking_number)s.")},
    "claim_paid": {"all": _("%(carrier)s paid %(money)s for parcel %(tracking_number)s.")},
    "claim_refused": {
        "all": _("%(carrier)s pays nothing for parcel %(tracking_number)s: %(why)s."),
    },
    "deposit_received": {
        "all": _("The deposit arrived; the goods are to be bought."),
        "buyer": _("Your deposit arrived. Now your goods are being bought for you."),
    },
    "stock_and_deposit_paid": {
        "all": _("The goods in stock are paid, and the deposit for those that are to be bought."),
        "buyer": _(
            "Your payment arrived. What we have in stock is being prepared; the rest is being bought for you."
        ),
    },
    "balance_due": {
        "all": _("The balance of %(money)s was asked for, due by: %(pay_by)s"),
        "buyer": _("Please pay the balance of %(money)s by: %(pay_by)s"),
    },
    "balance_reminder": {
        "all": _("The buyer was reminded of the balance of %(money)s, due by: %(pay_by)s"),
        "buyer": _("A reminder: the balance of %(money)s is due by: %(pay_by)s"),
    },
    "balance_paid": {
        "all": _("Deposit and balance are paid."),
        "buyer": _("Everything is paid. Your goods are being sent."),
    },
    "balance_not_paid": {
        "all": _("The balance was not paid in time: what was bought is not sent. %(money)s go back."),
        "buyer": _(
            "The balance was not paid in time, so what was bought for you is not sent. You get %(money)s "
            "back; the rest of your order goes on."
        ),
    },
    "deposit_forfeited": {
        "all": _("%(money)s of the deposit were kept, because the balance was not paid."),
        "buyer": _("As agreed at order, %(money)s of the deposit are kept: the balance was not paid."),
    },
    "refund_requested": {
        "all": _("Refund of %(money)s decided: %(reason)s."),
        "buyer": _("We are paying %(money)s back to you: %(reason)s."),
    },
    "refunded": {
        "all": _("%(money)s were paid back."), "buyer": _("%(money)s were paid back to you."),
    },
}  # fmt: skip

SUPPLIER: Final = {
    "dropship_sent": {
        "all": _("Dropship order %(number)s sent to %(supplier)s. To be accepted by: %(accept_by)s"),
        "buyer": _("We asked the supplier to prepare your goods."),
        "supplier": _("Order %(number)s arrived. Accept by: %(accept_by)s"),
    },
    "dropship_accepted": {
        "all": _("%(supplier)s accepted %(number)s."), "buyer": _("The supplier is preparing your goods."),
        "supplier": _("You accepted %(number)s."),
    },
    "dropship_refused": {
        "all": _("%(supplier)s refused %(number)s: %(reason)s"),
        "supplier": _("You refused %(number)s: %(reason)s"),
    },
    "dropship_cancelled": {
        "all": _("Dropship order %(number)s withdrawn: %(why)s."),
        "supplier": _("Order %(number)s was withdrawn; do not ship it."),
    },
    "dropship_label_requested": {
        "all": _("The supplier asked for a label for %(number)s."),
        "supplier": _("You asked for a label for %(number)s."),
    },
    "dropship_shipped": {
        "all": _("%(number)s shipped by the supplier with %(carrier)s, %(tracking_number)s."),
        "buyer": _("The supplier handed your parcel to %(carrier)s: %(tracking_number)s."),
        "supplier": _("You shipped %(number)s with %(carrier)s, %(tracking_number)s."),
    },
}  # fmt: skip

PURCHASE: Final = {
    "purchase_sent": {
        "all": _("Purchase %(number)s given to %(supplier)s. To be accepted by: %(accept_by)s"),
        "buyer": _("We asked our buyer abroad to buy your goods."),
        "supplier": _("Purchase %(number)s arrived. Accept by: %(accept_by)s"),
    },
    "purchase_accepted": {
        "all": _("%(supplier)s buys %(number)s. To be bought by: %(buy_by)s"),
        "buyer": _("Our buyer abroad is going to buy your goods, by: %(buy_by)s"),
        "supplier": _("You took on %(number)s. Buy by: %(buy_by)s"),
    },
    "purchase_made": {
        "all": _("%(number)s bought at %(shop)s for %(money)s; the receipt is kept."),
        "buyer": _("Your goods have been bought at %(shop)s; we have the receipt."),
        "supplier": _("You bought %(number)s for %(money)s."),
    },
    "purchase_price_raised": {
        "all": _("%(number)s is dearer: %(money)s instead of %(expected_money)s. Answer by: %(answer_by)s"),
        "buyer": _(
            "The shop asks more: your order would cost %(money)s instead of %(expected_money)s. Accept it or "
            "have your deposit back, by: %(answer_by)s"
        ),
        "supplier": _("You reported a higher price for %(number)s. The customer decides."),
    },
    "purchase_price_agreed": {
        "all": _("The buyer accepted the new price; the order costs %(money)s."),
        "buyer": _("You accepted the new price; your order costs %(money)s."),
        "supplier": _("The customer accepted the new price of %(number)s. Please buy."),
    },
    "purchase_declined": {
        "all": _("The buyer did not accept the new price of %(number)s."),
        "buyer": _("You did not accept the new price. The deposit for these goods comes back in full."),
        "supplier": _("The customer did not accept the new price of %(number)s. Do not buy it."),
    },
    "purchase_not_found": {
        "all": _("%(supplier)s could not buy %(number)s: %(reason)s"),
        "buyer": _(
            "Our buyer could not get your goods: %(reason)s. The deposit for them comes back in full."
        ),
        "supplier": _("You could not buy %(number)s: %(reason)s"),
    },
    "purchase_expired": {
        "all": _("%(number)s was not bought in time."),
        "buyer": _("Your goods were not bought in time. The deposit for them comes back in full."),
        "supplier": _("%(number)s was not bought in time and is withdrawn."),
    },
    "purchase_cancelled": {
        "all": _("Purchase %(number)s withdrawn."),
        "supplier": _("Purchase %(number)s was withdrawn. Do not buy it; if you have, tell the shop."),
    },
}  # fmt: skip

FACTS: Final = {
    **ORDER, **MONEY, **SUPPLIER, **PURCHASE, **PARCEL, **CONSOLIDATION, **CUSTOMS, **PROMISE,
}  # fmt: skip
