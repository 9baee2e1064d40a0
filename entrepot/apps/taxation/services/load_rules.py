"""Bring the packaged rule files into the database, as new versions where they differ."""

from collections.abc import Mapping

from django.db import transaction

from entrepot.apps.taxation import queries
from entrepot.apps.taxation.models import PackagedRuleFile
from entrepot.apps.taxation.services.add_rule_versions import add_rule_versions, hold_rule_files
from entrepot.rules import packaged_texts


@transaction.atomic
def load_rules(*, by: str, why: str, texts: Mapping[str, str] | None = None) -> list[str]:
    """Let the law in force follow ``texts``, the packaged files; returns the names that came in force.

    A file that operators changed, added or withdrew stays as they left it; the packaged one is kept for
    their review (``queries.packaged_changes``). So are all when they make no book together with what
    operators changed. A file that is no longer packaged is withdrawn. The packaged files are parsed together
    first: a faulty one raises ``FaultyRules`` and nothing is kept. Old versions stay, so that old quotes can
    be replayed.
    """
    packaged = dict(packaged_texts() if texts is None else texts)
    queries.parsed(tuple(sorted(packaged.items())))
    hold_rule_files()
    known = {row.name: row.content for row in queries.packaged_files()}
    came = {name: text for name, text in {**dict.fromkeys(known, ""), **packaged}.items()
            if known.get(name, "") != text}  # fmt: skip
    PackagedRuleFile.objects.bulk_create(
        PackagedRuleFile(name=name, content=text) for name, text in sorted(came.items())
    )
    in_force = queries.texts_in_force()
    follows = {name: text for name, text in came.items()
               if in_force.get(name, "") == known.get(name, "") != text}  # fmt: skip
    if not _make_a_book({**in_force, **follows}):
        return []
    return [row.name for row in add_rule_versions(texts=follows, by=by, why=why)]


def _make_a_book(texts: Mapping[str, str]) -> bool:
    try:
        queries.parsed(tuple(sorted((name, text) for name, text in texts.items() if text)))
    except ValueError:
        return False
    return True
