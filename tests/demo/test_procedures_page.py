"""The page of customs procedures says what the packaged modes do."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings

PAGE = Path(settings.BASE_DIR) / "docs" / "algorithms" / "procedures.md"
NAMES = {"*": "elsewhere"}


def test_the_page_of_procedures_says_what_the_modes_do() -> None:
    modes = json.loads((files("entrepot.demo") / "lanes.json").read_text(encoding="utf-8"))["modes"]
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [row_of(mode) for mode in modes]


def row_of(mode: dict[str, Any]) -> str:
    declarations = mode["config"]["declarations"]
    cells = [_cell(declarations[direction]) for direction in ("export", "import")]
    return f"| `{mode['code']}` | {' | '.join(cells)} |"


def _cell(named: dict[str, str]) -> str:
    return ", ".join(f"{NAMES.get(place, place)}: {code}" for place, code in named.items()) or "–"
