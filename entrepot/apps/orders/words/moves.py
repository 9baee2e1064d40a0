"""Keys of ``domain.whose_move`` -> what that somebody has to do."""

from typing import Final

from django.utils.translation import gettext_noop as _

MOVES: Final = {
    "closed": _("Nothing left to do"),
    "pay": _("The buyer pays"),
    "case": _("Settle the open case"),
    "prepare": _("Fulfilment is being set up"),
    "pick": _("Pick the goods"),
    "pack": _("Pack the parcels"),
    "dispatch": _("Hand the parcels to the carrier"),
    "mend_declaration": _("Correct the customs declaration"),
    "receive_return": _("Receive the returned goods"),
    "refund_lost": _("Refund what was lost"),
    "accept_order": _("The supplier accepts or refuses"),
    "ship_order": _("The supplier ships"),
    "accept_purchase": _("The buyer abroad accepts or declines"),
    "buy": _("The buyer abroad buys the goods"),
    "agree_to_price": _("The customer decides on the new price"),
    "pay_balance": _("The customer pays the balance"),
    "clear": _("Customs decides"),
    "deliver": _("The carrier delivers"),
    "collect": _("The buyer collects the goods"),
    "confirm_receipt": _("The buyer confirms receipt"),
}

MOVES_FOR_BUYER: Final = {
    "pay": _("Your move: pay the order"),
    "prepare": _("We are preparing your order"),
    "pick": _("We are preparing your order"),
    "pack": _("We are preparing your order"),
    "dispatch": _("We are handing your parcel to the carrier"),
    "mend_declaration": _("We are sorting out the customs papers"),
    "receive_return": _("Your parcel is coming back to us"),
    "refund_lost": _("Your parcel will not arrive. We are going to put it right."),
    "accept_order": _("The supplier is preparing your order"),
    "ship_order": _("The supplier is preparing your order"),
    "accept_purchase": _("Our buyer abroad is being asked"),
    "buy": _("Our buyer abroad is buying your goods"),
    "agree_to_price": _("Your move: decide on the new price"),
    "pay_balance": _("Your move: pay the balance"),
    "clear": _("Customs is looking at the declaration"),
    "deliver": _("The carrier is bringing your parcel"),
    "collect": _("Your move: collect your goods"),
    "confirm_receipt": _("Your move: tell us that everything arrived"),
}
