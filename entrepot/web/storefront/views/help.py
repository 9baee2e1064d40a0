"""What a buyer says about an order under way: a choice for a delay, an answer, a problem."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from entrepot.apps.fulfilment.services.choose_remedy import choose_remedy
from entrepot.apps.fulfilment.services.return_lost_money import return_lost_money
from entrepot.apps.orders.queries import case_file, case_rooms
from entrepot.apps.orders.services.report_problem import report_problem
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.web.acting import carry_out
from entrepot.web.case_files import attachment_of, file_response
from entrepot.web.case_forms import AnswerForm
from entrepot.web.storefront.forms import ProblemForm
from entrepot.web.storefront.views.orders import find_or_404

BUYER = "buyer"


@require_POST
def choose(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    """How a late consignment shall go on."""
    found = find_or_404(token)
    consignment = get_object_or_404(found.consignments, position=position)
    choice = request.POST.get("choice", "")
    carry_out(
        request,
        lambda: choose_remedy(consignment=consignment, choice=choice, by=BUYER),
        done=_("Thank you, we have noted your choice."),
    )
    return redirect("storefront:order", token)


@require_POST
def take_money_back(request: HttpRequest, token: UUID, position: int) -> HttpResponse:
    """For a consignment that was lost on the way."""
    found = find_or_404(token)
    consignment = get_object_or_404(found.consignments, position=position)
    carry_out(
        request,
        lambda: return_lost_money(consignment=consignment, by=BUYER),
        done=_("Your money goes back the way you paid."),
    )
    return redirect("storefront:order", token)


@require_POST
def answer(request: HttpRequest, token: UUID, pk: int) -> HttpResponse:
    """In the room of a case that the buyer takes part in."""
    found = find_or_404(token)
    form = AnswerForm(request.POST, request.FILES)
    room = next((one for one in case_rooms(found, BUYER) if one.case.pk == pk), None)
    if room is None or not form.is_valid():
        messages.error(request, _("The answer could not be taken. Write up to 2,000 characters."))
        return redirect("storefront:order", token)
    carry_out(
        request,
        lambda: write_case_message(
            case=room.case, by=BUYER, text=form.cleaned_data["text"],
            attachment=attachment_of(form.cleaned_data["file"]),
        ),
        done=_("Thank you, we have your answer."),
    )  # fmt: skip
    return redirect("storefront:order", token)


@require_POST
def report(request: HttpRequest, token: UUID) -> HttpResponse:
    """Something is damaged, missing, or never came; with a photo if there is one."""
    found = find_or_404(token)
    form = ProblemForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose what is wrong and describe it in up to 2,000 characters."))
        return redirect("storefront:order", token)
    carry_out(
        request,
        lambda: report_problem(
            order=found, problem=form.cleaned_data["problem"], text=form.cleaned_data["text"],
            attachment=attachment_of(form.cleaned_data["file"]),
        ),
        done=_("Thank you for telling us. We look into it and answer here."),
    )  # fmt: skip
    return redirect("storefront:order", token)


@require_safe
@never_cache
def case_attachment(request: HttpRequest, token: UUID, pk: int) -> HttpResponse:
    """A file of a room that the buyer takes part in."""
    return file_response(case_file(find_or_404(token), pk, BUYER))
