"""The 4 x 6 inch label of a parcel: who, where to, and a number that machines and people can read."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from entrepot.apps.fulfilment.documents.label_fonts import runs, width, wrapped
from entrepot.apps.fulfilment.documents.wording import kilograms, place_lines, spaced_number
from entrepot.domain.ports.carriers import Address

WIDTH, HEIGHT, MARGIN = 288.0, 432.0, 12.0
INNER = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Label:
    """Everything on one label. ``position`` of ``count`` parcels of the shipment."""

    carrier: str
    service: str
    incoterm: str
    tracking_number: str
    sender: Address
    recipient: Address
    order_number: str
    shipment_number: str
    weight_g: int
    position: int
    count: int
    posted_on: str
    goes_abroad: bool


def draw_labels(labels: Sequence[Label]) -> bytes:
    """A PDF with one label a page."""
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(" ".join(label.tracking_number for label in labels))
    for label in labels:
        _draw(canvas, label)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw(canvas: Any, label: Label) -> None:
    _heading(canvas, label)
    _rule(canvas, 368)
    _sender(canvas, label)
    _rule(canvas, 306)
    _recipient(canvas, label)
    _rule(canvas, 160)
    _bars(canvas, label)
    _rule(canvas, 54)
    _foot(canvas, label)


def _heading(canvas: Any, label: Label) -> None:
    _text(canvas, MARGIN, 402, label.carrier.upper()[:22], 15, bold=True)
    service = " · ".join(
        part for part in (label.service.upper(), label.incoterm if label.goes_abroad else "") if part
    )
    _text(canvas, MARGIN, 384, service[:40], 11)
    _qr(canvas, label.tracking_number, WIDTH - MARGIN - 46, 372, 46)


def _sender(canvas: Any, label: Label) -> None:
    _text(canvas, MARGIN, 358, "FROM  寄件人", 6.5)
    lines = [_name(label.sender), *place_lines(label.sender)]
    _block(canvas, lines, top=348, size=8.5, limit=INNER, floor=310)


def _recipient(canvas: Any, label: Label) -> None:
    _text(canvas, MARGIN, 296, "TO  收件人", 6.5)
    phone = [f"Tel {label.recipient.phone}"] if label.recipient.phone else []
    name, *place, country = [_name(label.recipient), *place_lines(label.recipient)]
    for size in (13.0, 11.5, 10.0, 8.5, 7.0, 6.0, 5.0, 4.0):  # the last holds the longest address there is
        head = wrapped(name, size + 2, INNER, bold=True)
        body = [line for part in (*place, *phone) for line in wrapped(part, size, INNER)]
        if len(head) * (size + 2) * 1.25 + len(body) * size * 1.25 <= 104:
            break
    at = 284.0 - size
    for line in head:
        _text(canvas, MARGIN, at, line, size + 2, bold=True)
        at -= (size + 2) * 1.25
    for line in body:
        _text(canvas, MARGIN, at, line, size)
        at -= size * 1.25
    _text(canvas, MARGIN, 167, country, 14, bold=True)


def _bars(canvas: Any, label: Label) -> None:
    from reportlab.graphics.barcode.code128 import Code128

    modules = Code128(label.tracking_number, barWidth=1, quiet=False).width
    bars = Code128(
        label.tracking_number, barWidth=min(1.35, (INNER - 20) / modules), barHeight=66, quiet=False
    )
    bars.drawOn(canvas, (WIDTH - bars.width) / 2, 82)
    human = spaced_number(label.tracking_number)
    _text(canvas, (WIDTH - width(human, 14, bold=True)) / 2, 64, human, 14, bold=True)


def _foot(canvas: Any, label: Label) -> None:
    _text(canvas, MARGIN, 40, f"{label.order_number}  {label.shipment_number}", 9, bold=True)
    weight = f"{kilograms(label.weight_g)} kg  ·  {label.posted_on}"
    _text(canvas, MARGIN, 27, weight, 9)
    if label.goes_abroad:
        _text(canvas, MARGIN, 14, "Customs declaration CN 23 enclosed  随附报关单", 7.5)
    count = f"{label.position} / {label.count}"
    _text(canvas, WIDTH - MARGIN - width(count, 20, bold=True), 27, count, 20, bold=True)


def _name(address: Address) -> str:
    return ", ".join(part for part in (address.name, address.company) if part)


def _block(canvas: Any, lines: Sequence[str], *, top: float, size: float, limit: float, floor: float) -> None:
    """Wrapped lines from ``top`` down; a long text is set smaller rather than cut."""
    fitted = [line for part in lines for line in wrapped(part, size, limit)]
    while size > 5 and top - len(fitted) * size * 1.2 < floor - size:
        size -= 0.5
        fitted = [line for part in lines for line in wrapped(part, size, limit)]
    for index, line in enumerate(fitted):
        _text(canvas, MARGIN, top - index * size * 1.2, line, size)


def _text(canvas: Any, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
    line = canvas.beginText(x, y)
    for font, piece in runs(text, bold=bold):
        line.setFont(font, size)
        line.textOut(piece)
    canvas.drawText(line)


def _rule(canvas: Any, y: float) -> None:
    canvas.setLineWidth(1)
    canvas.line(MARGIN, y, WIDTH - MARGIN, y)


def _qr(canvas: Any, text: str, x: float, y: float, side: float) -> None:
    import segno

    rows = list(segno.make(text, error="m", micro=False).matrix)
    module = side / len(rows)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                top = y + side - (row + 1) * module
                canvas.rect(x + column * module, top, module, module, stroke=0, fill=1)
