"""The boxes of a warehouse."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import BoxType
from entrepot.apps.fulfilment.services.save_box_type import save_box_type
from entrepot.web.acting import submit
from entrepot.web.backoffice.forms.handover import BoxTypeForm
from entrepot.web.backoffice.forms.warehousing import our_warehouses
from entrepot.web.backoffice.shell import page


def box_types(request: HttpRequest, code: str) -> HttpResponse:
    """All boxes; ``?box=`` fills the form with one of them, a name that is new adds one."""
    warehouse = get_object_or_404(our_warehouses(), code=code)
    boxes = BoxType.objects.filter(warehouse=warehouse)
    if request.method == "POST":
        form = BoxTypeForm(request.POST)
        if form.is_valid() and submit(
            request, form, lambda: save_box_type(warehouse=warehouse, **form.values()),
            done=_("The box is saved."),
        ):  # fmt: skip
            return redirect("backoffice:box_types", code)
    else:
        chosen = boxes.filter(code=request.GET.get("box", "")[:20]).first()
        form = BoxTypeForm(initial=_initial(chosen) if chosen else None)
    status = 422 if request.method == "POST" else 200
    return page(
        request, "box_types.html", {"warehouse": warehouse, "boxes": boxes, "form": form}, status=status
    )


def _initial(box: BoxType) -> dict[str, object]:
    names = (
        "code", "length_mm", "width_mm", "height_mm", "wall_mm", "deck_mm", "tare_g", "max_weight_g",
        "currency", "is_active",
    )  # fmt: skip
    return {**{name: getattr(box, name) for name in names}, "cost": box.cost.rounded().amount}
