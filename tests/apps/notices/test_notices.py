"""What is told is told once, on the channels people chose, and a sender that fails loses nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entrepot.apps.notices.models import Notice, NoticeChoice
from entrepot.apps.notices.services.queue_notice import Wording, queue_notice
from entrepot.apps.notices.services.send_notice import send_notice
from entrepot.apps.notices.tasks import send_notices
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.connectors.notices.folder import FolderNotices, FolderSettings
from entrepot.domain.ports import Permanent, Temporary
from entrepot.kit.adapters import notice_senders
from tests.factories.orders import a_placed_order

pytestmark = pytest.mark.django_db

WORDS = Wording("Your order", "Hello,\n\nit is on its way.", "Your order is on its way.")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def queue(key: str = "k", **changed: Any) -> int:
    asked: dict[str, Any] = {
        "key": key, "kind": "order_shipped", "email": "amara@example.com", "language": "en",
        "wording": WORDS, "country": "GB", "now": NOON,
    }  # fmt: skip
    return queue_notice(**{**asked, **changed})


def sender() -> Any:
    return notice_senders["folder"]


def test_a_mail_is_sent_once_however_often_its_matter_comes_up() -> None:
    queue()
    queue()
    send_notices(0)
    send_notices(0)
    (notice,) = Notice.objects.all()
    assert (notice.status, notice.recipient, notice.subject) == ("sent", "amara@example.com", "Your order")
    assert list(sender().sent) == ["k.mail"]


def test_without_a_choice_people_get_mail_with_one_also_the_rest() -> None:
    NoticeChoice.objects.create(email="Amara@Example.com", phone="+441234567", wechat_id="o-1")
    queue()
    assert set(Notice.objects.values_list("channel", "recipient", "text")) == {
        ("mail", "amara@example.com", WORDS.text), ("sms", "+441234567", WORDS.short),
        ("wechat", "o-1", WORDS.short),
    }  # fmt: skip


def test_who_wants_only_the_essential_is_spared_the_rest() -> None:
    NoticeChoice.objects.create(email="amara@example.com", only_essential=True)
    queue("chat", essential=False)
    queue("money", essential=True)
    assert list(Notice.objects.values_list("key", flat=True)) == ["money"]


@pytest.mark.parametrize(
    ("country", "now", "due"),
    [
        ("CN", "2026-11-21T12:59", "2026-11-21T12:59"),  # 20:59 in Shanghai
        ("CN", "2026-11-21T13:00", "2026-11-22T00:00"),  # 21:00 there: wait for 08:00
        ("CN", "2026-11-21T23:59", "2026-11-22T00:00"),  # 07:59 there
        ("US", "2026-11-21T13:30", "2026-11-21T14:00"),  # 07:30 in its middle, 03:30 in the Aleutians
        ("CN", "2026-11-22T00:00", "2026-11-22T00:00"),
        ("GB", "2026-07-01T20:30", "2026-07-02T07:00"),  # summer time
        ("XX", "2026-07-01T07:30", "2026-07-01T08:00"),
    ],
)
def test_a_phone_does_not_ring_at_night(country: str, now: str, due: str) -> None:
    NoticeChoice.objects.create(email="amara@example.com", phone="+441234567")
    queue(country=country, now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    waits = dict(Notice.objects.values_list("channel", "due_at"))
    assert waits["mail"].isoformat()[:16] == now
    assert waits["sms"].astimezone(UTC).isoformat()[:16] == due


def test_what_cannot_be_sent_now_waits_and_what_never_can_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    queue()

    def unreachable(message: object) -> str:
        raise Temporary("no connection")

    monkeypatch.setattr(sender(), "send", unreachable)
    send_notices(0)
    assert Notice.objects.values_list("status", "error").get() == ("queued", "no connection")

    def refused(message: object) -> str:
        raise Permanent("no such mailbox")

    monkeypatch.setattr(sender(), "send", refused)
    send_notices(0)
    assert Notice.objects.values_list("status", "error").get() == ("failed", "no such mailbox")


def test_a_sent_notice_is_not_sent_again() -> None:
    queue()
    pk = Notice.objects.get().pk
    send_notice(notice_id=pk)
    sender().sent.clear()
    send_notice(notice_id=pk)
    assert sender().sent == {}


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("en", "Order {} was delivered", "Your parcel was delivered."),
        ("zh-hans", "订单 {} 已送达", "您的包裹已送达。"),
    ],
)
def test_a_fact_of_the_order_is_told_in_the_buyers_language_with_the_way_to_the_order(
    language: str, subject: str, said: str
) -> None:
    order = a_placed_order()
    order.language = language
    record_fact(order=order, kind="shipment_delivered", by="system", key="shipment:1")
    record_fact(order=order, kind="shipment_delivered", by="system", key="shipment:1")
    (notice,) = Notice.objects.filter(kind="shipment_delivered")
    assert (notice.recipient, notice.subject) == (order.email, subject.format(order.number))
    assert said in notice.text
    assert f"/{language}/orders/{order.token}/" in notice.text


def test_what_is_not_for_the_buyer_is_not_told_to_the_buyer() -> None:
    order = a_placed_order()
    record_fact(order=order, kind="shipment_delivered", by="system", key="1", for_buyer=False)
    assert not Notice.objects.exists()


def test_the_folder_keeps_what_would_have_been_sent(tmp_path: Path) -> None:
    notice_senders.clear()
    notice_senders.register(FolderNotices(FolderSettings(tmp_path)))
    queue("ET-100001.order_shipped.x")
    send_notices(0)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.read_text().startswith(
        "To: amara@example.com\nLanguage: en\nKind: order_shipped\nSubject: Your"
    )
