"""Find what a stack file says in old public names, and the patch that says it in new ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.base.errors import LoadError

if TYPE_CHECKING:
    from mlinfra.landing_zone.upgrade.edits import Upgrade

_VERSION = "1.0"


def upgrade(path: Path) -> Upgrade:
    """Compare a ``.py``, ``.yaml`` or ``.yml`` stack file with the table of renamed fields; nothing is written.

    Raises `LoadError` for a file that is missing or cannot be parsed. The file is not run.
    """
    if not path.is_file():
        raise LoadError(f"there is no stack file {path}", hint="give the path of a .py or .yaml file")
    if path.suffix == ".py":
        from mlinfra.landing_zone.upgrade.python_file import upgrade_python as find
    elif path.suffix in {".yaml", ".yml"}:
        from mlinfra.landing_zone.upgrade.yaml_file import upgrade_yaml as find
    else:
        raise LoadError("a stack file ends in .py, .yaml or .yml", where=str(path))
    return find(_shown(path), path.read_bytes())


def _shown(path: Path) -> str:
    """The path as a patch names it: from the current folder, where the file lies below it."""
    relative = os.path.relpath(path)
    return path.as_posix() if relative.startswith("..") else Path(relative).as_posix()


def upgrade_json(upgrades: tuple[Upgrade, ...]) -> dict[str, Any]:
    """Say the same as JSON data."""
    files = [
        {
            "file": file_upgrade.file,
            "patch": file_upgrade.patch,
            "renames": [
                {"line": rename.line, "class": rename.owner, "old": rename.old, "new": rename.new}
                for rename in file_upgrade.renames
            ],
            "leftovers": [{"line": leftover.line, "message": leftover.message} for leftover in file_upgrade.leftovers],
        }
        for file_upgrade in upgrades
    ]
    return {"format_version": _VERSION, "kind": "upgrade", "files": files}
