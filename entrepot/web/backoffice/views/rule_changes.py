"""Rule files with their history, and proposals of one operator that another decides."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import RuleFile, RuleProposal
from entrepot.apps.taxation.queries import import_named, packaged_changes
from entrepot.apps.taxation.services.approve_rule_change import approve_rule_change
from entrepot.apps.taxation.services.reject_rule_change import reject_rule_change
from entrepot.domain.duties.parsing import IMPORTED
from entrepot.kit.errors import Refused
from entrepot.web.acting import carry_out, put_faults, submit
from entrepot.web.backoffice.forms.rules import ImpactForm, RejectionForm
from entrepot.web.backoffice.queries.rule_files import diff_of, versions_of
from entrepot.web.backoffice.queries.rule_impact import impact_of
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422


def rule_file(request: HttpRequest, name: str) -> HttpResponse:
    """One file: what is in force, its versions with who, when, why and the difference, open proposals."""
    versions = versions_of(name)
    if not versions:
        raise Http404
    context = {
        "name": name,
        "versions": versions,
        "content": versions[0].row.content,
        "tariff_import": import_named(versions[0].row.content),
        "is_imported": name.startswith(IMPORTED),
        "packaged_changed": any(row.name == name for row in packaged_changes()),
        "proposals": RuleProposal.objects.filter(name=name)
        .select_related("proposed_by", "decided_by")
        .order_by("-pk")[:30],
    }
    return page(request, "rule_file.html", context)


def rule_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed, line by line, what it would do, and who may do what next."""
    return _proposal_page(request, _find(pk), RejectionForm())


def rule_impact(request: HttpRequest, pk: int) -> HttpResponse:
    """What the change would have done to the markets, articles and orders of our newest consignments."""
    proposal = _find(pk)
    form = ImpactForm(request.GET)
    found = None
    if form.is_valid():
        try:
            found = impact_of(proposal, form.cleaned_data)
        except Refused as refusal:
            put_faults(form, refusal)
    return page(request, "rule_impact.html", {"proposal": proposal, "form": form, "found": found})


@require_POST
def approve_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the change in force; never one's own."""
    proposal = _find(pk)
    done = _("The change is in force. Quotes made before it keep their rules.")
    carry_out(request, lambda: approve_rule_change(proposal=proposal, by=_operator(request)), done=done)
    return redirect("backoffice:rule_proposal", pk)


@require_POST
def reject_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the change down with a reason, or withdraw one's own."""
    proposal = _find(pk)
    form = RejectionForm(request.POST)

    def act() -> Any:
        why = form.cleaned_data["reason"]
        return reject_rule_change(proposal=proposal, by=_operator(request), why=why)

    if form.is_valid() and submit(
        request, form, act, done=_("The change is closed. The rules stay as they are.")
    ):
        return redirect("backoffice:rule_proposal", pk)
    return _proposal_page(request, _find(pk), form, status=UNPROCESSABLE)


def _proposal_page(
    request: HttpRequest, proposal: RuleProposal, form: RejectionForm, *, status: int = 200
) -> HttpResponse:
    newest = RuleFile.objects.filter(name=proposal.name).order_by("-pk").values_list("pk", flat=True).first()
    context = {
        "proposal": proposal,
        "diff": diff_of(proposal.base.content if proposal.base else "", proposal.content),
        "run": proposal.dry_run,
        "tariff_import": import_named(proposal.content),
        "form": form,
        "is_open": proposal.status == "proposed",
        "is_own": proposal.proposed_by_id == request.user.pk,
        "is_outdated": newest != proposal.base_id,
    }
    return page(request, "rule_proposal.html", context, status=status)


def _find(pk: int) -> RuleProposal:
    return get_object_or_404(RuleProposal.objects.select_related("base", "proposed_by", "decided_by"), pk=pk)


def _operator(request: HttpRequest) -> User:
    return cast(User, request.user)
