"""An operator says notices in the shop's own words, in each language by itself."""

import pytest
from django.test import Client

from entrepot.apps.notices.models import Notice, NoticeTemplate
from entrepot.apps.orders.services.reword_notice import reword_notice
from entrepot.apps.orders.services.tell_buyer import tell_buyer
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import OPERATOR, a_confirmed_order

pytestmark = pytest.mark.django_db
PAGE = "/en/console/notices/templates/order_cancelled/"


def save(console: Client, language: str, subject: str, following: str = "") -> tuple[int, str]:
    values = {"language": language, f"{language}-subject": subject, f"{language}-following": following}
    answer = console.post(PAGE, values, follow=True)
    return answer.status_code, answer.content.decode()


def test_own_words_are_said_in_their_language_and_packaged_ones_in_the_other(console: Client) -> None:
    status, shown = save(console, "en", "Sorry: {number} is off", "Call us about {number}.")
    assert (status, "Sorry: ET-100001 is off" in shown, "in your words" in shown) == (200, True, True)
    order = a_confirmed_order()
    for language in ("en", "zh-hans"):
        order.language = language
        facts = {"why": "not_paid_in_time"}
        tell_buyer(order=order, kind="order_cancelled", key=f"of {language}", facts=facts)
    english, chinese = Notice.objects.filter(kind="order_cancelled").order_by("pk")
    assert english.subject == f"Sorry: {order.number} is off"
    assert f"The order was cancelled: not paid in time. Call us about {order.number}." in english.text
    assert chinese.subject == f"订单 {order.number} 已取消"


def test_an_empty_subject_or_the_packaged_words_bring_the_packaged_words_back(console: Client) -> None:
    for subject in ("", "Order {number} was cancelled"):
        save(console, "en", "Gone: {number}")
        assert NoticeTemplate.objects.count() == 1
        assert "as packaged" in save(console, "en", subject)[1]
        assert NoticeTemplate.objects.count() == 0


@pytest.mark.parametrize(("subject", "said"), [
    ("Your order is off", "Write {number} where the number of the order shall stand."),
    ("{number} of {name}", "Only {number} is filled in."),
    ("{number} 100 %(x)s", "Only {number} is filled in."),
])  # fmt: skip
def test_words_that_would_come_out_wrong_are_refused_beside_their_field(
    console: Client, subject: str, said: str
) -> None:
    status, shown = save(console, "en", subject)
    assert (status, said in shown, NoticeTemplate.objects.exists()) == (422, True, False)


@pytest.mark.parametrize(("kind", "language"), [("no_such", "en"), ("refunded", "fr")])
def test_a_notice_that_there_is_not_cannot_be_worded(kind: str, language: str) -> None:
    with pytest.raises(Refused, match="There is no such notice"):
        reword_notice(kind=kind, language=language, subject="{number}", following="", by=OPERATOR)


def test_an_unknown_kind_has_no_page(console: Client) -> None:
    assert console.get("/en/console/notices/templates/no_such/").status_code == 404
