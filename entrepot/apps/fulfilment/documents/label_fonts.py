"""Fonts of the label's PDF and text that falls back from one to the next, character by character."""

from functools import cache
from itertools import groupby
from typing import Any

from entrepot.apps.fulfilment.documents.typesetting import FONTS

LATIN, BOLD, CHINESE, READERS = "EntrepotSans", "EntrepotSans-Bold", "EntrepotSansSC", "STSong-Light"


@cache
def _registered() -> dict[str, Any]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    files = {LATIN: "EntrepotSans-Regular", BOLD: "EntrepotSans-Bold", CHINESE: "EntrepotSansSC-Regular"}
    fonts = {name: TTFont(name, str(FONTS / f"{file}.ttf")) for name, file in files.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    # Rare characters that our own files lack are drawn with the reader's Chinese font.
    pdfmetrics.registerFont(UnicodeCIDFont(READERS))
    return fonts


def runs(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    """``text`` as ``(font, piece)``: Latin letters in ours, Chinese in the subset, the rest the reader's."""
    fonts = _registered()
    preferred = BOLD if bold else LATIN

    def font_of(character: str) -> str:
        for name in (preferred, CHINESE):
            if ord(character) in fonts[name].face.charToGlyph:
                return name
        return READERS

    return [(name, "".join(piece)) for name, piece in groupby(text, key=font_of)]


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of ``text`` in points."""
    from reportlab.pdfbase import pdfmetrics

    return sum(float(pdfmetrics.stringWidth(piece, font, size)) for font, piece in runs(text, bold=bold))


def wrapped(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """Lines of at most ``limit`` points, broken at spaces, inside a word only when it exceeds a line."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold=bold) <= limit:
            lines[-1] = joined
            continue
        pieces = _broken(word, size, limit, bold)
        lines.extend(pieces)
    return lines


def _broken(word: str, size: float, limit: float, bold: bool) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size, bold=bold) > limit:
            pieces.append("")
        pieces[-1] += character
    return pieces
