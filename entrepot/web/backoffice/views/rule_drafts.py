"""Proposing: change a rule file, add one, withdraw one, answer a packaged file that changed."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import RuleFile, RuleProposal
from entrepot.apps.taxation.queries import import_named
from entrepot.apps.taxation.services.propose_rule_change import propose_rule_change
from entrepot.web.acting import submit
from entrepot.web.backoffice.forms.rules import NEW_FILE, AnswerForm, NewRuleForm, RuleChangeForm, WhyForm
from entrepot.web.backoffice.queries.rule_files import diff_of, fault_places, packaged_review
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422


def propose_rule(request: HttpRequest, name: str) -> HttpResponse:
    """Edit the file and propose it: checked as a whole and tried on real consignments before it is stored."""
    newest = _newest(name)
    if import_named(newest.content) is not None:
        raise Http404
    form = RuleChangeForm(request.POST or None, initial={"content": newest.content})
    return _proposing(request, form, "rule_propose.html", {"name": name}, name=name)


def new_rule(request: HttpRequest) -> HttpResponse:
    """Propose a rule file of ours beside the packaged ones."""
    form = NewRuleForm(request.POST or None, initial={"content": NEW_FILE})
    return _proposing(request, form, "rule_propose.html", {"name": ""})


def withdraw_rule(request: HttpRequest, name: str) -> HttpResponse:
    """Propose that the file, or the imported tariff, is no longer in force."""
    if not _newest(name).content:
        raise Http404
    return _proposing(
        request, WhyForm(request.POST or None), "rule_withdraw.html", {"name": name}, name=name, content=""
    )


def review_packaged(request: HttpRequest, name: str) -> HttpResponse:
    """The packaged file changed while ours was another: three texts, and which one it is to be."""
    review = packaged_review(name)
    if review is None:
        raise Http404
    form = AnswerForm(request.POST or None, both=review.both is not None)
    chosen = form.data.get("choice", "")
    context = {
        "name": name, "review": review, "theirs": diff_of(review.base, review.packaged.content),
        "ours": diff_of(review.base, review.ours),
    }  # fmt: skip
    return _proposing(
        request, form, "rule_packaged.html", context,
        name=name, content=review.text_of(chosen), answers=review.packaged,
    )  # fmt: skip


def _proposing(
    request: HttpRequest, form: WhyForm, template: str, context: dict[str, Any], **told: Any
) -> HttpResponse:
    """Show the form, or propose what it and ``told`` say and go to the proposal."""
    made: list[RuleProposal] = []

    def act() -> None:
        given = {key: value for key, value in form.cleaned_data.items() if key != "choice"}
        made.append(propose_rule_change(by=cast(User, request.user), **{**given, **told}))

    done = _("The change is proposed. A colleague must approve it before it is in force.")
    if request.method == "POST" and form.is_valid() and submit(request, form, act, done=done):
        return redirect("backoffice:rule_proposal", made[0].pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    faults = fault_places(form.data.get("content", ""), [str(one) for one in form.errors.get("content", [])])
    return page(request, template, {**context, "form": form, "faults": faults}, status=status)


def _newest(name: str) -> RuleFile:
    newest = RuleFile.objects.filter(name=name).order_by("-pk").first()
    if newest is None:
        raise Http404
    return newest
