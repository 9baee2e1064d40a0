"""What every page of the console shows beside its own matter."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entrepot.web.backoffice.queries.counts import work_counts


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """``backoffice/<template>`` with the numbers beside the menu entries (one statement)."""
    counts = work_counts()
    shown = {"nav_counts": counts.in_menu(), "counts": counts, **(context or {})}
    return render(request, f"backoffice/{template}", shown, status=status)
