"""Load the user's own code that the configuration names: rules, and the function that changes graphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.base.finding import RANK

if TYPE_CHECKING:
    from mlinfra.landing_zone.checks._rule import Rule
    from mlinfra.landing_zone.graph.node import Graph
    from mlinfra.landing_zone.model.naming import NamingFunction

Transform: TypeAlias = "Callable[[Graph], Graph]"
"""Takes the graph of a stack, and gives back the one that is deployed."""

ENTRY_POINTS = "mlinfra.rules"
"""Group of entry points of packages with rules: each names a module, or a list of modules."""

_CODE = re.compile(r"(?!ML\d)[A-Z]{2,10}\d{3}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NEEDED = ("CODE", "SLUG", "SEVERITY", "WHY", "LINK", "GOOD", "BAD")
_HOOKS = ("judge", "judge_all", "check", "check_stacks")


def load_rules(own: Iterable[str], folder: Path, where: str) -> tuple[Rule, ...]:
    """The rules of files (by their paths from a folder) and entry points. Raises `InvalidInput` and `LoadError`."""
    from mlinfra.landing_zone.checks._rule import Rule

    rules: list[Rule] = []
    for entry in own:
        for module in _modules(entry, folder, where):
            _check_contract(module, f"{where} {entry}")
            rule = Rule.of(module)
            if any(rule.code == other.code or rule.slug == other.slug for other in rules):
                raise InvalidInput(f"two rules are called {rule.code} {rule.slug}", where=f"{where} {entry}")
            rules.append(rule)
    return tuple(rules)


def load_transform(text: str, folder: Path, where: str) -> Transform:
    """The function that changes graphs, which ``FILE.py:NAME`` names. Raises `InvalidInput` and `LoadError`."""
    function: Transform = _load_function(text, folder, where, "transform")
    return function


def load_naming(text: str, folder: Path, where: str) -> NamingFunction:
    """The naming function that ``FILE.py:NAME`` names. Raises `InvalidInput` and `LoadError`."""
    function: NamingFunction = _load_function(text, folder, where, "naming")
    return function


def _load_function(text: str, folder: Path, where: str, key: str) -> Any:
    file, _, name = text.rpartition(":")
    hint = f'write {key} = "FILE.py:NAME"'
    if not file.endswith(".py"):
        raise InvalidInput(f"{text!r} names no function", where=where, hint=hint)
    path = folder / file
    written = path.stat().st_mtime_ns if path.is_file() else 0
    function = _function(path, name, where, written)
    if function is None:
        raise InvalidInput(f"{file} has no function {name!r}", where=where, hint=hint)
    return function


@lru_cache(maxsize=8)
def _function(path: Path, name: str, where: str, _written: int) -> Any:
    """A function of a file, which is run once for all stacks, and again when it was written since; None: there is none."""
    function = getattr(_run(path, where), name, None)
    return function if callable(function) else None


def fingerprints(own: Iterable[str], folder: Path) -> Iterator[dict[str, str]]:
    """What tells one state of the user's own rules from another: the hash of a file, the version of a package."""
    for entry in own:
        if entry.endswith(".py"):
            path = folder / entry
            content = path.read_bytes() if path.is_file() else b""
            yield {"rules": entry, "sha256": hashlib.sha256(content).hexdigest()}
        else:
            point = _entry_point(entry)
            version = point.dist.version if point and point.dist else ""
            yield {"rules": entry, "version": version}


def _modules(entry: str, folder: Path, where: str) -> Iterator[Any]:
    if entry.endswith(".py"):
        yield _run(folder / entry, where)
        return
    point = _entry_point(entry)
    if point is None:
        names = ", ".join(sorted(point.name for point in entry_points(group=ENTRY_POINTS))) or "none"
        hint = f"a file ends in .py; entry points of {ENTRY_POINTS} that are installed: {names}"
        raise InvalidInput(f"there are no rules {entry!r}", where=where, hint=hint)
    loaded = point.load()
    yield from loaded if isinstance(loaded, (list, tuple)) else (loaded,)


def _entry_point(name: str) -> EntryPoint | None:
    return next(iter(entry_points(group=ENTRY_POINTS, name=name)), None)


def _run(path: Path, where: str) -> ModuleType:
    from mlinfra.landing_zone.load.python import run_python

    if not path.is_file():
        raise InvalidInput(f"there is no file {path}", where=where, hint="paths are relative to mlinfra.toml")
    return run_python(path.resolve(), path, "own_code", "the file")


def _check_contract(module: Any, where: str) -> None:
    """Raise `InvalidInput` for what is no rule."""
    hint = "`mlinfra explain write-rules` shows a rule in full"
    missing = [name for name in _NEEDED if not isinstance(getattr(module, name, None), str)]
    if missing:
        raise InvalidInput(f"a rule needs a text {missing[0]}", where=where, hint=hint)
    if not _CODE.fullmatch(module.CODE) or not _SLUG.fullmatch(module.SLUG):
        message = f"{module.CODE} {module.SLUG} cannot be the code and name of a rule"
        raise InvalidInput(
            message, where=where, hint="such as ACME001 and storage-geo-redundant; ML is for mlinfra's own"
        )
    if module.SEVERITY not in RANK:
        raise InvalidInput(f"{module.SEVERITY!r} is no severity", where=where, hint=f"one of {', '.join(RANK)}")
    if not any(callable(getattr(module, name, None)) for name in _HOOKS):
        raise InvalidInput("a rule needs a function judge(resource)", where=where, hint=hint)
