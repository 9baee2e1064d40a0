"""Facts of delays and of what is asked of the buyer -> sentences."""

from typing import Final

from django.utils.translation import gettext_noop as _

PROMISE: Final = {
    "promise_will_break": {
        "all": _(
            "Consignment %(position)s will hardly arrive by %(promised_on)s: %(first_on)s to %(last_on)s "
            "is expected. The buyer was told and may choose: %(choices)s."
        ),
        "buyer": _(
            "Your parcel will probably not arrive by %(promised_on)s as promised. We now expect it between "
            "%(first_on)s and %(last_on)s. We are sorry. You may choose: %(choices)s."
        ),
    },
    "promise_broken": {
        "all": _(
            "Consignment %(position)s did not arrive by %(promised_on)s: %(first_on)s to %(last_on)s is "
            "expected. The buyer was told and may choose: %(choices)s."
        ),
        "buyer": _(
            "Your parcel did not arrive by %(promised_on)s as promised. We now expect it between "
            "%(first_on)s and %(last_on)s. We are sorry. You may choose: %(choices)s."
        ),
    },
    "remedy_chosen": {
        "all": _("The buyer's choice for the late consignment %(position)s: %(choice)s."),
        "buyer": _("Your choice for the late parcel: %(choice)s."),
    },
    "reroute_proposed": {
        "all": _(
            "The buyer was asked about consignment %(position)s from %(warehouse)s by %(lane)s, %(first_on)s "
            "to %(last_on)s instead of by %(promised_on)s, because: %(reason)s. Back: %(money)s, due on "
            "delivery: %(expected_money)s. To be answered by %(answer_by)s."
        ),
        "buyer": _(
            "May we send a part of your order another way? It would come from %(ships_from)s between "
            "%(first_on)s and %(last_on)s instead of by %(promised_on)s, because: %(reason)s. You would get "
            "%(money)s back and pay %(expected_money)s on delivery. Without your answer by %(answer_by)s it "
            "goes as agreed."
        ),
    },
    "reroute_answered": {
        "all": _("The buyer's answer about the other way for consignment %(position)s: %(choice)s."),
        "buyer": _("Your answer about the other way: %(choice)s."),
    },
    "reroute_lapsed": {
        "all": _("No answer about the other way for consignment %(position)s; it goes as agreed."),
        "buyer": _("We had no answer from you, so your parcel goes as agreed, to arrive by %(promised_on)s."),
    },
    "customs_asks_buyer": {
        "all": _("The buyer was asked for what customs needs: %(needed)s"),
        "buyer": _("Customs needs something from you: %(needed)s"),
    },
    "shop_asks_buyer": {
        "all": _("The buyer was asked: %(needed)s"),
        "buyer": _("We need something from you: %(needed)s"),
    },
    "buyer_answered": {
        "all": _("The buyer answered: %(answer)s"),
        "buyer": _("You answered: %(answer)s"),
    },
    "money_back_chosen": {
        "all": _("The buyer asked for all the money for consignment %(position)s, which is lost: %(money)s."),
        "buyer": _("You asked for your money back for what did not arrive: %(money)s."),
    },
}  # fmt: skip

# What a buyer may choose when a promise will not be kept or is to be changed (``domain.tracking.remedies``).
CHOICES: Final = {
    "keep_waiting": _("keep waiting"),
    "freight_back": _("half of the shipping back, and the parcel still comes"),
    "accept_way": _("yes, send it the other way"),
    "keep_way": _("no, send it as agreed"),
    "cancel": _("cancel it and get everything back"),
}

# What the buyer is asked about a parcel in trouble, by the steps of ``domain.tracking.playbook`` that are
# theirs.
QUESTIONS: Final = {
    "arrange_delivery": _(
        "The carrier met nobody for parcel %(tracking_number)s. When is somebody there, or which neighbour "
        "may take it?"
    ),
    "collect_parcel": _("Parcel %(tracking_number)s waits to be collected. Until when will you collect it?"),
    "correct_address": _(
        "The carrier cannot find the address of parcel %(tracking_number)s. Write the complete, right "
        "address and a phone number."
    ),
    "pay_duty": _(
        "The carrier holds parcel %(tracking_number)s until duty and tax are paid, which are yours to pay by "
        "the terms of your order (DAP). Pay them to the carrier and write to us when, or what stops you."
    ),
}

PROBLEMS_REPORTED: Final = {
    "damaged_parcel": _("the parcel or the goods are damaged"),
    "missing_goods": _("something is missing"),
    "never_arrived": _("it never arrived"),
}
