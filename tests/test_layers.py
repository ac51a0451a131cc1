"""Imports run one way, and the slow packages stay out of the fast paths."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mlinfra"

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "scope": {"_frozen"},
    "hashing": set(),
    "_assets": set(),
    "_frozen": set(),
    "expr": {"_frozen"},
    "ignore": {"errors"},
    "model": {"_assets", "_frozen", "expr", "errors", "ignore", "scope"},
    "graph": {"_frozen", "model", "expr", "errors", "scope"},
    "azure_shapes": {"graph", "model", "expr", "errors", "scope"},
    "checks": {"azure_shapes", "graph", "model", "expr", "errors", "scope"},
    "template": {"_frozen", "azure_shapes", "graph", "model", "expr", "errors", "scope"},
    "expand": {"errors", "scope", "hashing"},
    "printers": {"_frozen", "template", "expr", "errors", "hashing", "_assets"},
    "parameters": {"_frozen", "template", "expr", "errors"},
    "render": {"_frozen", "parameters", "printers", "template", "expr", "errors", "_assets"},
    "verify": {"printers", "render", "errors"},
    "plan": {"expand", "errors", "ignore", "scope"},
    "report": {"_assets", "errors"},
    "pull_request": {"report", "errors"},
    "emulator": {"expand", "plan", "errors", "scope", "hashing"},
    "cloud": {"emulator", "plan", "expand", "errors", "scope"},
    "deploy": {"cloud", "plan", "expand", "errors", "scope"},
}
"""Room -> the rooms it may import. ``cli``, ``stages`` and ``testing`` see all; nobody sees ``cli``."""


def _modules() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            found += [(room, name, str(path.relative_to(PACKAGE))) for name in names]
    return found


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    """Each room imports only what stands below it."""
    seen = {
        (name.split(".")[1], where)
        for source, name, where in _modules()
        if source == room and name.startswith("mlinfra.")
    }
    wrong = {(target, where) for target, where in seen if target not in ALLOWED[room] | {room}}
    assert not wrong


def test_every_room_has_its_place() -> None:
    """A new top-level room must be placed in the order of layers."""
    rooms = {
        p.name.removesuffix(".py") for p in PACKAGE.iterdir() if not p.name.startswith("__") and p.suffix != ".typed"
    }
    assert rooms - set(ALLOWED) <= {
        "cli", "stages", "forecast", "deployable", "load", "new", "testing", "blueprints", "templates",
    }  # fmt: skip


def test_azure_is_imported_by_the_cloud_alone() -> None:
    """Only ``mlinfra.cloud`` talks to the Azure SDK."""
    assert {where for room, name, where in _modules() if name.startswith("azure.") and room != "cloud"} == set()


@pytest.mark.parametrize(
    "argv", [["-c", "import mlinfra"], ["-m", "mlinfra", "--help"], ["-m", "mlinfra", "plan", "--help"]]
)
def test_fast_paths_load_neither_azure_nor_jinja(argv: list[str]) -> None:
    """``import mlinfra`` and ``--help`` stay free of the slow packages."""
    traced = subprocess.run([sys.executable, "-X", "importtime", *argv], capture_output=True, text=True, check=True)
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in traced.stderr.splitlines() if "|" in line}
    assert not loaded & {"azure", "jinja2", "rich", "starlette", "uvicorn", "requests", "msal"}
