"""What the house promises about itself: arrows point down, modules stay small, floats stay out."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for path in (ROOT / "entrepot").rglob("*.py") if "migrations" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MODULE_LIMIT, TEST_LIMIT = 400, 600
# Points on paper are not money.
MAY_USE_FLOATS = (
    "entrepot/domain/planning",
    "entrepot/apps/fulfilment/documents",
    "entrepot/apps/customs/documents",
)
ONLY_WRITERS_OF_STATUS = ("entrepot/kit/transitions.py",)
BANNED_NAMES = {"utils", "helpers", "common", "misc"}


def app_layers() -> dict[str, int]:
    """App label -> height, read from the same list that import-linter checks."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [c["layers"] for c in contracts if c["name"].startswith("Apps are layered")]
    return {
        label.strip(): height for height, names in enumerate(reversed(layers)) for label in names.split("|")
    }


def test_foreign_keys_point_down() -> None:
    heights = app_layers()
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in heights
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in heights
        if model._meta.app_label != field.related_model._meta.app_label
        if heights[field.related_model._meta.app_label] >= heights[model._meta.app_label]
    ]
    assert upward == []


@pytest.mark.parametrize(("paths", "limit"), [(SOURCES, MODULE_LIMIT), (TESTS, TEST_LIMIT)])
def test_modules_stay_small(paths: list[Path], limit: int) -> None:
    too_long = {str(p.relative_to(ROOT)): n for p in paths if (n := len(p.read_text().splitlines())) > limit}
    assert too_long == {}


def test_there_is_no_junk_drawer() -> None:
    assert [str(path.relative_to(ROOT)) for path in SOURCES if path.stem in BANNED_NAMES] == []


def test_money_never_meets_a_float() -> None:
    offenders = []
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        if name.startswith(MAY_USE_FLOATS) or not name.startswith(("entrepot/domain", "entrepot/apps")):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            is_float_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            is_float_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"
            if is_float_literal or is_float_call:
                offenders.append(f"{name}:{node.lineno}")
    assert offenders == []


def test_only_the_kit_writes_a_status() -> None:
    """A row with a lifecycle moves through ``kit.transitions``; nothing assigns ``.status`` beside it."""
    offenders = []
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        if name in ONLY_WRITERS_OF_STATUS or not name.startswith("entrepot/apps"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else []
            if any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets):
                offenders.append(f"{name}:{node.lineno}")
    assert offenders == []


def test_every_package_says_what_it_owns() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name == "__init__.py" and "management" not in path.parts
        if not (ast.get_docstring(ast.parse(path.read_text())) or "").strip()
    ]
    assert silent == []
