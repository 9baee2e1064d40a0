"""From where goods come to a buyer, as the shop's pages say it."""

from django.utils.translation import gettext as _

from entrepot.web.places import country_name


def way_words(ships_from: str, to: str, *, from_bond: bool, town: str = "") -> str:
    """The way between two countries (codes). ``from_bond``: the goods lie imported under bond, already in the
    buyer's country; in ``town`` where that is known."""
    names = {"from": country_name(ships_from), "to": country_name(to), "town": town}
    if ships_from != to:
        return _("From %(from)s to %(to)s") % names
    if from_bond and town:
        return _("Within %(to)s, from the bonded warehouse in %(town)s") % names
    if from_bond:
        return _("Within %(to)s, from a bonded warehouse") % names
    return _("Within %(to)s") % names


def origin_words(ships_from: str, *, from_bond: bool) -> str:
    """Where an article of a list is sent from."""
    country = {"country": country_name(ships_from)}
    if from_bond:
        return _("Ships from a bonded warehouse in %(country)s") % country
    return _("Ships from %(country)s") % country
