"""Let a person act through a service: what was done or refused becomes a message, never an error page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.errors import Refused


def carry_out(request: HttpRequest, act: Callable[[], Any], *, done: str) -> bool:
    """Run ``act`` and tell ``done``, or why it was refused; returns whether it was done.

    A step that was taken already, by a second click or by a colleague, is told and changes nothing.
    """
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.message)
    except IllegalTransition:
        messages.warning(
            request,
            _("That step has been taken already or is no longer possible. This is how it stands now."),
        )
    else:
        messages.success(request, done)
        return True
    return False


def submit(request: HttpRequest, form: forms.BaseForm, act: Callable[[], Any], *, done: str) -> bool:
    """Like ``carry_out`` for a valid ``form``: a refusal stands beside the field it is about.

    Returns ``False`` when the page is to be shown again with the values that were entered.
    """
    try:
        act()
    except Refused as refusal:
        put_faults(form, refusal)
        return False
    except IllegalTransition:
        form.add_error(
            None, _("That step has been taken already or is no longer possible. This is how it stands now.")
        )
        return False
    messages.success(request, done)
    return True


def put_faults(form: forms.BaseForm, refusal: Refused) -> None:
    """Each fault beside its field; those of no field of this form above all fields."""
    known = [fault for fault in refusal.faults if fault.field in form.fields]
    for fault in known:
        form.add_error(fault.field, fault.message)
    elsewhere = [fault.message for fault in refusal.faults if fault.field not in form.fields]
    for message in dict.fromkeys(elsewhere or ([] if known else [refusal.message])):
        form.add_error(None, message)
