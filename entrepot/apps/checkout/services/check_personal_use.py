"""Personal parcels stay personal: orders of one person count together, under whatever names and days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from entrepot.apps.lanes.queries import mode
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Consignment
from entrepot.domain.money import Money, total
from entrepot.kit.errors import Refused


@dataclass(frozen=True, slots=True)
class PersonalParcel:
    """A consignment of a fulfilment mode to be sent to a person: ``pieces`` that are worth ``goods``."""

    mode: str
    goods: Money
    pieces: int


def check_personal_use(
    *, parcels: Iterable[PersonalParcel], address: Mapping[str, Any], importer_id: str, at: datetime
) -> None:
    """Refuse ``parcels`` that with the person's other ones are more than a private person may receive.

    The limits stand in the mode's ``personal_limits`` by country: ``value`` in ``currency`` within
    ``within_days`` (one indivisible piece alone may be worth more) and ``parcels`` within
    ``parcels_within_days``. The same person is who has the same identity number or receives at the same
    door, so that neither other names nor other days get around them. Raises ``Refused`` (``personal_limit``).
    """
    by_mode: dict[str, list[PersonalParcel]] = defaultdict(list)
    for parcel in parcels:
        by_mode[parcel.mode].append(parcel)
    for code, alike in by_mode.items():
        if limits := mode(code).config.get("personal_limits", {}).get(address["country"]):
            _check(code, alike, limits, address, importer_id, at)


def _check(
    code: str,
    parcels: Sequence[PersonalParcel],
    limits: Mapping[str, Any],
    address: Mapping[str, Any],
    importer_id: str,
    at: datetime,
) -> None:
    same = Q(order__address__line1=address["line1"], order__address__postcode=address["postcode"])
    if importer_id:
        same |= Q(order__importer_id=importer_id)
    earlier = (
        Consignment.objects.filter(same, mode=code, order__address__country=address["country"])
        .exclude(order__status="cancelled")
        .exclude(progress="cancelled")
    )
    _check_count(earlier, len(parcels), limits, at)
    recent = earlier.filter(order__placed_at__gt=at - timedelta(days=limits["within_days"]))
    sums = recent.values_list("order__currency").annotate(Sum("lines__line_amount"))
    values = [Money(amount, currency) for currency, amount in sums]
    limit = Money(Decimal(limits["value"]), limits["currency"])
    values_now = [parcel.goods for parcel in parcels]
    worth = total(
        (convert(value, limit.currency, at.date()) for value in [*values, *values_now]), limit.currency
    )
    alone = sum(parcel.pieces for parcel in parcels) == 1 and not values
    if worth > limit and not alone:
        raise Refused(
            _(
                "Parcels for one person may hold %(limit)s within %(days)s days; with this order it would be "
                "%(worth)s. Orders under other names at the same door and of other days count together. "
                "Order less, or later."
            )
            % {"limit": limit, "days": limits["within_days"], "worth": worth.rounded()},
            code="personal_limit",
        )


def _check_count(earlier: Any, parcels: int, limits: Mapping[str, Any], at: datetime) -> None:
    since = at - timedelta(days=limits["parcels_within_days"])
    if earlier.filter(order__placed_at__gt=since).count() + parcels > limits["parcels"]:
        raise Refused(
            _(
                "One person may receive %(parcels)s such parcels within %(days)s days, so that they stay for "
                "personal use. Order later."
            )
            % {"parcels": limits["parcels"], "days": limits["parcels_within_days"]},
            code="personal_limit",
        )
