"""Duty and tax rules in force on a day, to read, and the rule files that they stand in."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from entrepot.apps.taxation.models import RuleFile, RuleProposal
from entrepot.apps.taxation.queries import packaged_changes, rulebook, rules_in_force
from entrepot.domain.duties.rules import Rule
from entrepot.web.backoffice.shell import page
from entrepot.web.days import day_told
from entrepot.web.law_texts import law_text
from entrepot.web.places import country_name


def rules(request: HttpRequest) -> HttpResponse:
    """``jurisdiction`` (ours unless named) and the day ``on``."""
    book = rulebook()
    ours = book.jurisdiction_of(settings.SELLER["country"])
    chosen = request.GET.get("jurisdiction", "").upper()[:4] or (ours.code if ours else "")
    on = day_told(request.GET.get("on", ""))
    context = {
        "jurisdictions": [
            {"code": one.code, "name": country_name(one.code)}
            for one in sorted(book.jurisdictions, key=lambda one: one.code)
        ],
        "chosen": chosen,
        "on": on,
        "rows": [_shown(one.rule) for one in rules_in_force(on, chosen)],
        "fingerprint": book.fingerprint,
        "packaged_changed": packaged_changes(),
        "proposals": RuleProposal.objects.filter(status="proposed")
        .select_related("proposed_by")
        .order_by("pk"),
        "files": RuleFile.objects.order_by("name", "-pk").distinct("name"),
    }
    return page(request, "rules.html", context)


def _shown(rule: Rule) -> dict[str, Any]:
    return {"rule": rule, "values": [(name, _text(value)) for name, value in rule.values.items()]}


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return ", ".join(value)
    return law_text(str(value))
