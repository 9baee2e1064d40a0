"""What comes next for a parcel, in words for those who wait for it."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from entrepot.domain.tracking.next_leg import DOOR, NextLeg
from entrepot.domain.tracking.statuses import TrackingLeg
from entrepot.web.places import country_name
from entrepot.web.templatetags.entrepot_ui import dt

NEXT: Final = {
    TrackingLeg.LINE_HAUL: gettext_noop("Next: on its way to %(country)s"),
    TrackingLeg.CUSTOMS: gettext_noop("Next: customs in %(country)s"),
    TrackingLeg.LAST_MILE: gettext_noop("Next: the carrier in %(country)s"),
    DOOR: gettext_noop("Next: at the door"),
}


def next_words(coming: NextLeg | None, country: str) -> str:
    """One line, with the day where enough parcels tell it; nothing for nothing."""
    if coming is None:
        return ""
    what = gettext(NEXT[coming.leg]) % {"country": country_name(country)}
    if coming.usually_by is None:
        return what
    return gettext("%(what)s, usually by %(day)s") % {"what": what, "day": dt(coming.usually_by.date())}
