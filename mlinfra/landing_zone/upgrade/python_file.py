"""Find old public names in a Python stack file.

A name is rewritten where its class is certain: a keyword of a call of our class (or of one that extends it), a keyword of
`dataclasses.replace` and an attribute of a variable that only ever holds such a value. Example: in ::

    from mlinfra import Stack as S
    stack = S("a", scope=group, resources=[], salt="x")
    print(stack.salt)

both ``salt`` are rewritten; that of ``print(other.salt)`` is not.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from mlinfra.base.errors import LoadError
from mlinfra.landing_zone.model.renamed_fields import RENAMED_FIELDS, RenamedField
from mlinfra.landing_zone.upgrade.edits import Leftover, Rename, Upgrade, sorted_upgrade
from mlinfra.landing_zone.upgrade.python_types import Types

_OLD = {row.old for row in RENAMED_FIELDS}


def upgrade_python(file: str, content: bytes) -> Upgrade:
    """Find the old names in a file; raises `LoadError` for one that is no Python."""
    text = decoded(file, content)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        place = f"{file}:{error.lineno}" if isinstance(error, SyntaxError) else file
        raise LoadError(f"{error}", where=place, hint="fix the Python syntax") from error
    finder = _Finder(file, text, Types(tree))
    for node in ast.walk(tree):
        finder.visit(node)
    return sorted_upgrade(Upgrade(file, text, tuple(finder.renames), tuple(finder.leftovers)))


def decoded(file: str, content: bytes) -> str:
    """The text of a Python file, by the encoding that it names."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode("utf-8" if encoding == "utf-8-sig" else encoding).removeprefix("\ufeff")
    except (SyntaxError, UnicodeDecodeError) as error:
        raise LoadError(f"the file cannot be read: {error}", where=file, hint="save it as UTF-8") from error


class _Finder:
    """Collects the places of one file."""

    def __init__(self, file: str, text: str, types: Types) -> None:
        self.file, self.text, self.types = file, text, types
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
        self.renames: list[Rename] = []
        self.leftovers: list[Leftover] = []

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Call):
            self.call(node)
        elif isinstance(node, ast.Attribute) and node.attr in _OLD:
            owner = self.types.of(node.value)
            if owner is not None:
                end = self.place(node.end_lineno or 0, node.end_col_offset or 0)
                self.found(owner, node.attr, node.end_lineno or 0, end - len(node.attr))
        elif isinstance(node, ast.ClassDef):
            self.overridden(node)

    def call(self, node: ast.Call) -> None:
        owner = self.types.made_by(node)
        for keyword in node.keywords:
            if keyword.arg is None:
                for key in _literal_keys(keyword.value) if owner else ():
                    self.found(str(owner), str(key.value), key.lineno, self.place(key.lineno, key.col_offset) + 1)
            elif owner is not None:
                self.found(owner, keyword.arg, keyword.lineno, self.place(keyword.lineno, keyword.col_offset))
            elif keyword.arg in _OLD and self.types.is_replace(node.func):
                new = " or ".join(sorted({row.new for row in RENAMED_FIELDS if row.old == keyword.arg}))
                message = f"it is not certain whose {keyword.arg!r} this is: of a value of mlinfra it is {new!r} now"
                self.leftovers.append(Leftover(keyword.lineno, message))

    def overridden(self, node: ast.ClassDef) -> None:
        """Fields of a class that extends ours, and that have another default there."""
        owner = self.types.extended_by(node)
        for item in node.body if owner else ():
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                start = self.place(item.target.lineno, item.target.col_offset)
                self.found(str(owner), item.target.id, item.lineno, start)

    def found(self, owner: str, name: str, line: int, start: int) -> None:
        row = next((row for row in RENAMED_FIELDS if (row.owner, row.old) == (owner, name)), None)
        if row is None:
            return
        if row.advice or self.text[start : start + len(name)] != name:  # a place inside an f-string is not known
            self.leftovers.append(Leftover(line, _told(row)))
        else:
            self.renames.append(Rename(line, start, owner, name, row.new))

    def place(self, line: int, column: int) -> int:
        """The character at a line and a column, which Python counts in bytes of UTF-8."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return start + len(self.text[start:end].encode()[:column].decode())


def _told(row: RenamedField) -> str:
    return f"{row.owner}.{row.old} is {row.new} now{f': {row.advice}' if row.advice else ''}"


def _literal_keys(node: ast.expr) -> Iterator[ast.Constant]:
    """The keys of ``**{"salt": "x"}``."""
    if isinstance(node, ast.Dict):
        yield from (key for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
