"""Write new versions of rule files: the one door by which law comes in force."""

import hashlib
from collections.abc import Mapping

from django.db import connection, transaction

from entrepot.apps.taxation import queries
from entrepot.apps.taxation.models import RuleFile


@transaction.atomic
def add_rule_versions(*, texts: Mapping[str, str], by: str, why: str) -> list[RuleFile]:
    """A new version of each file of ``texts``, by name, in force at the commit; an empty text withdraws it.

    The caller has parsed the whole book with them. Quotes made before replay by the versions before.
    """
    hold_rule_files()
    versions = RuleFile.objects.bulk_create(
        RuleFile(
            name=name, checksum=hashlib.sha256(text.encode()).hexdigest(), content=text, loaded_by=by, why=why
        )
        for name, text in sorted(texts.items())
    )
    transaction.on_commit(queries.forget)
    return versions


def hold_rule_files() -> None:
    """Keep others from loading until this transaction ends: file ids name versions of the whole book, so
    they must be handed out one loading after another."""
    with connection.cursor() as cursor:
        cursor.execute("lock table taxation_rulefile in share row exclusive mode")
