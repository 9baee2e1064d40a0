"""The portal asks the database through one door only."""

import ast
from pathlib import Path

import entrepot.web.portal

FOLDER = Path(entrepot.web.portal.__file__).parent
BACK_DOORS = {"objects", "_default_manager", "_base_manager", "raw", "connection"}


def test_no_other_module_of_the_portal_asks_a_model_for_rows() -> None:
    offenders = [
        f"{path.name}:{node.lineno}"
        for path in FOLDER.rglob("*.py")
        if path.name != "scope.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in BACK_DOORS
    ]
    assert offenders == []
