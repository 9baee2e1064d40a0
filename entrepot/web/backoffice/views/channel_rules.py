"""A channel's rules: what holds when, what another would refuse, putting it in force, ending one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.channels.models import Channel, ChannelPolicy
from entrepot.apps.channels.queries import refused_by
from entrepot.apps.channels.services.set_policy import end_policy, set_policy
from entrepot.apps.channels.words import rule_sentence
from entrepot.web.acting import submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.channels import EndForm, RuleForm
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422


def channel_rules(request: HttpRequest, code: str) -> HttpResponse:
    """POST tries a rule and shows which listings it would refuse; with ``confirm`` it is put in force."""
    channel = get_object_or_404(Channel, code=code)
    if request.method != "POST":
        return _page(request, channel, RuleForm(initial={"since": timezone.now().date()}))
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _page(request, channel, form, status=UNPROCESSABLE)
    rule = form.rule()
    if "confirm" not in request.POST:
        sentence = rule_sentence(rule.kind.value, rule.parameters)
        return _page(
            request, channel, form, tried={"sentence": sentence, "refused": refused_by(channel, rule)}
        )
    reason, by = form.cleaned_data["reason"], operator_of(request)
    if submit(
        request, form, lambda: set_policy(channel=channel, rule=rule, reason=reason, by=by),
        done=_("The rule is in force from that day on."),
    ):  # fmt: skip
        return redirect("backoffice:channel_rules", code)
    return _page(request, channel, form, status=UNPROCESSABLE)


@require_POST
def end_rule(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    policy = get_object_or_404(ChannelPolicy.objects.select_related("channel"), pk=pk, channel__code=code)
    form = EndForm(request.POST)
    if form.is_valid() and submit(
        request, form, lambda: end_policy(policy=policy, by=operator_of(request), **form.cleaned_data),
        done=_("The rule ends on that day."),
    ):  # fmt: skip
        return redirect("backoffice:channel_rules", code)
    fresh = RuleForm(initial={"since": timezone.now().date()})
    return _page(request, policy.channel, fresh, ending=(pk, form), status=UNPROCESSABLE)


def _page(
    request: HttpRequest, channel: Channel, form: RuleForm, *, tried: dict[str, object] | None = None,
    ending: tuple[int, EndForm] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    today = timezone.now().date()
    rows = []
    for policy in channel.policies.order_by("kind", "-valid"):
        is_over = policy.valid.upper is not None and policy.valid.upper <= today
        end_form = ending[1] if ending and ending[0] == policy.pk else EndForm(initial={"on": today})
        rows.append((policy, rule_sentence(policy.kind, policy.parameters), None if is_over else end_form))
    context = {"channel": channel, "form": form, "tried": tried, "rows": rows}
    return page(request, "channel_rules.html", context, status=status)
