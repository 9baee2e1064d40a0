"""What was said to buyers, and how every template reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Self
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from entrepot.apps.notices.models import Notice, NoticeTemplate
from entrepot.apps.notices.queries import own_template, read_templates_anew
from entrepot.apps.notices.services.queue_notice import Wording
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.reword_notice import NUMBER
from entrepot.apps.orders.services.tell_buyer import notice_words, order_wording
from entrepot.apps.orders.words.notices import NOTICES

STATES: Final = ("queued", "sent", "failed")
SAMPLE: Final = {
    "amount": "24.50", "currency": "EUR", "why": "not_paid_in_time", "position": 1, "reason": "sold_out",
    "number": "SH-100001", "tracking_numbers": ["LE990000016GB"], "tracking_number": "LE990000016GB",
    "carrier": "simcarrier", "status": "out_for_delivery", "location": "London", "before": "VO1000000017",
    "reference": "SH-100001-I", "choices": ["keep_waiting", "freight_back"],
    "needed": "…",
}  # fmt: skip
WHY: Final = {"exception": "damaged", "attempt_fail": "recipient_absent"}


@dataclass(frozen=True, slots=True)
class NoticeSearch:
    """``text`` is sought in order numbers and addresses."""

    status: str
    channel: str
    text: str

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        status, channel = given.get("status", ""), given.get("channel", "")
        return cls(
            status if status in STATES else "",
            channel if channel in Notice.Channel.values else "",
            given.get("q", "").strip()[:120],
        )

    def rows(self) -> QuerySet[Notice]:
        """The newest first."""
        found = Notice.objects.all()
        if self.status:
            found = found.filter(status=self.status)
        if self.channel:
            found = found.filter(channel=self.channel)
        if self.text:
            found = found.filter(Q(reference__iexact=self.text) | Q(recipient__icontains=self.text))
        return found


@dataclass(frozen=True, slots=True)
class Template:
    """How the notice of a ``kind`` reads in each language of the shop, filled with a sample; ``own`` has the
    languages in which the shop has worded it itself."""

    kind: str
    essential: bool
    wordings: dict[str, Wording]
    own: frozenset[str]

    @property
    def title(self) -> str:
        """What it is about, in the active language."""
        return notice_words(self.kind, "…")[0]


def templates() -> list[Template]:
    """Every kind of notice; nothing is sent."""
    read_templates_anew()
    return [_template(kind) for kind in NOTICES]


def template(kind: str) -> Template:
    """As it is at this moment."""
    read_templates_anew()
    return _template(kind)


def _template(kind: str) -> Template:
    own = frozenset(code for code, _name in settings.LANGUAGES if own_template(kind, code))
    wordings = {code: _wording(kind, code) for code, _name in settings.LANGUAGES}
    return Template(kind, NOTICES[kind].essential, wordings, own)


def words_to_change(kind: str, language: str) -> tuple[str, str]:
    """Subject and following words as they are now, ``{number}`` for the order's number."""
    own = NoticeTemplate.objects.filter(kind=kind, language=language).first()
    if own is not None:
        return own.subject, own.following
    with override(language):
        return notice_words(kind, NUMBER, packaged=True)


def _wording(kind: str, language: str) -> Wording:
    order = Order(
        number="ET-100001", token=UUID(int=0), language=language, email="amara@example.com",
        address={"name": "李小龙" if language.startswith("zh") else "Amara Okafor", "country": "GB"},
    )  # fmt: skip
    with override(language):
        return order_wording(order, kind, _sample(kind))


def _sample(kind: str) -> dict[str, Any]:
    today = timezone.now().date()
    days = {"promised_on": today, "first_on": today + timedelta(days=2), "last_on": today + timedelta(days=5)}
    status = kind.partition(".")[2]
    return {
        **SAMPLE, **{name: day.isoformat() for name, day in days.items()},
        **({"status": status, "reason": WHY.get(status, "")} if status else {}),
    }  # fmt: skip
