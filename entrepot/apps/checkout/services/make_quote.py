"""Price a cart to the door: what the buyer sees before paying, frozen."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.checkout.models import Cart, Quote
from entrepot.apps.checkout.queries.document import plan_document
from entrepot.apps.checkout.queries.goods import goods
from entrepot.apps.checkout.queries.plan import plan_basket
from entrepot.apps.checkout.queries.priced import PricedPlan
from entrepot.apps.checkout.services.check_personal_use import PersonalParcel, check_personal_use
from entrepot.apps.checkout.services.check_recipient import check_recipient, missing_importer_id
from entrepot.apps.checkout.words import why_blocked
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.taxation.queries import importer_number
from entrepot.apps.taxation.services.store_quotes import store_quotes
from entrepot.domain.duties import ImporterKind, Place
from entrepot.domain.sourcing.policy import QUOTE
from entrepot.kit.errors import Fault, Refused, invalid

MOST_LINES = 1_000


def make_quote(
    *,
    cart: Cart,
    address: Mapping[str, str],
    importer_id: str = "",
    importer_kind: ImporterKind = ImporterKind.PRIVATE,
    choices: Mapping[str, str] | None = None,
    needed_by: date | None = None,
    on: date | None = None,
    quantities: Mapping[int, int] | None = None,
) -> Quote:
    """A quote for the cart's present lines to ``address``, valid for ``QUOTE_VALID_MINUTES``.

    ``importer_kind`` says whether a person or a company buys: other lanes and other law. ``choices`` maps a
    warehouse to the lane preferred for what it sends. Lines that could only come after
    ``needed_by`` are not sold. ``on`` is the day whose law,
    prices and rates apply (today). The cart's ``quantities`` by variant are read unless given. Lines that
    cannot be sold are in ``plan["blocked"]`` with their reasons and in no total. Raises ``Refused``:
    ``address_faulty`` (all faults at once), ``country_not_open``, ``cart_empty``, ``nothing_can_be_sent``,
    ``personal_limit``, ``importer_id_required``, ``charges_unknown``,
    ``lane_not_offered``, ``warehouse_not_used``, ``plan_unknown`` or ``day_passed``.
    """
    today = on or timezone.now().date()
    tidy, number = check_recipient(
        address=address, importer_id=importer_id, importer_kind=importer_kind, on=today
    )
    if quantities is None:
        quantities = dict(cart.lines.values_list("variant_id", "quantity"))
    if not quantities:
        raise Refused(_("The cart is empty. Put something into it first."), code="cart_empty")
    if len(quantities) > MOST_LINES:
        raise Refused(_("The cart has too many different articles. Split it."), code="cart_too_long")
    if needed_by is not None and needed_by < today:
        raise invalid("needed_by", _("This day has passed. Choose a later one or none."), "day_passed")
    plan = plan_basket(
        goods=goods(list(quantities)),
        quantities=quantities,
        destination=Place(tidy["country"], tidy["region"], tidy["postcode"]),
        currency=cart.currency,
        on=today,
        importer_id=number,
        importer_kind=importer_kind,
        choices=choices,
        effort=QUOTE,
        needed_by=needed_by,
    )
    _check(plan, number, importer_kind)
    bought_later = [
        PersonalParcel(each.mode, each.goods, sum(line.quantity for line in each.lines))
        for each in plan.consignments
        if each.deposit
    ]
    check_personal_use(parcels=bought_later, address=tidy, importer_id=number, at=timezone.now())
    with transaction.atomic(savepoint=False):
        stored = store_quotes(
            answers=[(each.asked, each.landed) for each in plan.consignments], position=plan.position
        )
        return Quote.objects.create(
            cart=cart,
            address=tidy,
            importer_id=number,
            importer_kind=importer_kind,
            plan=plan_document(plan, [quote.id for quote in stored], needed_by),
            currency=cart.currency,
            expires_at=timezone.now() + timedelta(minutes=settings.QUOTE_VALID_MINUTES),
        )


def _check(plan: PricedPlan, importer_id: str, importer_kind: ImporterKind) -> None:
    if not plan.consignments:
        faults = [
            Fault(f"variant.{line.variant_id}", why_blocked(line.reason, line.facts), line.reason)
            for line in plan.blocked
        ]
        raise Refused(
            _("Nothing in the cart can be sent to this address."), code="nothing_can_be_sent", faults=faults
        )
    imported = any(each.crosses_border for each in plan.consignments)
    asked = importer_number(plan.country, plan.on, importer_kind)
    if imported and not importer_id and asked and asked.is_required:
        raise missing_importer_id(asked)
    if plan.status == "partial" and not known_country(plan.country).accepts_partial_quote:
        raise Refused(
            _("We do not know the import charges of these goods there yet, so we do not send them."),
            code="charges_unknown",
        )
