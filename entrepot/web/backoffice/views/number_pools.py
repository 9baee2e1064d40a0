"""Number pools: how many numbers are left, setting one up, listing numbers."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.lanes.models import NumberPool
from entrepot.apps.lanes.queries import pools_with_left
from entrepot.apps.lanes.services.list_numbers import list_numbers
from entrepot.apps.lanes.services.save_pool import save_pool
from entrepot.web.acting import submit
from entrepot.web.backoffice.forms.number_pools import ROLES, ListForm, PoolForm, fresh_pool
from entrepot.web.backoffice.shell import page

UNPROCESSABLE = 422
LATEST = 50


@dataclass(frozen=True, slots=True)
class PoolShown:
    """A pool with what it still has."""

    pool: NumberPool
    left: int

    @property
    def role(self) -> str:
        """What the numbers are for, in words."""
        return str(dict(ROLES)[self.pool.role])

    @property
    def is_low(self) -> bool:
        return self.left <= self.pool.low_water


def number_pools(request: HttpRequest) -> HttpResponse:
    shown = [PoolShown(pool, pool.left) for pool in pools_with_left()]
    return page(request, "number_pools.html", {"pools": sorted(shown, key=lambda one: not one.is_low)})


def number_pool(request: HttpRequest, code: str) -> HttpResponse:
    """One pool with the numbers it gave last; POST lists numbers."""
    pool = get_object_or_404(pools_with_left(), code=code)
    form = ListForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        count = len(form.listed())
        if submit(
            request, form, lambda: list_numbers(pool=pool, numbers=form.listed()),
            done=_("%(count)d numbers are in the pool.") % {"count": count},
        ):  # fmt: skip
            return redirect("backoffice:number_pool", code)
    context = {
        "shown": PoolShown(pool, pool.left),
        "latest": pool.numbers.order_by("-changed_at", "-pk")[:LATEST],
        "form": form,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "number_pool.html", context, status=status)


def new_pool(request: HttpRequest) -> HttpResponse:
    return _edit(request, fresh_pool(request.POST if request.method == "POST" else None), None)


def change_pool(request: HttpRequest, code: str) -> HttpResponse:
    pool = get_object_or_404(NumberPool, code=code)
    return _edit(request, PoolForm(request.POST if request.method == "POST" else None, instance=pool), pool)


def _edit(request: HttpRequest, form: PoolForm, pool: NumberPool | None) -> HttpResponse:
    if (
        request.method == "POST"
        and form.is_valid()
        and submit(request, form, lambda: save_pool(pool=form.instance), done=_("The pool is stored."))
    ):
        return redirect("backoffice:number_pool", form.instance.code)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "number_pool_form.html", {"form": form, "pool": pool}, status=status)
