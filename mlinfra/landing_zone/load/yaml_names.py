"""Find the resource that ``{of: NAME}`` means in a YAML stack file.

Every named resource has a path: ``mlw-churn/cpu`` for a cluster, ``mlw-churn/curated/1`` for a version of a data asset,
``vnet/snet`` for a subnet, the name alone for what stands for itself. A reference is the end of a path, with or without
the version, that fits one resource: ``cpu``, or ``mlw-churn/cpu`` where two workspaces have a ``cpu``.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from mlinfra.landing_zone.load.fields import classes_in, hints, item_of, kinds, usual_class
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_types import Hint


class NamedNode(NamedTuple):
    """The node of a resource in the file, with what may stand at its place."""

    path: tuple[str, ...]
    kind: Any
    node: yaml.MappingNode
    hint: Hint

    @property
    def line(self) -> int:
        """The line it begins at."""
        return self.node.start_mark.line + 1

    def fits(self, reference: str) -> bool:
        """Whether a reference is the end of its path, with or without its version."""
        wanted = tuple(reference.split("/"))
        paths = [self.path] if "version" not in hints(self.kind) else [self.path, self.path[:-1]]
        return any(path[-len(wanted) :] == wanted for path in paths)


class Unclear(Exception):
    """A reference that fits no resource, or several; ``str()`` says so, ``hint`` what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def find_named(nodes: list[NamedNode], reference: str, wanted: Collection[str]) -> NamedNode:
    """Find the one resource that a reference fits; ``wanted`` may name classes that it has. Raises `Unclear`."""
    fitting = [entry for entry in nodes if entry.fits(reference) and (not wanted or entry.kind.__name__ in wanted)]
    chosen = list({id(entry.node): entry for entry in fitting}.values())
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise Unclear(f"the stack has no resource called {reference!r}", _nearest(nodes, reference))
    told = " and ".join(f"{'/'.join(entry.path)} ({entry.kind.__name__}, line {entry.line})" for entry in chosen)
    raise Unclear(f"{reference!r} fits {len(chosen)} resources: {told}", _telling_apart(chosen, reference))


def _telling_apart(chosen: list[NamedNode], reference: str) -> str:
    paths = ["/".join(entry.path) for entry in chosen]
    path, kind = paths[0], chosen[0].kind.__name__
    if path == reference or len(set(paths)) < len(paths):
        return f"add the class, such as {{of: {path}, kind: {kind}}}"
    return f"write the path, such as {{of: {path}}}"


def _nearest(nodes: list[NamedNode], reference: str) -> str:
    paths = sorted({"/".join(entry.path) for entry in nodes})
    if not paths:
        return "name a resource that the stack creates"
    return near(reference, [*paths, *(path.split("/")[-1] for path in paths)]) or f"it has: {', '.join(paths)}"


def near(word: str, known: Collection[str]) -> str:
    """The question for a misspelt name, such as "did you mean 'cpu'?"; nothing where no known one is near."""
    nearest = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {nearest[0]!r}?" if nearest else ""


def no_class(word: str, allowed: Collection[type]) -> tuple[str, str]:
    """What is said, and advised, of a mapping whose ``kind`` is missing, or names none of the classes of its place."""
    names = [kind.__name__ for kind in allowed]
    among = f"one of {', '.join(names)}"
    if not word:
        return "say which resource this is", f"add `kind:`, {among}"
    what = "cannot stand here" if word in kinds() else "is no class of the model"
    return f"kind {word!r} {what}", near(word, names) or f"write {among}"


class ResourceNodes(NamedTuple):
    """The resources that a stack writes out."""

    named: list[NamedNode]
    """Those with a name, in the order of the file; one with an anchor stands once for each parent."""
    hints: Mapping[int, Hint]
    """What may stand at the place of each, by ``id()`` of its node."""


def resource_nodes(root: yaml.Node, hint: Hint, old: Mapping[int, str] = MappingProxyType({})) -> ResourceNodes:
    """Every resource of a stack.

    ``old`` are names that resources have in what an overlay changed, by ``id()`` of their node: they still mean them.
    """
    walk = _Walk(old)
    return ResourceNodes(list(walk.visit(root, hint, ())), walk.hints)


def named_stacks(nodes: Sequence[yaml.Node]) -> dict[str, yaml.Node]:
    """The stacks of a file by their names."""
    stacks = [stack for stack in nodes if isinstance(stack, yaml.MappingNode)]
    names = [node_text(node_keys(stack), "name") for stack in stacks]
    return {name: stack for name, stack in zip(names, stacks, strict=True) if name}


class _Walk:
    """One walk; a node that aliases repeat is visited once below each parent."""

    def __init__(self, old: Mapping[int, str]) -> None:
        self.old = old
        self.hints: dict[int, Hint] = {}
        self.seen: set[tuple[int, tuple[str, ...]]] = set()

    def visit(self, node: yaml.Node, hint: Hint, above: tuple[str, ...]) -> Iterator[NamedNode]:
        if (id(node), above) in self.seen:
            return
        self.seen.add((id(node), above))
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self.visit(item, item_of(hint), above)
        elif isinstance(node, yaml.MappingNode):
            yield from self.mapping(node, hint, above)

    def mapping(self, node: yaml.MappingNode, hint: Hint, above: tuple[str, ...]) -> Iterator[NamedNode]:
        keys = node_keys(node)
        kind = _kind(keys, hint)
        types = hints(kind) if kind else {}
        paths = [above]
        if kind is not None and issubclass(kind, Resource):
            self.hints[id(node)] = hint
        if kind is not None and issubclass(kind, Resource) and node_text(keys, "name"):
            names = dict.fromkeys(filter(None, (node_text(keys, "name"), self.old.get(id(node)))))
            paths = [_path(kind, name, keys, above) for name in names]
            yield from (NamedNode(path, kind, node, hint) for path in paths)
        for name, value in keys.items():
            if name == "of":  # an alias of what is written elsewhere
                continue
            for path in paths:
                yield from self.visit(value, types[name] if name in types else None if kind else item_of(hint), path)


def _kind(keys: dict[str, yaml.Node], hint: Hint) -> type | None:
    """The class of a mapping, where it can be told; none of what exists already or only refers."""
    if {"existing", "id", "of"} & keys.keys():
        return None
    allowed = classes_in(hint)
    named = kinds().get(node_text(keys, "kind"))
    if named is not None and named in allowed:
        return named
    return usual_class(hint)


def _path(kind: Any, name: str, keys: dict[str, yaml.Node], above: tuple[str, ...]) -> tuple[str, ...]:
    version = [node_text(keys, "version") or _default_version(kind)] if "version" in hints(kind) else []
    segments = (name, *version)
    parent = keys.get(kind.parent_field or "")
    if parent is not None:
        inner = node_keys(parent)
        named = next(filter(None, (node_text(inner, key) for key in ("name", "of", "existing"))), "")
        return (*filter(None, named.split("/")), *segments)
    return (*above[: kind.arm_type.count("/") - len(kind.id_fields)], *segments)


def _default_version(kind: Any) -> str:
    """The version that a resource has when none is written."""
    return str(kind.version)


def node_keys(node: yaml.Node) -> dict[str, yaml.Node]:
    """The members of a mapping by their names; none of anything else."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {key.value: value for key, value in pairs if isinstance(key, yaml.ScalarNode)}


def node_text(keys: Mapping[str, yaml.Node], name: str) -> str:
    """The text of a member that is a scalar; nothing for anything else."""
    node = keys.get(name)
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
