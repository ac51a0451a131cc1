"""Find where in the user's files a value was written: the nearest caller outside this library."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any, NamedTuple

from mlinfra.base.assets import bundled


class Where(NamedTuple):
    """A line of a user's file; prints as ``prod.py:19``, without its folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.line}" if self.file else ""


NOWHERE = Where("", 0)
_PYDANTIC = importlib.util.find_spec("pydantic")  # found, not imported: most stacks never need it
_SKIPPED = (
    str(Path(__file__).parent),
    str(Path(str(_PYDANTIC and _PYDANTIC.origin)).parent),
    str(dataclasses.__file__),
    str(bundled("blueprints")),  # what a blueprint of ours makes was written where it was stamped
)
_override: list[Where] = []


def caller_location() -> Where:
    """Find the innermost caller that is neither this package, pydantic nor `dataclasses.replace`."""
    if _override:
        return _override[-1]
    frame = sys._getframe(1)  # ruff: ignore[private-member-access]  the documented way to look at one's caller
    while frame.f_code.co_filename.startswith(_SKIPPED):
        if frame.f_back is None:
            return NOWHERE
        frame = frame.f_back
    return Where(frame.f_code.co_filename, frame.f_lineno)


@contextlib.contextmanager
def written_at(file: str, line: int) -> Generator[None]:
    """Let values made inside say that they were written there: for readers of other formats, such as YAML."""
    _override.append(Where(file, line))
    try:
        yield
    finally:
        _override.pop()


def where(value: Any) -> Where:
    """Say where a model value was written; `NOWHERE` for anything else."""
    place = getattr(value, "_where", NOWHERE)
    return place if isinstance(place, Where) else NOWHERE
