"""Another way that changes what was promised: the buyer is asked, and money, stock and promise follow."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.checkout.queries.still_paid import too_much
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.proposals import proposals_for
from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.fulfilment.services.choose_remedy import choose_remedy
from entrepot.apps.fulfilment.services.lapse_proposals import lapse_proposals
from entrepot.apps.fulfilment.services.propose_reroute import propose_reroute
from entrepot.apps.fulfilment.services.reroute_consignment import reroute_consignment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.notices.models import Notice
from entrepot.apps.orders.models import Case, Consignment, Order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.queries import ledger_differences
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.apps.fulfilment.test_rerouting import OPERATOR, reserved, sell_elsewhere, sold
from tests.factories.lanes import a_lane

pytestmark = pytest.mark.django_db
__all__ = ["sold"]
LATE, DOOR = ("lille", "fr-eu"), ("lhr", "gb-eu-dap")


@pytest.fixture
def late(sold: Order) -> Consignment:
    """Whatever way it goes now, it comes later than promised."""
    sold.consignments.update(promised_from=timezone.now().date(), promised_to=timezone.now().date())
    return sold.consignments.get()


@pytest.fixture
def at_the_door(sold: Order) -> Consignment:
    """Another lane is in time, but duty and tax are paid on delivery."""
    sold.consignments.update(promised_to=timezone.now().date() + timedelta(days=90))
    a_lane("gb-eu-dap", "GB", ("DE",), incoterm="DAP", bands=((30_000, "4.20"),))
    return sold.consignments.get()


def ask(consignment: Consignment, way: tuple[str, str]) -> Case:
    return propose_reroute(
        consignment=consignment, warehouse=way[0], lane=way[1], reason="London floods", by=OPERATOR
    )


def parts(refund: Refund) -> dict[str, Decimal]:
    return {part: Decimal(amount) for part, amount in refund.parts.items()}


def test_the_buyer_is_asked_with_window_and_money_and_nothing_moves_yet(late: Consignment) -> None:
    case = ask(late, LATE)
    assert (case.owner, case.status) == ("buyer", "open")
    way = proposals_for([late])[late.pk]
    last_day_to_answer = (timezone.now() + timedelta(days=3)).date()
    assert way.promised_on == timezone.now().date()
    assert last_day_to_answer < way.first_on <= way.last_on
    assert (way.ships_from, way.on_delivery.amount) == ("FR", 0)
    assert (reserved("lhr"), reserved("lille"), Refund.objects.count()) == (2, 0, 0)
    notice = Notice.objects.get(kind="reroute_proposed")
    assert "It would come from France between" in notice.text
    assert "because: London floods. You would get €" in notice.text


def test_who_agrees_gets_the_new_window_and_what_was_paid_too_much(late: Consignment) -> None:
    """Freight was 6.25 by post and is 4.00; inside the Union no duty is due, and VAT on less freight."""
    before = {charge.kind: charge.amount for charge in late.charges.all()}
    ask(late, LATE)
    way = proposals_for([late])[late.pk]
    for _twice in range(2):
        choose_remedy(consignment=late, choice="accept_way", by="buyer")
    row = Consignment.objects.get(pk=late.pk)
    assert (row.warehouse, row.promised_from, row.promised_to) == ("lille", way.first_on, way.last_on)
    assert (reserved("lhr"), reserved("lille"), stock_differences()) == (0, 2, [])
    refund = Refund.objects.get()
    now = {"shipping": Decimal(4), "tax": Decimal(row.landed_cost["totals"]["tax"]["amount"])}
    assert refund.amount == way.back.amount == sum(before.values()) - sum(now.values()) > 0
    assert parts(refund)["shipping"] == Decimal("2.25")
    assert Case.objects.get(kind="reroute_proposed").status == "resolved"
    assert ledger_differences() == []


def test_cancelled_afterwards_only_the_rest_comes_back(late: Consignment, settle: Callable[[], int]) -> None:
    paid = Order.objects.get().total_amount
    ask(late, LATE)
    choose_remedy(consignment=late, choice="accept_way", by="buyer")
    cancel_consignment(consignment=Consignment.objects.get(), reason="test", by=OPERATOR)
    settle()
    assert sum(refund.amount for refund in Refund.objects.all()) == paid


def test_more_at_the_door_is_due_only_with_the_buyers_consent(at_the_door: Consignment) -> None:
    order = at_the_door.order
    prepaid = sum(charge.amount for charge in at_the_door.charges.exclude(kind="shipping"))
    ask(at_the_door, DOOR)
    way = proposals_for([at_the_door])[at_the_door.pk]
    assert way.on_delivery.amount > 0
    choose_remedy(consignment=at_the_door, choice="accept_way", by="buyer")
    charges = Consignment.objects.get().landed_cost["charges"]
    still = sum(Decimal(each["amount"]["amount"]) for each in charges if each["due"] == "checkout")
    assert way.back.amount == Decimal("1.00") + prepaid - still  # post was 6.25, this is 5.25
    order.refresh_from_db()
    assert order.due_on_delivery == way.on_delivery
    due = at_the_door.charges.filter(due="delivery")
    assert sum(charge.amount for charge in due) == way.on_delivery.amount
    assert Refund.objects.get().amount == way.back.amount


def test_who_declines_keeps_what_was_agreed(late: Consignment) -> None:
    ask(late, LATE)
    choose_remedy(consignment=late, choice="keep_way", by="buyer")
    row = Consignment.objects.get()
    assert (row.warehouse, row.promised_to, Refund.objects.count()) == ("lhr", late.promised_to, 0)
    assert Case.objects.get().status == "resolved"
    with pytest.raises(Refused, match="not late"):
        choose_remedy(consignment=late, choice="accept_way", by="buyer")


def test_who_would_rather_cancel_gets_everything_back(late: Consignment, settle: Callable[[], int]) -> None:
    ask(late, LATE)
    choose_remedy(consignment=late, choice="cancel", by="buyer")
    settle()
    order = Order.objects.get()
    assert (order.status, Consignment.objects.get().progress) == ("cancelled", "cancelled")
    assert sum(refund.amount for refund in Refund.objects.all()) == order.total_amount
    assert Case.objects.get(kind="reroute_proposed").status == "resolved"


def test_without_an_answer_it_goes_as_agreed(late: Consignment) -> None:
    ask(late, LATE)
    assert lapse_proposals(now=timezone.now() + timedelta(days=2, hours=23)) == 0
    assert lapse_proposals(now=timezone.now() + timedelta(days=3, minutes=1)) == 1
    assert (Consignment.objects.get().warehouse, proposals_for([late])) == ("lhr", {})
    assert Notice.objects.filter(kind="reroute_proposed").count() == 1
    with pytest.raises(Refused):
        choose_remedy(consignment=late, choice="accept_way", by="buyer")


def test_picking_overtakes_the_question(late: Consignment) -> None:
    ask(late, LATE)
    start_picking(shipment=Shipment.objects.get(), by=OPERATOR)
    with pytest.raises(Refused) as refusal:
        choose_remedy(consignment=late, choice="accept_way", by="buyer")
    assert refusal.value.code == "already_picked"
    assert lapse_proposals(now=timezone.now()) == 1
    assert reserved("lhr") == 2


def test_of_a_cancelled_order_the_question_ends_and_nobody_is_told_that_it_goes(late: Consignment) -> None:
    case = ask(late, LATE)
    cancel_order(order=late.order, by=OPERATOR, why="sold twice")
    assert (lapse_proposals(now=timezone.now()), lapse_proposals(now=timezone.now())) == (1, 0)
    case.refresh_from_db()
    assert (case.status, case.resolution) == ("resolved", "the order was cancelled")
    assert not late.order.timeline.filter(kind="reroute_lapsed").exists()


def test_goods_that_are_gone_meanwhile_change_nothing(late: Consignment) -> None:
    ask(late, LATE)
    sell_elsewhere("lille", 2)
    with pytest.raises(Refused, match="cannot carry"):
        choose_remedy(consignment=late, choice="accept_way", by="buyer")
    assert (Consignment.objects.get().warehouse, Refund.objects.count()) == ("lhr", 0)
    assert proposals_for([late])


def test_consent_holds_for_what_was_shown_and_no_worse(late: Consignment) -> None:
    ask(late, LATE)
    case = Case.objects.get()
    Case.objects.update(facts={**case.facts, "last_on": timezone.now().date().isoformat()})
    with pytest.raises(Refused) as refusal:
        choose_remedy(consignment=late, choice="accept_way", by="buyer")
    assert refusal.value.code == "breaks_our_word"


def test_one_question_at_a_time_and_none_for_a_way_that_keeps_our_word(sold: Order) -> None:
    row = sold.consignments.get()
    sold.consignments.update(promised_to=timezone.now().date() + timedelta(days=30))
    with pytest.raises(Refused) as refusal:
        ask(row, LATE)
    assert refusal.value.code == "no_consent_needed"
    sold.consignments.update(promised_to=timezone.now().date())
    ask(row, LATE)
    with pytest.raises(Refused) as refusal:
        ask(row, LATE)
    assert refusal.value.code == "already_asked"


def test_a_cheaper_way_that_keeps_our_word_pays_back_the_difference_of_itself(sold: Order) -> None:
    sold.consignments.update(promised_to=timezone.now().date() + timedelta(days=30))
    row = sold.consignments.get()
    reroute_consignment(consignment=row, warehouse="lille", lane="fr-eu", reason="x", by=OPERATOR)
    first = Refund.objects.get()
    assert parts(first)["shipping"] == Decimal("2.25")
    reroute_consignment(consignment=row, warehouse="lhr", lane="gb-eu-express", reason="x", by=OPERATOR)
    assert Refund.objects.count() == 1  # 15.00 by express: what is dearer is ours
    reroute_consignment(consignment=row, warehouse="lille", lane="fr-eu", reason="x", by=OPERATOR)
    assert Refund.objects.count() == 1  # and what went back once does not go back again


def test_only_what_all_of_it_became_less_goes_back() -> None:
    """Freight is 4 more and tax 6 less: 2 go back, as tax."""

    def money(**parts: int) -> dict[str, Money]:
        return {part: Money.of(str(amount), "EUR") for part, amount in parts.items()}

    assert too_much(money(shipping=5, tax=10), money(shipping=9, tax=4), "EUR") == money(tax=2)
    assert too_much(money(shipping=5, tax=10), money(shipping=9, tax=7), "EUR") == {}
    assert too_much(money(shipping=5, duty=3), money(shipping=4), "EUR") == money(shipping=1, duty=3)
