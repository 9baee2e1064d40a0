"""Write-downs: what old stock should lose by the rules of today, approving it, and the rules themselves."""

from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.inventory.models import WriteDown, WriteDownPolicy
from entrepot.apps.inventory.queries import tied_capital
from entrepot.apps.inventory.queries.write_downs import policy_on, suggested_write_downs
from entrepot.apps.inventory.services.set_write_down_policy import set_write_down_policy
from entrepot.apps.inventory.services.write_down_stock import write_down_stock
from entrepot.web.acting import carry_out, submit
from entrepot.web.backoffice.access import operator_of
from entrepot.web.backoffice.forms.write_downs import PolicyForm, rules_as_lines
from entrepot.web.backoffice.shell import page

PAGE_SIZE = 25
LATEST = 20
UNPROCESSABLE = 422
# What is longer is no id.
ID_DIGITS = 19


def write_downs(request: HttpRequest) -> HttpResponse:
    """What the rules suggest; POST approves the ticked lots."""
    if request.method == "POST":
        lot_ids = [int(pk) for pk in request.POST.getlist("lots") if pk.isdecimal() and len(pk) < ID_DIGITS]
        carry_out(
            request,
            lambda: write_down_stock(lot_ids=lot_ids, by=operator_of(request), at=timezone.now()),
            done=_("Written down. The books follow within a minute."),
        )
        return redirect("backoffice:write_downs")
    return _page(request)


@require_POST
def write_down_policy(request: HttpRequest) -> HttpResponse:
    """Put other rules in force from a day on."""
    form = PolicyForm(request.POST)
    if form.is_valid() and submit(
        request, form, lambda: set_write_down_policy(**form.cleaned_data),
        done=_("The rules are in force from that day on."),
    ):  # fmt: skip
        return redirect("backoffice:write_downs")
    return _page(request, form, status=UNPROCESSABLE)


def _page(request: HttpRequest, form: PolicyForm | None = None, *, status: int = 200) -> HttpResponse:
    today = timezone.now().date()
    policy = policy_on(today)
    suggested = suggested_write_downs(on=today)
    page_obj = Paginator(suggested, PAGE_SIZE).get_page(request.GET.get("page", "1"))
    levels = {each.lot.level_id: each.lot.level for each in page_obj}
    turns = {row.level.pk: row.turns for row in tied_capital(list(levels.values()), yearly_rate=Decimal(0))}
    context = {
        "page_obj": page_obj,
        "rows": [(each, turns[each.lot.level_id]) for each in page_obj],
        "policies": WriteDownPolicy.objects.order_by("-valid"),
        "done": WriteDown.objects.select_related("lot__level__warehouse", "lot__level__variant")[:LATEST],
        "form": form
        or PolicyForm(initial={"since": today, "rules": rules_as_lines(policy.steps) if policy else ""}),
    }
    return page(request, "write_downs.html", context, status=status)
