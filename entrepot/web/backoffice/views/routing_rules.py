"""Routing rules: those in force and to come, what another would do, putting it in force, ending one."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.catalog.models import Category
from entrepot.apps.lanes.models import FulfilmentMode, Lane, RoutingRule
from entrepot.apps.lanes.services.end_routing_rule import end_routing_rule
from entrepot.apps.lanes.services.set_routing_rule import set_routing_rule
from entrepot.kit.errors import Refused
from entrepot.web.acting import put_faults, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.routing_rules import EndRoutingRuleForm, RoutingRuleForm
from entrepot.web.backoffice.lane_words import named
from entrepot.web.backoffice.queries.lane_switch import ANY_GOODS, SwitchEffects, switch_effects
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422


def routing_rules(request: HttpRequest) -> HttpResponse:
    """POST tries a rule and shows what it would change; with ``confirm`` it is put in force."""
    if request.method != "POST":
        return _page(request, RoutingRuleForm(initial={"since": timezone.now().date()}))
    form = RoutingRuleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)

    def act() -> RoutingRule:
        cleaned = form.cleaned_data
        return set_routing_rule(
            rule=form.rule(), since=cleaned["since"], until=cleaned["until"], reason=cleaned["reason"],
            by=operator_of(request),
        )  # fmt: skip

    if "confirm" in request.POST:
        if submit(request, form, act, done=_("The rule is in force from that day on.")):
            return redirect("backoffice:routing_rules")
        return _page(request, form, status=UNPROCESSABLE)
    try:
        goods = form.rule().categories or ANY_GOODS
        effects = switch_effects(act, on=form.cleaned_data["since"], categories=goods)
    except Refused as refusal:
        put_faults(form, refusal)
        return _page(request, form, status=UNPROCESSABLE)
    return _page(request, form, effects=effects)


@require_POST
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(RoutingRule, pk=pk)
    form = EndRoutingRuleForm(request.POST)
    if form.is_valid() and submit(
        request, form, lambda: end_routing_rule(rule=rule, by=operator_of(request), **form.cleaned_data),
        done=_("The rule ends on that day."),
    ):  # fmt: skip
        return redirect("backoffice:routing_rules")
    fresh = RoutingRuleForm(initial={"since": timezone.now().date()})
    return _page(request, fresh, ending=(pk, form), status=UNPROCESSABLE)


def _page(
    request: HttpRequest, form: RoutingRuleForm, *, effects: SwitchEffects | None = None,
    ending: tuple[int, EndRoutingRuleForm] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    today = timezone.now().date()
    modes, lanes = _words(FulfilmentMode, "code"), _words(Lane, "code")
    goods = _words(Category, "slug")
    rows = []
    for row in RoutingRule.objects.all():
        is_over = row.valid.upper is not None and row.valid.upper <= today
        is_to_come = row.valid.lower > today
        end_form = ending[1] if ending and ending[0] == row.pk else EndRoutingRuleForm(initial={"on": today})
        rows.append(
            {
                "rule": row, "state": _("to come") if is_to_come else _("ended") if is_over else "",
                "ways": [*named(modes, row.modes), *named(lanes, row.lanes)],
                "goods": named(goods, row.categories),
                "end_form": None if is_over else end_form,
            }
        )  # fmt: skip
    return page(
        request, "routing_rules.html", {"form": form, "effects": effects, "rows": rows}, status=status
    )


def _words(model: type[Model], field: str) -> dict[str, str]:
    """The rows of ``model`` in words, by the code in ``field``."""
    return {getattr(row, field): str(row) for row in model._default_manager.all()}
