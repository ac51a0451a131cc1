"""Stack files: a path in, the stacks it exports out."""

from __future__ import annotations

import fnmatch
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from mlinfra.base.errors import LoadError

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.stack import Stack


def load_stacks(path: Path, select: str = "*") -> tuple[Stack, ...]:
    """Load the stacks of a ``.py``, ``.yaml`` or ``.yml`` file whose names match ``select``.

    Raises `LoadError` when the file is missing, cannot be read, raises, or holds no such stack.
    """
    if not path.is_file():
        raise LoadError(
            f"there is no stack file {path}", hint="give the path of a .py or .yaml file; `mlinfra new DIR` makes one"
        )
    if path.suffix == ".py":
        from mlinfra.landing_zone.load.python import load_python as load
    elif path.suffix in {".yaml", ".yml"}:
        from mlinfra.landing_zone.load.yaml import load_yaml as load
    else:
        raise LoadError("a stack file ends in .py, .yaml or .yml", where=str(path))
    stacks = load(path)
    _refuse_twins(path, stacks)
    chosen = tuple(stack for stack in stacks if fnmatch.fnmatchcase(stack.name, select))
    if not chosen:
        names = ", ".join(stack.name for stack in stacks)
        raise LoadError(f"no stack matches --select {select!r}", where=str(path), hint=f"the file has: {names}")
    return chosen


def _refuse_twins(path: Path, stacks: tuple[Stack, ...]) -> None:
    names = Counter(stack.name for stack in stacks)
    twin = next((name for name, count in names.items() if count > 1), None)
    if twin:
        raise LoadError(
            f"two stacks are called {twin!r}",
            where=str(path),
            hint="give each stack a name of its own: files and deployments are named after it",
        )
