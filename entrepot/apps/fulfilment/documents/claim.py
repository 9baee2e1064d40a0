"""The claim against a carrier on paper: what happened to which goods, what they are worth, what proves it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.documents.proof_of_delivery import WHEN, proof_rows
from entrepot.apps.fulfilment.documents.typesetting import PARCEL_LIST, typeset
from entrepot.apps.fulfilment.documents.wording import figure, kilograms, place_lines, spaced_number
from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.claims import claimable
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.apps.fulfilment.queries.proof_of_delivery import proof_of_delivery
from entrepot.apps.orders.models import Case, OrderLine
from entrepot.apps.orders.words import case_sentence
from entrepot.domain.money import total
from entrepot.kit.texts import text_in


def make_claim(case: Case, parcels: Sequence[Parcel], enclosed: Iterable[str]) -> bytes:
    """A PDF in the active language about ``parcels`` of the case's order, with the names of the files
    ``enclosed``. Reads the parcels' ``events`` and ``numbers``."""
    order = parcels[0].shipment.consignment.order
    sender, recipient = sender_of(parcels[0].shipment), recipient_of(order)
    carriers = ", ".join(sorted({parcel.carrier for parcel in parcels}))
    data = {
        "title": _("Claim"),
        "number": f"{order.number}-{case.pk}",
        "parties": [
            [_("Claimant"), [sender.name, *place_lines(sender)]],
            [_("Carrier"), [carriers, case_sentence(case.kind, case.facts)]],
            [_("Addressed to"), [recipient.name, *place_lines(recipient)]],
        ],
        "sections": [
            _goods(parcels, order.currency), _sent(parcels), _claimed(parcels, order.currency),
            *_proofs(parcels), _story(parcels),
            _section(_("Enclosed"), "", [_("File")], ["1fr"], ([name] for name in enclosed)),
        ],
        "statements": [_("The value is what the buyer paid for the goods, without freight, duty and tax.")],
        "signed": f"{sender.name}, {timezone.now().date().isoformat()}",
    }  # fmt: skip
    return typeset(PARCEL_LIST, data)


def lines_of(parcels: Iterable[Parcel]) -> list[OrderLine]:
    """The order's lines that are in the parcels' consignments."""
    consignments = {parcel.shipment.consignment_id for parcel in parcels}
    return list(OrderLine.objects.filter(consignment__in=consignments).order_by("position"))


def _goods(parcels: Iterable[Parcel], currency: str) -> dict[str, Any]:
    lines = lines_of(parcels)
    worth = total((line.line_total for line in lines), currency)
    rows = (
        [
            line.sku, text_in(line.name), str(line.quantity), line.hs_code or "–",
            kilograms(line.gross_weight_g * line.quantity), figure(line.line_amount, line.currency),
        ]
        for line in lines
    )  # fmt: skip
    return _section(
        _("Goods and their value"), f"{figure(worth.amount, worth.currency)} {worth.currency}",
        [_("SKU"), _("Article"), _("Quantity"), _("HS code"), _("kg"), _("Value")],
        ["30mm", "1fr", "18mm", "24mm", "18mm", "24mm"], rows,
    )  # fmt: skip


def _sent(parcels: Sequence[Parcel]) -> dict[str, Any]:
    rows = (
        [
            spaced_number(parcel.tracking_number), parcel.carrier, kilograms(parcel.weight_g),
            parcel.shipment.dispatched_at.strftime(WHEN) if parcel.shipment.dispatched_at else "–",
        ]
        for parcel in parcels
    )  # fmt: skip
    return _section(
        _("Parcels"), str(len(parcels)), [_("Number"), _("Carrier"), _("kg"), _("Handed over")],
        ["1fr", "34mm", "20mm", "44mm"], rows,
    )  # fmt: skip


def _claimed(parcels: Iterable[Parcel], currency: str) -> dict[str, Any]:
    found = [(parcel, may) for parcel in parcels if (may := claimable(parcel)) is not None]
    rows = (
        [
            spaced_number(parcel.tracking_number), figure(may.worth.amount, may.worth.currency),
            figure(may.limit.amount, may.limit.currency) if may.limit else "–",
            figure(may.most.amount, may.most.currency), may.until.isoformat() if may.until else "–",
        ]
        for parcel, may in found
    )  # fmt: skip
    most = total((may.most for _parcel, may in found), currency)
    return _section(
        _("What is claimed"), f"{figure(most.amount, currency)} {currency}",
        [_("Number"), _("Value"), _("Liability"), _("Claimed"), _("At the latest on")],
        ["1fr", "24mm", "24mm", "24mm", "32mm"], rows,
    )  # fmt: skip


def _proofs(parcels: Iterable[Parcel]) -> Iterable[dict[str, Any]]:
    for parcel in parcels:
        number, proof = spaced_number(parcel.tracking_number), proof_of_delivery(parcel)
        rows = proof_rows(proof) if proof else [(_("Delivered"), _("not told by the carrier"))]
        yield _section(_("Proof of delivery"), number, [_("Fact"), _("As told")], ["46mm", "1fr"], rows)


def _story(parcels: Iterable[Parcel]) -> dict[str, Any]:
    events = sorted((event for parcel in parcels for event in parcel.events.all()), key=lambda one: one.at)
    rows = (
        [event.at.strftime(WHEN), event.tracking_number, event.description, event.location or "–"]
        for event in events
    )
    return _section(
        _("What the carrier told"), "", [_("When"), _("Number"), _("Words"), _("Where")],
        ["38mm", "36mm", "1fr", "34mm"], rows,
    )  # fmt: skip


def _section(
    title: str, aside: str, heads: list[str], widths: list[str], rows: Iterable[Sequence[str]]
) -> dict[str, Any]:
    return {
        "title": title, "aside": aside, "heads": heads, "widths": widths, "rows": [list(row) for row in rows]
    }  # fmt: skip
