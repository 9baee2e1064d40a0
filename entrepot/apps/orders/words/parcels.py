"""Facts of parcels, of what they travel in and of their customs -> sentences."""

from typing import Final

from django.utils.translation import gettext_noop as _

PARCEL: Final = {
    "shipment_created": {"all": _("Shipment %(number)s waits to be picked in %(warehouse)s.")},
    "picking_started": {
        "all": _("Picking of %(number)s started."), "buyer": _("We are taking your goods off the shelf."),
    },
    "picking_stopped": {"all": _("Picking of %(number)s was put back.")},
    "shipment_packed": {
        "all": _("%(number)s packed: parcels %(parcels)s, %(weight_g)s."),
        "buyer": _("Your goods are packed."),
    },
    "parcel_booked": {
        "all": _("Parcel of %(number)s booked with %(carrier)s: %(tracking_number)s."),
        "buyer": _("Your parcel has a number: %(tracking_number)s (%(carrier)s)."),
    },
    "shipment_dispatched": {
        "all": _("%(number)s left the warehouse: %(tracking_numbers)s."),
        "buyer": _("Your parcel is on its way: %(tracking_numbers)s."),
    },
    "pick_up_code_given": {
        "all": _("Pick-up code of %(number)s: %(tracking_number)s."),
        "buyer": _("Your pick-up code is on this page."),
    },
    "shipment_at_counter": {
        "all": _("%(number)s stands at the counter."),
        "buyer": _("Your goods are at the counter of the shop."),
    },
    "shipment_cancelled": {"all": _("Shipment %(number)s cancelled: %(why)s.")},
    "shipment_returned": {"all": _("%(number)s came back."), "buyer": _("Your parcel came back to us.")},
    "shipment_delivered": {
        "all": _("%(number)s delivered."), "buyer": _("Your parcel was delivered."),
    },
    "tracking": {
        "all": _("%(status)s%(at_place)s: %(description)s (%(tracking_number)s)"),
        "buyer": _("%(status)s%(at_place)s%(because)s"),
    },
}  # fmt: skip

CONSOLIDATION: Final = {
    "parcel_bagged": {"all": _("Parcel %(tracking_number)s scanned into %(bag)s.")},
    "parcel_pulled_off": {"all": _("Parcel %(tracking_number)s pulled off %(bag)s: %(note)s.")},
    "parcel_expected": {
        "all": _("Parcel %(tracking_number)s taken out of %(bag)s, waybill %(waybill)s, whole."),
    },
    "parcel_unexpected": {"all": _("Parcel %(tracking_number)s turned up where it was not expected.")},
    "parcel_damaged": {"all": _("Parcel %(tracking_number)s came out of %(bag)s damaged. %(note)s")},
    "parcel_moved": {"all": _("Parcel %(tracking_number)s belongs to %(bag)s, waybill %(waybill)s.")},
    "parcel_held": {"all": _("Parcel %(tracking_number)s is held at the hub: %(note)s")},
    "parcel_returned": {"all": _("Parcel %(tracking_number)s is sent back from the hub: %(note)s")},
    "parcel_destroyed": {"all": _("Parcel %(tracking_number)s was destroyed at the hub: %(note)s")},
    "parcel_mistaken": {"all": _("Parcel %(tracking_number)s was scanned at the hub by mistake.")},
    "parcel_given_up": {
        "all": _("Parcel %(tracking_number)s will not reach the buyer."),
        "buyer": _("Your parcel %(tracking_number)s cannot be delivered. We are going to put it right."),
    },
    "parcel_missing": {"all": _("Parcel %(tracking_number)s did not come out of %(bag)s.")},
    "number_told": {"all": _("%(channel)s was told the number %(tracking_number)s.")},
    "number_changed": {
        "all": _(
            "From now on %(carrier)s holds the parcel as %(tracking_number)s; until now it was %(before)s."
        ),
        "buyer": _(
            "Your parcel is with the local carrier %(carrier)s now. Its number there is %(tracking_number)s; "
            "the earlier number %(before)s no longer moves."
        ),
    },
}  # fmt: skip

CUSTOMS: Final = {
    "declaration_created": {"all": _("Customs declaration %(reference)s prepared.")},
    "declaration_sent": {
        "all": _("Customs declaration %(reference)s sent."),
        "buyer": _("We declared your parcel to customs."),
    },
    "declaration_accepted": {
        "all": _("Customs accepted declaration %(reference)s."),
        "buyer": _("Customs accepted the declaration of your parcel."),
    },
    "declaration_query": {
        "all": _("Customs asks about declaration %(reference)s: %(message)s"),
        "buyer": _("Customs asked a question about your parcel; we are answering it."),
    },
    "declaration_answered": {
        "all": _("The question of customs about %(reference)s was answered: %(answer)s"),
        "buyer": _("We answered the question of customs."),
    },
    "declaration_inspection": {
        "all": _("Customs inspects the goods of %(reference)s."),
        "buyer": _("Customs is looking at your parcel. This can take a day or two."),
    },
    "declaration_released": {
        "all": _("Customs released %(reference)s."), "buyer": _("Customs released your parcel."),
    },
    "bond_released": {"all": _("%(reference)s is taken out of bonded account book %(book)s.")},
    "bond_returned": {
        "all": _("Back in bond under %(reference)s: %(units)s units."),
        "buyer": _("What you sent back has arrived in the bonded warehouse."),
    },
    "declaration_rejected": {
        "all": _("Customs rejected declaration %(reference)s: %(message)s"),
        "buyer": _("Customs did not accept the declaration; we are correcting it."),
    },
    "declaration_amended": {
        "all": _("Declaration %(reference)s corrected and sent again."),
        "buyer": _("We sent customs a corrected declaration."),
    },
    "declaration_cancelled": {"all": _("Declaration %(reference)s withdrawn.")},
}  # fmt: skip

# A parcel meets customs twice; the buyer is told which it was. %(sentence)s is one of the above.
BORDERS: Final = {
    "export": _("Export, %(country)s: %(sentence)s"),
    "import": _("Import, %(country)s: %(sentence)s"),
}
