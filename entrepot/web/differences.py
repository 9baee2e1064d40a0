"""What another choice means, in words: "€8.40 cheaper, 4 days later"."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from entrepot.domain.money import Money
from entrepot.domain.sourcing.alternatives import CHEAPEST, FASTEST, FEWEST, RECOMMENDED
from entrepot.web.templatetags.entrepot_ui import money as shown

PLANS: Final = {
    RECOMMENDED: gettext_noop("Recommended"),
    CHEAPEST: gettext_noop("Cheapest"),
    FASTEST: gettext_noop("Fastest"),
    FEWEST: gettext_noop("Fewest parcels"),
}


def difference(dearer: Money, days_later: int) -> str:
    """Money and days against what is chosen now; less than zero is cheaper, or sooner."""
    amount = shown(Money(abs(dearer.amount), dearer.currency).rounded())
    if dearer.amount < 0:
        money = _("%(amount)s cheaper") % {"amount": amount}
    elif dearer.amount > 0:
        money = _("%(amount)s dearer") % {"amount": amount}
    else:
        money = _("same price")
    days = abs(days_later)
    if days_later > 0:
        when = ngettext("%(days)d day later", "%(days)d days later", days) % {"days": days}
    elif days_later < 0:
        when = ngettext("%(days)d day sooner", "%(days)d days sooner", days) % {"days": days}
    else:
        when = _("on the same day")
    return _("%(money)s, %(when)s") % {"money": money, "when": when}
