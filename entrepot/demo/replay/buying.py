"""What buyers abroad do all day for the replay's orders: take a task on, and buy at the price agreed."""

from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from entrepot.apps.purchasing.models import BuyerListing, PurchaseTask
from entrepot.apps.purchasing.services.accept_purchase import accept_purchase
from entrepot.apps.purchasing.services.report_purchase import Receipt, report_purchase
from entrepot.demo.load_buyers import picture
from entrepot.demo.replay.placing import SOURCE
from entrepot.demo.replay.rounds import each

PAPER: Final = "#f6f2ea"


def variants_abroad() -> dict[str, int]:
    """What buyers abroad have listed by its English name: its number is drawn anew in every shop."""
    return dict(BuyerListing.objects.values_list("variant__product__name__en", "variant_id"))


def buy_once() -> int:
    """One round; returns how many steps were done. What was bought then waits for its balance."""
    return each(_standing("sent"), _accept) + each(_standing("accepted"), _buy)


def _standing(status: str) -> QuerySet[PurchaseTask]:
    rows = PurchaseTask.objects.filter(consignment__order__source=SOURCE, status=status)
    return rows.select_related("consignment__order", "supplier").order_by("pk")


def _accept(task: PurchaseTask) -> None:
    accept_purchase(task=task, by=_by(task))


def _buy(task: PurchaseTask) -> None:
    receipt = Receipt(picture(PAPER), task.cost, "Galerie Exemple", timezone.now().date())
    report_purchase(task=task, receipt=receipt, by=_by(task))


def _by(task: PurchaseTask) -> str:
    return f"supplier:{task.supplier.code}"
