"""Forms for inbound shipments: the notice, legs, costs, and receiving."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.inventory.models import InboundCost, InboundLeg, InboundShipment, Warehouse
from entrepot.apps.inventory.services.plan_inbound import InboundPlan, PlannedLeg, PlannedLine, Sender
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.inventory.landed import Basis
from entrepot.domain.money import Money, minor_digits
from entrepot.web.backoffice.forms.warehousing import day_field, our_warehouses, pieces_field

MOST_COLUMNS = 5
MODES = [("sea", _("Sea")), ("air", _("Air")), ("rail", _("Rail")), ("road", _("Road"))]
COST_KINDS = [
    (InboundCost.Kind.FREIGHT, _("Freight")), (InboundCost.Kind.DUTY, _("Duty")),
    (InboundCost.Kind.IMPORT_TAX, _("Import tax")), (InboundCost.Kind.HANDLING, _("Handling")),
    (InboundCost.Kind.INSURANCE, _("Insurance")), (InboundCost.Kind.OTHER, _("Other")),
]  # fmt: skip
BASES = [(Basis.VALUE, _("Value")), (Basis.WEIGHT, _("Weight")), (Basis.VOLUME, _("Volume"))]


class InboundForm(forms.Form):
    """Who sends what to where. The lines are pasted: one article a line."""

    destination = forms.ModelChoiceField(label=_("To"), queryset=Warehouse.objects.none())
    source = forms.ModelChoiceField(
        label=_("From our warehouse"), queryset=Warehouse.objects.none(), required=False,
        help_text=_("Then it is a transfer: its stock leaves there as it departs."),
    )  # fmt: skip
    supplier = forms.ModelChoiceField(
        label=_("or from a supplier"), queryset=Supplier.objects.none(), required=False
    )
    sender = forms.CharField(label=_("or from a factory"), max_length=120, required=False)
    sender_country = forms.RegexField(
        label=_("Country of the factory"), regex=r"^[A-Za-z]{2}$", required=False,
        help_text=_("Two letters, like CN. Across a border we declare the goods as they set out."),
    )  # fmt: skip
    reference = forms.CharField(label=_("Its paper or our purchase order"), max_length=80, required=False)
    currency = forms.RegexField(label=_("Currency of goods and costs"), regex=r"^[A-Za-z]{3}$")
    lines = forms.CharField(
        label=_("Articles"), widget=forms.Textarea(attrs={"rows": 5}), max_length=40_000,
        help_text=_(
            "One a line: SKU, pieces, cost of one piece, lot number, last day of use (2027-05-31). Separate "
            "by semicolons or paste from a spreadsheet. SKU and pieces are enough."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("destination", "source"):
            field = self.fields[name]
            _choice(field).queryset = our_warehouses()
        _choice(self.fields["supplier"]).queryset = Supplier.objects.order_by("code")

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean_sender_country(self) -> str:
        return str(self.cleaned_data["sender_country"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "lines" in cleaned and "currency" in cleaned:
            try:
                cleaned["planned"] = [
                    _planned(line, cleaned["currency"])
                    for line in cleaned["lines"].splitlines()
                    if line.strip()
                ]
            except forms.ValidationError as error:
                self.add_error("lines", error)
        return cleaned

    def plan(self) -> InboundPlan:
        cleaned = self.cleaned_data
        sender = Sender(cleaned["source"], cleaned["supplier"], cleaned["sender"], cleaned["sender_country"])
        return InboundPlan(
            sender, cleaned["destination"], cleaned["currency"], cleaned["planned"],
            reference=cleaned["reference"],
        )  # fmt: skip


def _choice(field: forms.Field) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(field)
    return field


def _planned(line: str, currency: str) -> PlannedLine:
    """One pasted line. Raises ``ValidationError`` that quotes it."""
    separator = "\t" if "\t" in line else ";"
    cells = [cell.strip() for cell in line.split(separator)]
    cells += [""] * (MOST_COLUMNS - len(cells))
    sku, pieces, cost, lot_number, expires_on = cells[:MOST_COLUMNS]
    try:
        money = Money.of(Decimal(cost), currency) if cost else None
        day = date.fromisoformat(expires_on) if expires_on else None
        return PlannedLine(sku, int(pieces), money, lot_number[:40], day)
    except (ValueError, InvalidOperation) as error:
        message = gettext("“%(line)s” cannot be read; write it like “SKU-1; 120; 3.40; L2607; 2027-05-31”.")
        raise forms.ValidationError(message % {"line": line.strip()[:80]}) from error


class LegForm(forms.Form):
    """One more stretch of the way."""

    mode = forms.ChoiceField(label=_("By"), choices=MODES)
    departs_from = forms.CharField(label=_("From"), max_length=80)
    arrives_at = forms.CharField(label=_("To"), max_length=80)
    etd = day_field(_("Leaves (ETD)"), required=False)
    eta = day_field(_("Arrives (ETA)"))
    carrier = forms.CharField(label=_("Carrier"), max_length=80, required=False)
    transport_number = forms.CharField(
        label=_("Container, air waybill, wagon or truck"), max_length=40, required=False
    )

    def leg(self) -> PlannedLeg:
        return PlannedLeg(**self.cleaned_data)


class CostForm(forms.Form):
    """What bringing the goods costs."""

    kind = forms.ChoiceField(label=_("Kind"), choices=COST_KINDS)
    basis = forms.ChoiceField(label=_("Shared out by"), choices=BASES)
    leg = forms.ModelChoiceField(label=_("Leg"), queryset=InboundLeg.objects.none(), required=False)

    def __init__(self, shipment: InboundShipment, data: Any = None) -> None:
        super().__init__(data)
        self.currency = shipment.currency
        self.fields["amount"] = forms.DecimalField(
            label=_("Amount (%(currency)s)") % {"currency": self.currency}, max_digits=15,
            decimal_places=minor_digits(self.currency),
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        )  # fmt: skip
        legs = _choice(self.fields["leg"])
        legs.queryset = shipment.legs.all()
        legs.label_from_instance = lambda obj: f"{obj.departs_from} → {obj.arrives_at}"  # type: ignore[method-assign]
        self.order_fields(["kind", "amount", "basis", "leg"])

    def money(self) -> Money:
        return Money(self.cleaned_data["amount"], self.currency)


class ReceiveForm(forms.Form):
    """One article found: scanned or typed. The key makes a form that is sent twice count once."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    sku = forms.CharField(
        label=_("Article (scan or type the SKU)"), max_length=40,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )  # fmt: skip
    received = pieces_field(_("Good pieces"))
    damaged = pieces_field(_("Damaged pieces"), required=False)
    lot_number = forms.CharField(label=_("Lot number"), max_length=40, required=False)
    expires_on = day_field(_("Last day of use"), required=False)

    @classmethod
    def fresh(cls, sku: str = "", lot_number: str = "", received: int | None = None) -> "ReceiveForm":
        return cls(initial={"key": uuid4().hex, "sku": sku, "lot_number": lot_number, "received": received})


class CloseForm(forms.Form):
    """A reason for every line that differs."""

    def __init__(self, differing: Mapping[int, str], data: Any = None) -> None:
        super().__init__(data)
        for position, label in differing.items():
            self.fields[f"reason_{position}"] = forms.CharField(label=label, max_length=160)

    def reasons(self) -> dict[int, str]:
        return {int(name.removeprefix("reason_")): reason for name, reason in self.cleaned_data.items()}
