"""Names of resource types stand in the catalogue: nothing else keeps facts about a type by its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "mlinfra"
_TYPE = re.compile(r"\bmicrosoft\.(?!com/)[a-z]+/[a-z]", re.IGNORECASE)

ALLOWED = {
    "base/arm_types.py": "types of Azure Resource Manager itself, which the template language names",
    "arm/expand/functions/ids.py": "an example in the text of an error",
    "landing_zone/graph/conditions/__init__.py": "types by which a module is loaded: an entry would load what they leave out",
    "landing_zone/graph/roles/__init__.py": "types by which a module is loaded: an entry would load what they leave out",
    "landing_zone/graph/passes/defaults.py": "asks for event hubs without loading what is known of them",
    "landing_zone/model/role_definition.py": "the name of an operation in the text of an error",
    "azure/deploy/known_deployment_causes.py": "the name of a permission in the text of an error",
}
"""Modules outside the catalogue in which a text may name a type, and why."""


def _texts(path: Path) -> Iterator[str]:
    """Every text of a module that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_type_is_named_outside_the_catalogue() -> None:
    """Every other module takes the type from its entry; the exceptions are listed with their reasons, and are needed."""
    modules = [path for path in PACKAGE.rglob("*.py") if "catalogue" not in path.relative_to(PACKAGE).parts]
    naming = {
        path.relative_to(PACKAGE).as_posix() for path in modules if any(_TYPE.search(text) for text in _texts(path))
    }
    assert naming == set(ALLOWED)
