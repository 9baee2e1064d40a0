"""The shop says a notice in its own words, or in the packaged ones again."""

import re
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepot.apps.notices.models import NoticeTemplate
from entrepot.apps.orders.services.tell_buyer import notice_words
from entrepot.apps.orders.words.notices import NOTICES
from entrepot.kit.errors import invalid, not_found

NUMBER: Final = "{number}"
PLACEHOLDER: Final = re.compile(r"[{}]|%\(")


def reword_notice(*, kind: str, language: str, subject: str, following: str, by: str) -> bool:
    """Keep ``subject`` and ``following`` for ``kind`` in ``language`` from now on; returns whether they
    differ from the packaged words, which come back with an empty or unchanged text.

    What was queued before keeps its words. Raises ``Refused``: 404 for a kind or language there is not, 422
    for a subject without ``{number}``, on several lines or too long, and for other placeholders.
    """
    if kind not in NOTICES or language not in dict(settings.LANGUAGES):
        raise not_found(_("There is no such notice."))
    subject, following = subject.strip(), " ".join(following.split())
    with override(language):
        packaged = notice_words(kind, NUMBER, packaged=True)
    if not subject or (subject, following) == packaged:
        NoticeTemplate.objects.filter(kind=kind, language=language).delete()
        return False
    _check(subject, following)
    NoticeTemplate.objects.update_or_create(
        kind=kind, language=language,
        defaults={"subject": subject, "following": following, "changed_by": by},
    )  # fmt: skip
    return True


def _check(subject: str, following: str) -> None:
    if NUMBER not in subject:
        raise invalid("subject", _("Write {number} where the number of the order shall stand."))
    for name, text, most in (("subject", subject, 120), ("following", following, 300)):
        if PLACEHOLDER.search(text.replace(NUMBER, "")):
            raise invalid(name, _("Only {number} is filled in. Take the other braces out."))
        if len(text) > most or not text.isprintable():
            raise invalid(name, _("Write one line of %(most)s characters at most.") % {"most": most})
