"""Find the bundled folders, such as templates and blueprints, in a checkout and in an installed wheel."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def bundled(folder: str) -> Path:
    """``templates``, ``blueprints`` or ``docs``: beside the package in a checkout, inside it in an installed wheel.

    A checkout is told by its pyproject.toml, not by the folder: an unrelated ``blueprints`` may lie in site-packages.
    """
    root = _PACKAGE.parent if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE
    return root / folder


def own_templates(folder: Path | None, names: Iterable[str]) -> str:
    """Which of some templates come from the user's folder, for a sentence; empty when none does.

    Names are relative, such as ``report/plan.md.j2``. A layout of the user's decides what a reader sees, so each output
    that used one says so.
    """
    overridden = [name for name in dict.fromkeys(names) if folder is not None and (folder / name).is_file()]
    return ", ".join(overridden)
