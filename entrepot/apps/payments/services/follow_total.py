"""The buyer agreed to another price: the balance takes the difference."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import PaymentPlan
from entrepot.apps.payments.queries.parts import parts_due
from entrepot.apps.payments.services._locks import lock_order
from entrepot.domain.money import total
from entrepot.kit.errors import Refused


@transaction.atomic
def follow_total(*, order: Order) -> PaymentPlan:
    """Bring the balance of ``order`` to its total less what was called off and the deposit, while only that
    has been paid.

    Raises ``Refused`` (``plan_fixed``) once the balance was asked for.
    """
    locked = lock_order(order.pk)
    plan = PaymentPlan.objects.select_for_update(of=("self",)).select_related("order").get(order=locked)
    if plan.status != "awaiting_purchase":
        raise Refused(_("The balance has been asked for; its amount cannot change."), code="plan_fixed")
    plan.balance_amount = total(parts_due(plan).values(), plan.currency).amount - plan.deposit_amount
    plan.save(update_fields=["balance_amount"])
    return plan
