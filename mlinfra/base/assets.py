"""Find the bundled folders, templates and blueprints, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def bundled(folder: str) -> Path:
    """``templates`` or ``blueprints``: beside the package in a checkout, inside it in an installed wheel.

    A checkout is told by its pyproject.toml, not by the folder: an unrelated ``blueprints`` may lie in site-packages.
    """
    root = _PACKAGE.parent if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE
    return root / folder
