"""Writing data files so that the same content is always the same bytes."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write UTF-8 CSV with plain line feeds; gzip (no name, no time inside) when the path ends in .gz."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    _write(path, text.getvalue())


def write_json_lines(path: Path, documents: Iterable[dict[str, object]]) -> None:
    """Write one compact JSON document a line."""
    lines = (json.dumps(document, ensure_ascii=False, separators=(",", ":")) for document in documents)
    _write(path, "".join(line + "\n" for line in lines))


def _write(path: Path, text: str) -> None:
    data = text.encode()
    if path.suffix == ".gz":
        data = gzip.compress(data, compresslevel=9, mtime=0)
    path.write_bytes(data)
