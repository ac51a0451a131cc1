"""Imports run one way, and the slow packages stay out of the fast paths."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mlinfra"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("base",),
    ("arm",),
    ("catalogue",),
    ("landing_zone", "review", "local"),
    ("azure",),
    ("app",),
    ("cli",),
)
"""The packages, lowest first: one imports those below it, never one beside or above it."""

ABOVE = {"__init__", "__main__", "testing", "blueprints", "rules"}
"""Public doors that stand beside the packages: they may import all; no package imports them."""


@cache
def _modules() -> list[tuple[str, str, str]]:
    """Importing package, imported module, importing file: also what is imported late or for types alone."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: write the whole name"
                names = [f"{node.module}.{a.name}" for a in node.names]
            found += [(room, name, path.relative_to(PACKAGE).as_posix()) for name in names]
    return found


@pytest.mark.parametrize("room", [room for layer in LAYERS for room in layer])
def test_a_package_imports_only_those_below_it(room: str) -> None:
    """Each package imports only what stands below it."""
    level = next(i for i, layer in enumerate(LAYERS) if room in layer)
    allowed = {"__version__", room, *(below for layer in LAYERS[:level] for below in layer)}
    seen = {(name.split(".")[1], where) for source, name, where in _modules() if source == room and _ours(name)}
    assert not {(target, where) for target, where in seen if target not in allowed}


def _ours(name: str) -> bool:
    return name.startswith("mlinfra.")


def test_no_module_escapes_the_order() -> None:
    """Every file of the library lies in one of the packages, or is one of the public doors named above."""
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
    assert rooms == {room for layer in LAYERS for room in layer} | ABOVE


def test_azure_is_imported_by_the_cloud_alone() -> None:
    """Only ``mlinfra.azure`` talks to the Azure SDK."""
    assert {where for room, name, where in _modules() if name.startswith("azure.") and room != "azure"} == set()


@pytest.mark.parametrize(
    "argv", [["-c", "import mlinfra"], ["-m", "mlinfra", "--help"], ["-m", "mlinfra", "plan", "--help"]]
)
def test_fast_paths_load_neither_azure_nor_jinja(argv: list[str]) -> None:
    """``import mlinfra`` and ``--help`` stay free of the slow packages."""
    traced = subprocess.run([sys.executable, "-X", "importtime", *argv], capture_output=True, text=True, check=True)
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in traced.stderr.splitlines() if "|" in line}
    assert not loaded & {"azure", "jinja2", "rich", "starlette", "uvicorn", "requests", "msal"}


def test_no_two_modules_import_each_other() -> None:
    """No two modules of the library import each other, directly or through others, when they are loaded."""
    graph = _loaded()
    done: set[str] = set()
    for module in graph:
        assert not _cycle(graph, module, [], done)


def _loaded() -> dict[str, set[str]]:
    """Module -> the modules it imports at its top level, not for types alone."""
    modules = {_name(path): path for path in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {}
    for module, path in modules.items():
        targets = set()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mlinfra"):
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                targets |= {name if name in modules else str(node.module) for name in whole}
        graph[module] = targets & modules.keys()
    return graph


def _name(path: Path) -> str:
    return ".".join(("mlinfra", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def _cycle(graph: dict[str, set[str]], module: str, path: list[str], done: set[str]) -> list[str]:
    if module in path:
        return [*path[path.index(module) :], module]
    if module in done:
        return []
    for target in sorted(graph[module]):
        if cycle := _cycle(graph, target, [*path, module], done):
            return cycle
    done.add(module)
    return []
