"""Find where in the user's files a value was written: the nearest caller outside this library."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mlinfra.base.assets import bundled
from mlinfra.base.origin import Origin


class Where(NamedTuple):
    """A line of a user's file; prints as ``prod.py:19``, without its folder.

    Of what a blueprint makes, ``blueprint`` is the line in the blueprint and ``call`` the line that stamped it.
    """

    file: str
    line: int
    blueprint: str = ""
    call: str = ""

    def __str__(self) -> str:
        return f"{_file_name(self.file)}:{self.line}" if self.file else ""


@cache
def _file_name(path: str) -> str:
    return Path(path).name


NOWHERE = Where("", 0)
_BLUEPRINTS = str(bundled("blueprints"))
_PYDANTIC = importlib.util.find_spec("pydantic")  # found, not imported: most stacks never need it
_SKIPPED = (
    str(Path(__file__).parent),
    str(Path(str(_PYDANTIC and _PYDANTIC.origin)).parent),
    str(dataclasses.__file__),
    _BLUEPRINTS,  # what a blueprint of ours makes was written where it was stamped
)
_override: list[Where] = []
_stamped: list[str] = []
"""Where the blueprints that are being stamped now were called, the innermost last."""


def caller_location() -> Where:
    """Find the innermost caller that is neither this package, pydantic nor `dataclasses.replace`."""
    if _override:
        return _override[-1]
    frame = sys._getframe(1)  # ruff: ignore[private-member-access]  the documented way to look at one's caller
    blueprint = ""
    while frame.f_code.co_filename.startswith(_SKIPPED):
        if not blueprint and frame.f_code.co_filename.startswith(_BLUEPRINTS):
            blueprint = str(Where(frame.f_code.co_filename, frame.f_lineno))
        if frame.f_back is None:
            return NOWHERE
        frame = frame.f_back
    file, line = frame.f_code.co_filename, frame.f_lineno
    if not _stamped:
        return Where(file, line)
    return Where(file, line, blueprint or str(Where(file, line)), _stamped[-1])


@contextlib.contextmanager
def stamping(call: Where) -> Generator[None]:
    """Let values made inside say that a blueprint made them, and where that was called."""
    _stamped.append(str(call))
    try:
        yield
    finally:
        _stamped.pop()


@contextlib.contextmanager
def written_at(file: str, line: int) -> Generator[None]:
    """Let values made inside say that they were written there: for readers of other formats, such as YAML."""
    _override.append(Where(file, line))
    try:
        yield
    finally:
        _override.pop()


def written(value: object, because: str = "") -> Origin:
    """Say where a model value was written, with the lines of its blueprint, and why it is needed."""
    place = where(value)
    return Origin(str(place), because, place.blueprint, place.call)


def where(value: object) -> Where:
    """Say where a model value was written; `NOWHERE` for anything else."""
    place = getattr(value, "_where", NOWHERE)
    return place if isinstance(place, Where) else NOWHERE
