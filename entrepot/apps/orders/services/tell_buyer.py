"""A fact brought to the buyer as a notice, in the words of the order page."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext, override

from entrepot.apps.notices.queries import own_template
from entrepot.apps.notices.services.queue_notice import Wording, queue_notice
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.words import fact_sentence
from entrepot.apps.orders.words.notices import GREETING, NOTICES, ORDER_PAGE


def tell_buyer(*, order: Order, kind: str, facts: Mapping[str, Any], key: str) -> None:
    """Queue the notice for ``kind``, if there is one; said once for a ``key``."""
    words = NOTICES.get(kind)
    if words is None:
        return
    with override(order.language):
        wording = order_wording(order, kind, facts)
    queue_notice(
        key=f"{order.number}.{kind}.{key}", kind=kind, email=order.email, language=order.language,
        wording=wording, country=str(order.address.get("country", "")), reference=order.number,
        essential=words.essential, facts={"number": order.number, "said": wording.short},
    )  # fmt: skip


def order_wording(order: Order, kind: str, facts: Mapping[str, Any]) -> Wording:
    """The subject and texts of ``kind`` for the buyer of ``order``, in the active language."""
    said = _ended(fact_sentence(kind.partition(".")[0], facts, "buyer"))
    subject, following = notice_words(kind, order.number)
    link = f"{settings.SITE_URL}/{order.language}/orders/{order.token}/"
    paragraphs = [
        gettext(GREETING) % {"name": order.address.get("name", "")},
        " ".join(filter(None, [said, following])),
        gettext(ORDER_PAGE) % {"link": link},
        settings.SELLER["name"],
    ]
    short = gettext("%(subject)s. %(said)s %(link)s") % {"subject": subject, "said": said, "link": link}
    return Wording(subject, "\n\n".join(paragraphs), short)


def _ended(sentence: str) -> str:
    """What stands on the order page without a full stop gets one between other sentences."""
    if sentence.endswith(tuple(".!?。！？")):
        return sentence
    return f"{sentence}{'。' if (get_language() or '').startswith('zh') else '.'}"


def notice_words(kind: str, number: str, *, packaged: bool = False) -> tuple[str, str]:
    """Subject and following words in the active language: the shop's own, else (or ``packaged``) ours."""
    own = None if packaged else own_template(kind, get_language() or "en")
    if own is not None:
        return own.subject.replace("{number}", number), own.following.replace("{number}", number)
    words = NOTICES[kind]
    subject = gettext(words.subject) % {"number": number}
    return subject, gettext(words.following) if words.following else ""
