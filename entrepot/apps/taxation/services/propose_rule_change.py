"""Write down a change of a rule file for a second person to decide, with what it would do."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation import queries
from entrepot.apps.taxation.models import PackagedRuleFile, RuleFile, RuleProposal, TariffImport
from entrepot.apps.taxation.services.try_rules import try_rules
from entrepot.domain.duties import FaultyRules, RuleBook
from entrepot.domain.duties.parsing import IMPORTED
from entrepot.kit.errors import Fault, Refused, invalid

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,53}\.toml")

_KIND_WORDS = {Decimal: "a number", str: "text", bool: "true or false", tuple: "a list"}


def propose_rule_change(
    *,
    name: str,
    content: str,
    why: str,
    by: User,
    on: date | None = None,
    answers: PackagedRuleFile | None = None,
) -> RuleProposal:
    """Propose ``content`` as the new text of the rule file ``name``: a new name adds a file, an empty text
    withdraws it, a reference to an imported tariff (``reference_to``) puts that in force.

    The whole book is parsed with the change and tried on stored quotes, for the day ``on`` if given; nothing
    is in force before somebody else approves it. ``answers`` is the packaged version that the change takes,
    merges or sets aside; only then may the text stay as it is. Raises ``Refused`` 422 with every fault of the
    file, each beginning with its path (``eu.toml: rule[3] ...``), for an unchanged file, or without ``why``;
    then nothing is stored.
    """
    text = content.replace("\r\n", "\n").rstrip()
    text = text and text + "\n"
    base = RuleFile.objects.filter(name=name).order_by("-pk").first()
    if not why.strip():
        raise invalid("why", _("Say why the rules change, with the source of the law."))
    _check_name(name, text)
    if not answers and (base.content if base else "").rstrip() == text.rstrip():
        raise invalid("content", _("This is the file as it is in force. Change it, then propose it."))
    changed = changed_book(name, text)
    dry_run = try_rules(now=queries.rulebook(), changed=changed, on=on)
    return RuleProposal.objects.create(
        name=name, content=text, why=why.strip(), base=base, proposed_by=by, dry_run=dry_run.document(),
        packaged=answers or _packaged_seen(name),
    )  # fmt: skip


def _check_name(name: str, text: str) -> None:
    if name.startswith(IMPORTED):
        named = TariffImport.objects.filter(pk=queries.import_named(text) or 0).first()
        is_known = RuleFile.objects.filter(name=name).exists()
        fits = named and queries.rule_file_of(named.jurisdiction, named.name) == name
        if fits or (not text and is_known):
            return
    elif _NAME.fullmatch(name) and queries.import_named(text) is None:
        return
    raise invalid(
        "name", _("Name the file in small letters, like eu.toml. Imported tariffs are imported anew.")
    )


def _packaged_seen(name: str) -> PackagedRuleFile | None:
    """The packaged file of now, unless it still waits for a review that this change does not give."""
    if any(row.name == name for row in queries.packaged_changes()):
        return None
    return PackagedRuleFile.objects.filter(name=name).order_by("-pk").first()


def changed_book(name: str, content: str) -> RuleBook:
    """The book in force with ``content`` for the file ``name``. Raises ``Refused`` 422 with every fault."""
    texts = {**queries.texts_in_force(), name: content}
    try:
        book = queries.parsed(tuple(sorted((one, text) for one, text in texts.items() if text)))
    except FaultyRules as error:
        raise _faulty(error.faults) from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # A value of another kind than the format knows, such as a number where a table must stand.
        raise _faulty([f"{name}: {error}"]) from error
    if odd := [f"{name}: {one}" for one in _odd_values(book)]:
        raise _faulty(odd)
    return book


def _faulty(faults: Iterable[str]) -> Refused:
    return Refused(
        _("The rule file has faults. Nothing was stored."),
        code="faulty_rules",
        faults=[Fault("content", fault, "faulty_rules") for fault in faults],
        status=422,
    )


def _odd_values(changed: RuleBook) -> Iterator[str]:
    """What a changed rule says that the engine would pass over in silence: a key that no rule in force has,
    most likely misspelt, and a value of another kind than that name has there: a word would count as zero."""
    known = {rule.id: rule for one in queries.rulebook().jurisdictions for rule in one.rules}
    keys = {rule.key for rule in known.values()}
    kinds: dict[str, set[type]] = {}
    for rule in known.values():
        for value_name, value in rule.values.items():
            kinds.setdefault(value_name, set()).add(type(value))
    new = (rule for one in changed.jurisdictions for rule in one.rules if known.get(rule.id) != rule)
    for rule in new:
        if known and rule.key not in keys:
            yield f"rule {rule.id}: key must be one of {', '.join(sorted(keys))}"
        for value_name, value in rule.values.items():
            if type(value) not in kinds.get(value_name, {type(value)}):
                words = sorted(_KIND_WORDS[kind] for kind in kinds[value_name])
                yield f"rule {rule.id}: {value_name} must be {' or '.join(words)}"
