"""Forms set by Typst from templates beside the code, with our own fonts only where they suffice."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FONTS = Path(__file__).parent / "fonts"
PARCEL_LIST = Path(__file__).parent / "parcel_list.typ"


def typeset(template: Path, data: dict[str, Any], *, as_png: bool = False) -> bytes:
    """The pages of ``template`` (``.typ``) filled with ``data``, as a PDF or the first page as a PNG.

    The template reads ``json(bytes(sys.inputs.data))``. Raises ``typst.TypstError`` for a faulty template.
    """
    import typst  # 80 MB of compiler: loaded when the first paper is made

    made = typst.compile(
        str(template),
        format="png" if as_png else "pdf",
        ppi=144.0,
        font_paths=[str(FONTS)],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return bytes(made[0] if isinstance(made, list) else made)


def bound(sheets: Sequence[bytes], *, width: str, height: str) -> bytes:
    """One-page PDFs as one PDF, each fitted into a page of ``width`` and ``height`` (``4in``)."""
    import typst

    with TemporaryDirectory() as folder:
        place = Path(folder)
        pages = []
        for index, sheet in enumerate(sheets):
            (place / f"{index}.pdf").write_bytes(sheet)
            pages.append(f'#image("{index}.pdf", width: 100%, height: 100%, fit: "contain")')
        text = f"#set page(width: {width}, height: {height}, margin: 0pt)\n" + "\n#pagebreak()\n".join(pages)
        (place / "bound.typ").write_text(text, encoding="utf-8")
        made = typst.compile(str(place / "bound.typ"), format="pdf", root=folder)
    return bytes(made[0] if isinstance(made, list) else made)


def code128_svg(text: str) -> str:
    """The bars of ``text`` as an SVG without a caption; empty for an empty text."""
    if not text:
        return ""
    import io

    from barcode import Code128
    from barcode.writer import SVGWriter

    target = io.BytesIO()
    Code128(text, writer=SVGWriter()).write(
        target, {"write_text": False, "module_height": 12.0, "quiet_zone": 2.5}
    )
    return target.getvalue().decode()
