"""Load the stacks of a stack file."""

from __future__ import annotations

import fnmatch
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from mlinfra.base.errors import LoadError
from mlinfra.landing_zone.load.stack_order import check_order

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.stack import Stack


def load_stacks(path: Path, select: str = "*", *, environment: Collection[str] = ()) -> tuple[Stack, ...]:
    """Load the stacks of a ``.py``, ``.yaml`` or ``.yml`` file whose names match ``select``.

    ``environment`` are the environment variables that parameters of a YAML stack may read, besides ``MLINFRA_VAR_*``;
    a Python stack reads what its parameters say.

    Raises `LoadError` when the file is missing, cannot be read, raises, or holds no such stack, and `DependencyCycle`
    for stacks that wait for each other.
    """
    if not path.is_file():
        raise LoadError(
            f"there is no stack file {path}", hint="give the path of a .py or .yaml file; `mlinfra new DIR` makes one"
        )
    stacks = _read(path, environment)
    _refuse_twins(path, stacks)
    check_order(path, stacks)
    chosen = tuple(stack for stack in stacks if fnmatch.fnmatchcase(stack.name, select))
    if not chosen:
        names = ", ".join(stack.name for stack in stacks)
        raise LoadError(f"no stack matches --select {select!r}", where=str(path), hint=f"the file has: {names}")
    return chosen


def _read(path: Path, environment: Collection[str]) -> tuple[Stack, ...]:
    if path.suffix == ".py":
        from mlinfra.landing_zone.load.python import load_python

        return load_python(path)
    if path.suffix in {".yaml", ".yml"}:
        from mlinfra.landing_zone.load.yaml import load_yaml

        return load_yaml(path, environment)
    raise LoadError("a stack file ends in .py, .yaml or .yml", where=str(path))


def _refuse_twins(path: Path, stacks: tuple[Stack, ...]) -> None:
    names = Counter(stack.name for stack in stacks)
    twin = next((name for name, count in names.items() if count > 1), None)
    if twin:
        raise LoadError(
            f"two stacks are called {twin!r}",
            where=str(path),
            hint="give each stack a name of its own: files and deployments are named after it",
        )
