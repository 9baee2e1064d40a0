"""Bring the packaged rule files into the database, as new versions where they differ."""

import hashlib
from collections.abc import Mapping

from django.db import connection, transaction

from entrepot.apps.taxation import queries
from entrepot.apps.taxation.models import RuleFile
from entrepot.domain.duties.parsing import IMPORTED
from entrepot.rules import packaged_texts


@transaction.atomic
def load_rules(*, by: str, why: str, texts: Mapping[str, str] | None = None) -> list[str]:
    """Make ``texts`` (the packaged files by default) the law in force; returns the names that changed.

    Everything is parsed together first: a faulty file raises ``FaultyRules`` and nothing is loaded. A file
    that is no longer among them is withdrawn, an imported tariff or list is not. Old versions stay, so that
    old quotes can be replayed.
    """
    wanted = dict(packaged_texts() if texts is None else texts)
    queries.parsed(tuple(sorted(wanted.items())))
    hold_rule_files()
    newest = RuleFile.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    known = queries.texts_until(newest)
    gone = {name for name in known if name not in wanted and not name.startswith(IMPORTED)}
    withdrawn = dict.fromkeys(gone, "")
    changed = {name: text for name, text in {**wanted, **withdrawn}.items() if known.get(name, "") != text}
    RuleFile.objects.bulk_create(
        RuleFile(name=name, checksum=_checksum(text), content=text, loaded_by=by, why=why)
        for name, text in sorted(changed.items())
    )
    transaction.on_commit(queries.forget)
    return sorted(changed)


def hold_rule_files() -> None:
    """Keep others from loading until this transaction ends: file ids name versions of the whole book, so
    they must be handed out one loading after another."""
    with connection.cursor() as cursor:
        cursor.execute("lock table taxation_rulefile in share row exclusive mode")


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
