"""Tables that an operator uploads or pastes, and those that are downloaded."""

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpResponse

from entrepot.domain.tables import Rows
from entrepot.kit.errors import Refused
from entrepot.kit.spreadsheets import XLSX, rows_of_csv
from entrepot.web.acting import put_faults


def sheets_given(
    form: forms.Form, *, needed: str, read: Callable[[str, bytes], Mapping[str, Rows]]
) -> Mapping[str, Rows] | None:
    """The sheets in the ``file`` of a valid ``form`` as ``read`` makes them of its name and content, else its
    ``text`` as the sheet ``needed``; ``None`` where a fault was put beside its field."""
    upload = form.cleaned_data["file"]
    try:
        if upload is None:
            return {needed: rows_of_csv(form.cleaned_data["text"])}
        return read(upload.name, upload.read())
    except Refused as refusal:
        put_faults(form, refusal)
        return None


def table_file(content: str | bytes, name: str) -> HttpResponse:
    """CSV (text) with the mark by which spreadsheets know UTF-8, or a workbook (bytes), to be kept as
    ``name``."""
    if isinstance(content, str):
        response = HttpResponse("\ufeff" + content, content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
