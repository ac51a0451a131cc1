"""What is to change in a stack file: old names at their places, and what only a person can rewrite."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator

from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Rename:
    """One old name in a file: ``start`` is where it begins, in characters; ``owner`` the class whose field it is."""

    line: int
    start: int
    owner: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A place that is not rewritten, and what to write there."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What is to change in one file; ``file`` as it was named, ``text`` as it is."""

    file: str
    text: str
    renames: tuple[Rename, ...] = ()
    leftovers: tuple[Leftover, ...] = ()

    @property
    def upgraded(self) -> str:
        """The text with the new names; every other character stays."""
        parts, done = [], 0
        for rename in sorted(self.renames, key=lambda rename: rename.start):
            parts += [self.text[done : rename.start], rename.new]
            done = rename.start + len(rename.old)
        return "".join([*parts, self.text[done:]])

    @property
    def patch(self) -> str:
        """The change as a unified diff, as ``git apply`` and ``patch -p1`` take it; empty without one."""
        if not self.renames:
            return ""
        before, after = (_lines(text) for text in (self.text, self.upgraded))
        diff = difflib.unified_diff(before, after, f"a/{self.file}", f"b/{self.file}")
        return "".join(_ended(line) for line in diff)


def sorted_upgrade(upgrade: Upgrade) -> Upgrade:
    """The same in the order of the file, each place once."""
    renames = sorted(set(upgrade.renames), key=lambda rename: rename.start)
    leftovers = sorted(set(upgrade.leftovers), key=lambda leftover: (leftover.line, leftover.message))
    return dataclasses.replace(upgrade, renames=tuple(renames), leftovers=tuple(leftovers))


def _lines(text: str) -> list[str]:
    """Lines as diffs count them: only a line feed ends one."""
    return list(_split(text))


def _split(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
