"""Find old public names in a YAML stack file: keys of mappings that stand where one of our classes is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from mlinfra.base.errors import LoadError
from mlinfra.base.yaml_text import UnreadableYaml, compose
from mlinfra.landing_zone.load.fields import classes_in, hints, item_of, kinds
from mlinfra.landing_zone.load.overlays import KEY
from mlinfra.landing_zone.model.renamed_fields import RENAMED_FIELDS, RenamedField
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.upgrade.edits import Leftover, Rename, Upgrade, sorted_upgrade


def upgrade_yaml(file: str, content: bytes) -> Upgrade:
    """Find the old names in a file; raises `LoadError` for one that is no YAML."""
    try:
        text = content.decode()
        root = compose(text.removeprefix("\ufeff"))
    except UnreadableYaml as error:
        raise LoadError(error.message, where=f"{file}:{error.line}", hint=error.hint) from error
    except UnicodeDecodeError as error:
        raise LoadError(f"the file cannot be read: {error}", where=file, hint="save it as UTF-8") from error
    finder = _Finder(text.removeprefix("\ufeff"))
    for node in _stacks(root):
        finder.visit(node, Stack)
    return sorted_upgrade(Upgrade(file, finder.text, tuple(finder.renames), tuple(finder.leftovers)))


def _stacks(root: yaml.Node | None) -> list[yaml.Node]:
    members = {key.value: value for key, value in _pairs(root)}
    if set(members) == {"stacks"} and isinstance(members["stacks"], yaml.SequenceNode):
        return list(members["stacks"].value)
    return [root] if root is not None else []


class _Finder:
    """Collects the places of one file; a node that aliases repeat is visited once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.seen: set[int] = set()
        self.renames: list[Rename] = []
        self.leftovers: list[Leftover] = []

    def visit(self, node: yaml.Node, hint: Any) -> None:
        if id(node) in self.seen:
            return
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self.visit(item, item_of(hint))
        elif isinstance(node, yaml.MappingNode):
            self.mapping(node, hint)

    def mapping(self, node: yaml.MappingNode, hint: Any) -> None:
        kind = _kind(node, hint)
        types = hints(kind) if kind else {}
        if kind is Stack:
            types = {**types, KEY: Mapping[str, Stack]}
        for key, value in _pairs(node):
            row = _row(kind, key, value)
            name = row.new if row else key.value
            if row:
                self.found(row, key)
            self.visit(value, types.get(name) if kind else item_of(hint))

    def found(self, row: RenamedField, key: yaml.ScalarNode) -> None:
        line, start = key.start_mark.line + 1, key.start_mark.index + (0 if key.style is None else 1)
        if row.advice or self.text[start : start + len(row.old)] != row.old:
            self.leftovers.append(Leftover(line, f"{row.owner}.{row.old} is {row.new} now: {row.advice}"))
        else:
            self.renames.append(Rename(line, start, row.owner, row.old, row.new))


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _kind(node: yaml.MappingNode, hint: Any) -> type | None:
    """The class of a mapping: the one that it names, or the only one that may stand there."""
    allowed = classes_in(hint)
    words = {key.value: value.value for key, value in _pairs(node) if isinstance(value, yaml.ScalarNode)}
    named = kinds().get(words.get("kind", ""))
    if named is not None and named in allowed:
        return named
    return allowed[0] if len(allowed) == 1 else None


def _row(kind: type | None, key: yaml.ScalarNode, value: yaml.Node) -> RenamedField | None:
    """The row of a key that is an old name; ``kind: Grant`` names the class, ``kind: User`` was a field of it."""
    if kind is None or (key.value == "kind" and value.value == kind.__name__):
        return None
    return next((row for row in RENAMED_FIELDS if (row.owner, row.old) == (kind.__name__, key.value)), None)
