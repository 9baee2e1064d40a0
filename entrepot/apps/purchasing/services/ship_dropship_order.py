"""The supplier has handed the parcel to a carrier."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.services.book import book
from entrepot.apps.purchasing.events import DropshipShipped
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.domain.lifecycles import DROPSHIP_ORDER
from entrepot.domain.tracking.numbers import InvalidNumber, checked_number, recognise
from entrepot.kit import outbox
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.transitions import transition
from entrepot.rules.tracking_numbers import packaged_formats


@transaction.atomic
def ship_dropship_order(
    *, dropship_order: DropshipOrder, carrier: str, tracking_number: str, by: str
) -> DropshipOrder:
    """Record carrier and number, and book what we now owe the supplier.

    Without a ``carrier`` the number tells it, where it can. Raises ``Refused`` naming the field for a number
    that the carrier cannot have given or that another dropship order already used,
    ``IllegalTransition`` unless accepted. Event ``DropshipShipped``.
    """
    lock_order(dropship_order.consignment)
    code, number = _checked(dropship_order, carrier, tracking_number)
    now = timezone.now()
    shipped = transition(
        dropship_order, DROPSHIP_ORDER, to="shipped", by=by, at=now, shipped_at=now, carrier=code,
        tracking_number=number,
    )  # fmt: skip
    order = shipped.consignment.order
    supplier = shipped.supplier.code
    facts = {"number": shipped.number, "carrier": code, "tracking_number": number}
    record_fact(order=order, kind="dropship_shipped", by=by, at=now, facts=facts, supplier=supplier,
                key=f"shipped:{shipped.number}")  # fmt: skip
    book(
        key=f"dropship:{shipped.number}", kind="supplier_payable", order=order, at=now, memo=shipped.number,
        postings=[("cost_of_dropship", shipped.cost), ("supplier_payable", -shipped.cost)],
    )  # fmt: skip
    outbox.record(DropshipShipped(shipped.pk, order.pk, by))
    return shipped


def _checked(dropship_order: DropshipOrder, carrier: str, tracking_number: str) -> tuple[str, str]:
    code = slugify(carrier)[:40] or _recognised(tracking_number)
    if not code:
        raise invalid("carrier", _("Say which carrier has the parcel."))
    try:
        number = checked_number(code, tracking_number, packaged_formats())
    except InvalidNumber as error:
        raise invalid("tracking_number", _remedy(error), error.key) from error
    used = DropshipOrder.objects.filter(carrier=code, tracking_number=number).exclude(pk=dropship_order.pk)
    if used.exists():
        message = _("%(number)s has been given for another order. Enter this parcel's own number.")
        raise Refused(message % {"number": number}, code="tracking_number_used")
    return code, number


def _recognised(tracking_number: str) -> str:
    """The one carrier whose check digit agrees with the number; "" when there is none or several."""
    candidates = recognise(tracking_number, packaged_formats())
    sure = {candidate.courier for candidate in candidates if candidate.checked}
    return slugify(sure.pop().replace("_", "-")) if len(sure) == 1 else ""


def _remedy(error: InvalidNumber) -> str:
    sentences = {
        "tracking_number_missing": _("Enter the tracking number of the parcel."),
        "tracking_number_shape": _(
            "“%(number)s” does not look like a tracking number: use 8 to 35 letters and digits, as printed "
            "under the barcode."
        ),
        "tracking_number_not_s10": _(
            "“%(number)s” is not a number of this carrier: it has two letters, nine digits and a country, "
            "such as LE 990 000 016 GB."
        ),
        "tracking_number_check_digit": _(
            "“%(number)s” has a wrong check digit. Compare it with the label, digit by digit."
        ),
    }
    return sentences[error.key] % {"number": error.number}
