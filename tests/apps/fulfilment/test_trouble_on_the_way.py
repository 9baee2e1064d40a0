"""What a carrier cannot do without the buyer is asked of the buyer; what is lost is paid back on request."""

from datetime import timedelta

import pytest
from django.test import Client

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.fulfilment.services.return_lost_money import return_lost_money
from entrepot.apps.fulfilment.services.take_up_unanswered import take_up_unanswered
from entrepot.apps.notices.models import Notice
from entrepot.apps.orders.models import Case, CaseMessage, Consignment, Order
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.apps.orders.words.promises import QUESTIONS
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import Money
from entrepot.domain.tracking.playbook import PLAYBOOK, remedy_for
from entrepot.kit.errors import Refused
from tests.apps.fulfilment.test_tracking import on_its_way, told
from tests.factories.checkout import a_world
from tests.factories.fulfilment import OPERATOR
from tests.settling import settle

pytestmark = pytest.mark.django_db


def hear(reason: str, hours: int = 1, *, status: str = "exception", position: int = 1) -> None:
    number = Parcel.objects.get(position=position).tracking_number
    event = told(number, f"{reason}{hours}", status, hours, reason)
    record_tracking(carrier="simcarrier", events=[event])


def the_case() -> Case:
    return Case.objects.get(kind="parcel_exception")


def notices() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def test_every_step_that_is_the_buyers_has_its_question() -> None:
    of_buyer = {remedy.step for remedy in PLAYBOOK.values() if remedy.owner == "buyer"}
    assert of_buyer | {remedy_for("duty_unpaid", incoterm="DAP").step} == set(QUESTIONS)


def test_an_unclear_address_is_asked_of_the_buyer_once_and_their_answer_is_the_operators_move() -> None:
    on_its_way()
    before = len(notices())
    hear("address_problem", 1)
    hear("address_problem", 2)
    asked = CaseMessage.objects.get()
    assert (asked.by, asked.readers, asked.wanted) == ("system", ["buyer"], "right_address")
    assert asked.text.startswith("The carrier cannot find the address of parcel ")
    assert (the_case().owner, the_case().facts["remedy"]) == ("buyer", "correct_address")
    assert notices()[before:] == ["shop_asks_buyer"]
    write_case_message(case=the_case(), by="buyer", text="12 Quay Street, Bristol")
    hear("address_problem", 3)
    assert (the_case().owner, CaseMessage.objects.count()) == ("operator", 2)


@pytest.mark.parametrize(("incoterm", "owner", "step"), [
    ("DAP", "buyer", "pay_duty"), ("DDP", "operator", "settle_duty"),
])  # fmt: skip
def test_unpaid_duty_is_the_move_of_whom_the_terms_name(incoterm: str, owner: str, step: str) -> None:
    on_its_way()
    Consignment.objects.update(incoterm=incoterm)
    hear("duty_unpaid")
    assert (the_case().owner, the_case().facts["remedy"]) == (owner, step)


def test_a_buyer_who_does_not_answer_in_time_leaves_the_move_to_the_shop() -> None:
    on_its_way()
    hear("address_problem")
    due = the_case().due_at
    assert take_up_unanswered(now=due - timedelta(minutes=1)) == 0
    assert take_up_unanswered(now=due) == 1
    assert (the_case().owner, the_case().facts["remedy"]) == ("operator", "return_and_refund")
    assert the_case().due_at == due + timedelta(hours=24)
    assert take_up_unanswered(now=due) == 0


def test_trouble_that_becomes_another_one_changes_its_case() -> None:
    on_its_way()
    hear("address_problem", 1)
    hear("lost", 2)
    assert (the_case().owner, the_case().facts["remedy"]) == ("operator", "claim_and_refund")


def test_the_buyer_hears_why_a_parcel_is_in_trouble_and_that_nobody_was_there() -> None:
    on_its_way()
    hear("recipient_absent", 1, status="attempt_fail")
    hear("damaged", 2)
    said = dict(Notice.objects.values_list("kind", "text"))
    assert "Delivery attempted: nobody was there" in said["tracking.attempt_fail"]
    assert "Something went wrong on the way: damaged" in said["tracking.exception"]


def test_who_lost_everything_takes_all_money_back_once_and_that_settles_the_case(client: Client) -> None:
    a_world()
    on_its_way()
    hear("lost")
    order = Order.objects.get()
    page = f"/en/orders/{order.token}/"
    assert f"Take €{order.total_amount:.2f} back" in client.get(page).content.decode()
    for _twice in range(2):
        client.post(f"{page}lost/1/")
        settle()
    refund = Refund.objects.get()
    assert (refund.amount, refund.currency) == (order.total_amount, order.currency)
    assert return_lost_money(consignment=order.consignments.get(), by="buyer") == refund
    assert (the_case().status, the_case().resolution) == ("resolved", "refunded")
    assert order.timeline.filter(kind="money_back_chosen").count() == 1
    assert "take all of your money back" not in client.get(page).content.decode()


def test_nothing_is_paid_back_while_one_parcel_comes_or_comes_back() -> None:
    on_its_way(parcels=2)
    hear("lost", position=1)
    with pytest.raises(Refused, match="Nothing of this parcel is lost"):
        return_lost_money(consignment=Consignment.objects.get(), by="buyer")
    hear("returned_to_sender", position=2)
    with pytest.raises(Refused, match="Nothing of this parcel is lost"):
        return_lost_money(consignment=Consignment.objects.get(), by="buyer")
    assert not Refund.objects.exists()


def test_nothing_is_paid_back_while_one_of_two_shipments_came_back() -> None:
    on_its_way()
    hear("lost")
    consignment = Consignment.objects.get()
    lost = consignment.shipments.get()
    Shipment.objects.create(
        number=f"{lost.number}-2", consignment=consignment, warehouse=lost.warehouse, status="returned"
    )
    with pytest.raises(Refused, match="Nothing of this parcel is lost"):
        return_lost_money(consignment=consignment, by="buyer")
    assert not Refund.objects.exists()


def test_what_an_operator_has_begun_to_pay_back_the_operator_settles() -> None:
    on_its_way()
    hear("lost")
    order = Order.objects.get()
    part = {"goods": Money.of("0.01", order.currency)}
    request_refund(order=order, parts=part, reason="goodwill", reference="by hand", by=OPERATOR)
    with pytest.raises(Refused) as refused:
        return_lost_money(consignment=Consignment.objects.get(), by="buyer")
    assert refused.value.code == "nothing_lost"
    assert Refund.objects.count() == 1
