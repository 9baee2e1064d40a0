"""What a buyer sees and says of an order: its chart, delays, answers, problems, ways of being told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.fulfilment.services.watch_promises import watch_promises
from entrepot.apps.lanes.models import Lane
from entrepot.apps.notices.models import Notice, NoticeChoice
from entrepot.apps.orders.models import Case, CaseMessage, Consignment, Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.apps.payments.models import Refund
from tests.apps.fulfilment.test_tracking import on_its_way
from tests.factories.checkout import a_world
from tests.factories.fulfilment import a_confirmed_order

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n0000"


@pytest.fixture(autouse=True)
def shop(db: None) -> None:
    a_world()


def page_of(order: Order, client: Client, language: str = "en") -> str:
    answer = client.get(f"/{language}/orders/{order.token}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def post(order: Order, client: Client, path: str, **values: Any) -> Any:
    return client.post(f"/en/orders/{order.token}/{path}", values)


@pytest.fixture
def late_order(settle: Callable[[], int]) -> Order:
    """Not dispatched, to arrive tomorrow by a lane that takes two days at least; the buyer was told."""
    order = a_confirmed_order()
    Lane.objects.update(min_days=2, max_days=4)
    Consignment.objects.update(promised_to=timezone.now().date() + timedelta(days=1))
    watch_promises(now=timezone.now())
    return order


def a_question(order: Order, *, readers: list[str], kind: str = "customs_query") -> Case:
    case = open_case(order=order, kind=kind, facts={"message": "m"}, due_at=timezone.now())
    write_case_message(case=case, by="operator:1", text="Your identity number?", readers=readers)
    return Case.objects.get(pk=case.pk)


def test_the_chart_says_who_does_what_and_whose_move_it_is(settle: Callable[[], int], client: Client) -> None:
    order = a_confirmed_order()
    shown = page_of(order, client)
    assert 'class="flow-step flow-buyer is-done"' in shown
    assert 'class="flow-step flow-operator is-now" aria-current="step"' in shown
    assert "Move: Shop" in shown
    assert 'class="flow-step flow-customs is-todo"' in shown
    assert "flow-supplier" not in shown


def test_a_delay_shows_its_choices_and_the_choice_is_carried_out_once(
    late_order: Order, client: Client
) -> None:
    shown = page_of(late_order, client)
    assert "Later than promised" in shown
    assert 'value="cancel"' in shown
    for _twice in range(2):
        post(late_order, client, "late/1/", choice="freight_back")
    assert Refund.objects.count() == 1
    shown = page_of(late_order, client)
    assert "Your choice:" in shown
    assert 'value="cancel"' not in shown


def test_what_is_not_offered_is_refused_with_words(late_order: Order, client: Client) -> None:
    answer = client.post(f"/en/orders/{late_order.token}/late/1/", {"choice": "gold"}, follow=True)
    assert "cannot be chosen any more" in answer.content.decode()
    assert Refund.objects.count() == 0


def test_what_customs_needs_is_asked_of_the_buyer_by_notice_and_answered_on_the_page(
    settle: Callable[[], int], client: Client
) -> None:
    order = a_confirmed_order()
    case = a_question(order, readers=["buyer"])
    notice = Notice.objects.get(kind="customs_asks_buyer")
    assert notice.subject == f"Customs needs something from you for order {order.number}"
    assert "Customs needs something from you: Your identity number?" in notice.text
    shown = page_of(order, client)
    assert "Your move: please answer below" in shown
    assert case.owner == "buyer"
    post(order, client, f"cases/{case.pk}/", text="110101", file=SimpleUploadedFile("id.png", PNG))
    case.refresh_from_db()
    assert case.owner == "operator"
    message = CaseMessage.objects.get(by="buyer")
    assert (message.text, message.media_type, message.readers) == ("110101", "image/png", ["buyer"])
    file = client.get(f"/en/orders/{order.token}/files/{message.pk}/")
    assert (file.content, file["Content-Disposition"]) == (PNG, "attachment")


def test_what_operators_say_among_themselves_or_to_a_supplier_stays_there(
    settle: Callable[[], int], client: Client
) -> None:
    order = a_confirmed_order()
    case = a_question(order, readers=["supplier:silk-road"])
    assert "Your identity number?" not in page_of(order, client)
    post(order, client, f"cases/{case.pk}/", text="let me in")
    assert CaseMessage.objects.count() == 1
    assert Notice.objects.filter(kind__contains="asks_buyer").count() == 0


def test_a_file_of_another_order_is_not_given(settle: Callable[[], int], client: Client) -> None:
    mine, other = a_confirmed_order(), a_confirmed_order()
    case = a_question(other, readers=["buyer"])
    post(other, client, f"cases/{case.pk}/", file=SimpleUploadedFile("id.png", PNG))
    message = CaseMessage.objects.get(by="buyer")
    assert client.get(f"/en/orders/{mine.token}/files/{message.pk}/").status_code == 404
    assert client.get(f"/en/orders/{other.token}/files/{message.pk}/").status_code == 200


def test_what_one_buyer_is_asked_no_other_answers(settle: Callable[[], int], client: Client) -> None:
    mine, other = a_confirmed_order(), a_confirmed_order()
    case = a_question(other, readers=["buyer"])
    post(mine, client, f"cases/{case.pk}/", text="let me in")
    case.refresh_from_db()
    assert (case.owner, CaseMessage.objects.filter(by="buyer").exists()) == ("buyer", False)


def test_a_page_in_the_guise_of_a_photo_is_refused(settle: Callable[[], int], client: Client) -> None:
    order = a_confirmed_order()
    case = a_question(order, readers=["buyer"])
    sent = SimpleUploadedFile("photo.png", b"<html>", content_type="image/png")
    answer = client.post(f"/en/orders/{order.token}/cases/{case.pk}/", {"file": sent}, follow=True)
    assert "Send a photo (JPEG or PNG) or a PDF." in answer.content.decode()
    assert CaseMessage.objects.filter(by="buyer").count() == 0


def test_damage_is_reported_with_a_photo_once_something_was_sent(client: Client) -> None:
    order = on_its_way().consignment.order
    assert "Report a problem" in page_of(order, client)
    post(
        order,
        client,
        "problems/",
        problem="damaged_parcel",
        text="Wet",
        file=SimpleUploadedFile("a.png", PNG),
    )
    case = Case.objects.get(kind="problem_reported")
    assert (case.owner, case.messages.get().file_name) == ("operator", "a.png")
    Order.objects.update(status="confirmed")
    order.refresh_from_db()
    assert "Report a problem" not in page_of(order, client)


@pytest.fixture
def amara(db: None, client: Client) -> User:
    user = User.objects.create_user("amara@buyer.example", "harbour-2026")
    client.force_login(user)
    return user


def test_who_owns_the_address_chooses_phone_and_wechat(amara: User, client: Client) -> None:
    EmailAddress.objects.create(user=amara, email=amara.email, verified=True)
    client.post("/en/notices/", {"phone": "+44 7700 900123", "wechat_id": "o-1", "only_essential": "on"})
    choice = NoticeChoice.objects.get(email=amara.email)
    assert (choice.phone, choice.wechat_id, choice.only_essential) == ("+447700900123", "o-1", True)
    wrong = client.post("/en/notices/", {"phone": "07700 900123"})
    assert wrong.status_code == 422


def test_nobody_directs_the_news_of_an_address_that_is_not_shown_to_be_theirs(
    amara: User, client: Client
) -> None:
    client.post("/en/notices/", {"phone": "+447700900123"})
    assert NoticeChoice.objects.count() == 0


def test_the_link_of_an_order_asks_for_less_but_gives_no_number(
    settle: Callable[[], int], client: Client
) -> None:
    order = a_confirmed_order()
    post(order, client, "notices/", only_essential="on", phone="+447700900123")
    choice = NoticeChoice.objects.get(email=order.email)
    assert (choice.only_essential, choice.phone) == (True, "")
