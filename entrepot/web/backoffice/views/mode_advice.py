"""Which mode suits an article and a merchant, with the curve of what an order costs by volume."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.apps.markets.queries import open_countries
from entrepot.domain.money import Money
from entrepot.domain.sourcing.mode_advice import Costs, advise
from entrepot.kit.errors import Refused
from entrepot.web.acting import put_faults
from entrepot.web.backoffice.curves import curves_shown
from entrepot.web.backoffice.forms.mode_advice import ModeAdviceForm
from entrepot.web.backoffice.queries.mode_advice import demand_of, price_in, ways_to
from entrepot.web.backoffice.shell import page
from entrepot.web.places import country_name

COLUMNS: Final = (
    gettext_noop("Freight"), gettext_noop("Duty and tax"), gettext_noop("Storage and capital"),
    gettext_noop("Risk of unsold stock"), gettext_noop("Waiting"), gettext_noop("Together"),
    gettext_noop("Capital needed"),
)  # fmt: skip


def mode_advice(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer. Everything is in the address, so it can be kept and sent."""
    countries = sorted(
        ((row.code, country_name(row.code)) for row in open_countries()), key=lambda row: row[1]
    )
    asked = "sku" in request.GET
    initial = {"country": "DE", "capital": "5000"}
    form = ModeAdviceForm(countries, request.GET if asked else None, initial=initial)
    context: dict[str, Any] = {"form": form}
    if asked and form.is_valid():
        try:
            context |= _answer(form)
        except Refused as refusal:
            put_faults(form, refusal)
    return page(request, "mode_advice.html", context)


def _answer(form: ModeAdviceForm) -> dict[str, Any]:
    given, currency = form.cleaned_data, settings.BASE_CURRENCY
    variant, ways = ways_to(given["sku"], given["country"], currency)
    demand = demand_of(variant.id)
    merchant = form.merchant(
        monthly=demand.monthly, variation=demand.variation, price=price_in(variant, currency)
    )
    advice = advise(merchant, ways)
    rows = [
        {
            "costs": each,
            "code": each.way.code,
            "amounts": [
                (_(label), Money(amount, currency).rounded())
                for label, amount in zip(COLUMNS, _amounts(each), strict=True)
            ],
            "days": round(each.days),
        }
        for each in advice.options
    ]  # fmt: skip
    return {
        "columns": [_(label) for label in COLUMNS],
        "variant": variant, "demand": demand, "merchant": merchant, "advice": advice, "rows": rows,
        "saving": _saving(advice.options, currency),
        "unit_cost": Money(merchant.unit_cost, currency).rounded(),
        "chart": curves_shown(merchant, [each.way for each in advice.options], currency),
    }  # fmt: skip


def _amounts(costs: Costs) -> tuple[Decimal, ...]:
    """In the order of ``COLUMNS``."""
    return (
        costs.freight + costs.handling, costs.charges, costs.storage + costs.capital, costs.risk,
        costs.waiting, costs.total, costs.capital_needed,
    )  # fmt: skip


def _saving(options: Sequence[Costs], currency: str) -> Money | None:
    """What an order costs less by the recommended way than by the next that can be afforded."""
    free = [each for each in options if not each.obstacles]
    return Money(free[1].total - free[0].total, currency).rounded() if len(free) > 1 else None
