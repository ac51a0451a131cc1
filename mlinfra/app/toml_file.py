"""Read a TOML file so that every value knows its line."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass

_PLACE = r" \(at line (\d+), column \d+\)$"
_TABLE = r"^\s*\[\s*([^\[\]]+?)\s*\]"
_ITEM = r"^\s*\[\[\s*([^\[\]]+?)\s*\]\]"
_KEY = r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file: its values, and the lines of its keys."""

    path: Path
    data: Mapping[str, Any]
    lines: Mapping[str, int]
    """Dotted key, or table -> line, counted from 1."""

    @classmethod
    def read(cls, path: Path) -> TomlFile:
        """Read a file. Raises `InvalidInput` with the line for what is not TOML or cannot be read."""
        if sys.version_info >= (3, 11):
            import tomllib
        else:
            import tomli as tomllib
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput(f"the file cannot be read: {error}", where=shown(path)) from error
        try:
            return cls(path, tomllib.loads(text), dict(_lines(text)))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            place = re.search(_PLACE, str(error))
            line = place[1] if place else len(text.splitlines())  # an end that comes too early
            message = f"not TOML: {re.sub(_PLACE, '', str(error))}"
            raise InvalidInput(message, where=f"{shown(path)}:{line}", hint="correct the TOML") from error

    def entries(self, whole: Collection[str]) -> Iterator[tuple[str, Any, str]]:
        """Dotted key, value and ``file:line`` of each value; a key in ``whole`` may hold a table, which is one value."""
        yield from self._below(self.data, "", whole)

    def _below(self, table: Mapping[str, Any], prefix: str, whole: Collection[str]) -> Iterator[tuple[str, Any, str]]:
        for name, value in table.items():
            key = f"{prefix}{name}"
            if (
                isinstance(value, dict)
                and key not in whole
                and any(whole_key.startswith(f"{key}.") for whole_key in whole)
            ):
                yield from self._below(value, f"{key}.", whole)
            else:
                yield key, value, f"{shown(self.path)}:{self.line(key)}"

    def places(self, key: str, count: int) -> tuple[str, ...]:
        """``file:line`` of each item of a list: of ``[[key]]``, else of the key."""
        lines = (self.lines.get(f"{key}[{number}]", self.line(key)) for number in range(count))
        return tuple(f"{shown(self.path)}:{line}" for line in lines)

    def line(self, key: str) -> int:
        """The line of a key; where it stands inside an inline table, the line of that."""
        begins = (f"{key}.", f"{key}[")
        below = [line for name, line in self.lines.items() if name == key or name.startswith(begins)]
        if below or "." not in key:
            return min(below, default=1)
        return self.line(key.rpartition(".")[0])


def shown(path: Path) -> str:
    """A path as short as it can be from the current folder."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Dotted keys and tables with their lines; ``[[name]]`` is ``name[0]``, then ``name[1]``."""
    table, items = "", Counter[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if item := re.match(_ITEM, line):
            name = _bare(item[1])
            table = f"{name}[{items[name]}]."
            items[name] += 1
            yield table[:-1], number
        elif header := re.match(_TABLE, line):
            table = f"{_bare(header[1])}."
            yield table[:-1], number
        elif key := re.match(_KEY, line):
            yield f"{table}{_bare(key[1])}", number


def _bare(key: str) -> str:
    """A dotted key without quotes and spaces: ``rules . "severity"`` is ``rules.severity``."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
