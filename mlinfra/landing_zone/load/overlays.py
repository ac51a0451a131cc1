"""Make the stages of a YAML stack: what all have in common, with what each stage's overlay adds or changes.

A mapping takes the members of the overlay's mapping, each by these same rules; one of another ``kind``, and one that only
refers to a resource, is replaced. In a list of what has names an item means the one of that name, and a new name adds an item:
``{of: NAME, name: OTHER}`` gives one another name. Any other list, and any value, is replaced. Nothing is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from mlinfra.base.errors import InvalidInput, LoadError
from mlinfra.landing_zone.load.fields import classes_in, existing_in, has_names, hints, item_of, kinds, usual_class
from mlinfra.landing_zone.load.yaml_names import near, node_keys, node_text
from mlinfra.landing_zone.model._field_types import Hint
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model.stack import Stack

KEY = "overlays"
"""The member of a stack that holds what its stages change: stage -> members of the stack."""
REFERENCE = frozenset({"attribute", "kind", "of", "existing", "id", "scope", "subscription", "type", "api_version"})
"""The members of a mapping that refers to a resource of the stack, or to a value that one tells."""

_NAMES = ("of", "name", "existing")
"""Members that say which resource an item of a list is."""


class Overlays:
    """The stages of the stacks of one file.

    ``changed`` are the mappings in which an overlay changed something, by ``id()`` of their node; ``old`` the names that
    resources have without their overlay. Both are of nodes in ``stacks``, which keeps them.
    """

    def __init__(self, path: Path, nodes: list[yaml.Node]) -> None:
        self.path = path
        self.changed: set[int] = set()
        self.old: dict[int, str] = {}
        self.stages: dict[str, dict[str, str]] = {}
        """Of each stack with stages its name -> stage -> the name of that stage's stack."""
        staged = [pair for node in nodes for pair in self._of(node)]
        self.stacks = [stack for _, stack in staged]
        for stage, stack in staged:
            self._order(stage, stack)

    def _of(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
        keys = node_keys(node)
        if KEY not in keys or not isinstance(node, yaml.MappingNode):
            for key in keys.keys() - hints(Stack).keys():
                if advice := near(key, [KEY]):
                    raise self._error(keys[key], f"a stack has no field {key!r}", advice)
            yield "", node
            return
        stages = keys[KEY]
        if not isinstance(stages, yaml.MappingNode) or not stages.value:
            raise self._error(stages, "overlays is a mapping of stages", "write overlays: {dev: {...}, prod: {...}}")
        if len(node_keys(stages)) != len(stages.value):
            raise self._error(stages, "a stage stands twice in overlays, or is not a text")
        for stage in node_keys(stages):
            yield stage, self._stage(node, stage)

    def _stage(self, node: yaml.MappingNode, stage: str) -> yaml.MappingNode:
        """One stage: a copy of the stack, changed."""
        stack: yaml.MappingNode = _copy(node, {})
        overlay = node_keys(node_keys(stack)[KEY])[stage]
        stack.value = [(key, value) for key, value in stack.value if key.value != KEY]
        name = node_text(node_keys(stack), "name")
        for field, text in (("name", f"{name}-{stage}" if name else ""), ("stage", stage)):
            if text:
                self._set(stack, _text(overlay, field), _text(overlay, text))
        if isinstance(overlay, yaml.MappingNode):
            self._mapping(stack, overlay, Stack)
        elif overlay.value:
            raise self._error(overlay, f"the overlay of {stage!r} is not a mapping", "write the fields that it changes")
        self.stages.setdefault(name, {})[stage] = node_text(node_keys(stack), "name")
        return stack

    def _order(self, stage: str, stack: yaml.Node) -> None:
        """Let names in ``depends_on`` mean the stack of the same stage."""
        waits = node_keys(stack).get("depends_on")
        for name in waits.value if stage and isinstance(waits, yaml.SequenceNode) else ():
            stages = self.stages.get(name.value) if isinstance(name, yaml.ScalarNode) else None
            if stages and stage not in stages:
                known = f"{near(stage, stages)} or" if near(stage, stages) else f"it has: {', '.join(stages.values())};"
                hint = f"{known} say in the overlay of {stage!r} which is meant"
                raise self._error(name, f"{name.value!r} has no stage {stage!r}", hint)
            if stages:
                name.value = stages[stage]

    def _mapping(self, base: yaml.MappingNode, overlay: yaml.MappingNode, hint: Hint) -> None:
        """Change a mapping; both mean the same class."""
        self.changed.add(id(base))
        kind = _class(base, hint)
        types = hints(kind) if kind else {}
        for key, value in overlay.value:
            held = node_keys(base).get(key.value)
            within = types.get(key.value) if kind else item_of(hint)
            self._set(base, key, value if held is None else self._value(held, value, within))

    @staticmethod
    def _set(base: yaml.MappingNode, key: yaml.Node, value: yaml.Node) -> None:
        at = next((i for i, (known, _) in enumerate(base.value) if known.value == key.value), len(base.value))
        base.value[at : at + 1] = [(key, value)]

    def _value(self, base: yaml.Node, overlay: yaml.Node, hint: Hint) -> yaml.Node:
        """What stands where both say something."""
        if isinstance(base, yaml.SequenceNode) and isinstance(overlay, yaml.SequenceNode):
            if has_names(item_of(hint)):
                for item in overlay.value:
                    self._item(base, item, item_of(hint))
                return base
            return overlay
        if isinstance(base, yaml.SequenceNode) and isinstance(overlay, yaml.MappingNode) and has_names(item_of(hint)):
            raise self._error(
                overlay, "a mapping cannot stand for a list", "write a list of what changes: - {name: ...}"
            )
        if (
            isinstance(base, yaml.MappingNode)
            and isinstance(overlay, yaml.MappingNode)
            and base is not overlay
            and _same_class(base, overlay, hint)
        ):
            self._mapping(base, overlay, hint)
            return base
        return overlay

    def _item(self, base: yaml.SequenceNode, overlay: yaml.Node, hint: Hint) -> None:
        """Change the resource that an item of an overlay means, or add one."""
        keys = node_keys(overlay)
        wanted = next(filter(None, (node_text(keys, field) for field in _NAMES)), "")
        named = [item for item in base.value if wanted and _named(item, keys, wanted)]
        if len(named) > 1:
            hint_ = "add kind: or version: to say which"
            raise self._error(overlay, f"{wanted!r} fits {len(named)} items of the list", hint_)
        refers = bool({"of", "existing"} & keys.keys()) and keys.keys() <= REFERENCE
        if named and (refers or named[0] is overlay):
            return
        if not named or not isinstance(overlay, yaml.MappingNode):
            unclear = (
                wanted and "kind" not in keys and usual_class(hint) is None and isinstance(overlay, yaml.MappingNode)
            )
            if not refers and "existing" not in keys and ("of" in keys or unclear):
                raise self._no_item(base, overlay, wanted)
            base.value.append(overlay)
            return
        (changed,) = named
        if {"of", "existing"} & node_keys(changed).keys():
            raise self._error(overlay, f"{wanted!r} is only named here", "change it where it is written")
        if "of" in keys:
            self.old[id(changed)] = wanted
        rest = yaml.MappingNode(
            overlay.tag, [pair for pair in overlay.value if pair[0].value != "of"], overlay.start_mark
        )
        self._mapping(changed, rest, hint)

    def _no_item(self, base: yaml.SequenceNode, overlay: yaml.Node, wanted: str) -> LoadError:
        """The error for an item that changes none of the list, and does not say the class of a new one."""
        names = list(filter(None, (node_text(node_keys(item), "name") for item in base.value)))
        advice = near(wanted, names) or f"it has: {', '.join(names) or 'none'}"
        new = "" if "of" in node_keys(overlay) else " (a new one says its `kind:`)"
        return self._error(overlay, f"the list has no item called {wanted!r}", f"{advice}{new}")

    def _error(self, node: yaml.Node, message: str, hint: str = "") -> LoadError:
        return LoadError(message, where=f"{self.path}:{node.start_mark.line + 1}", hint=hint)


def _copy(node: Any, copies: dict[int, yaml.Node]) -> Any:
    """A tree of its own, in which an alias is still the node that its anchor is."""
    if id(node) not in copies:
        if isinstance(node, yaml.ScalarNode):
            copies[id(node)] = yaml.ScalarNode(node.tag, node.value, node.start_mark, node.end_mark, node.style)
        else:
            copies[id(node)] = copy = type(node)(node.tag, [], node.start_mark, node.end_mark)
            pairs = isinstance(node, yaml.MappingNode)
            copy.value = [
                tuple(_copy(part, copies) for part in item) if pairs else _copy(item, copies) for item in node.value
            ]
    return copies[id(node)]


def _text(near: yaml.Node, text: str) -> yaml.ScalarNode:
    """A text that stands where a node stands."""
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, near.start_mark)


def _class(node: yaml.Node, hint: Hint) -> type | None:
    """The class that a mapping means at its place; None for a mapping of names to values."""
    named = kinds().get(node_text(node_keys(node), "kind"))
    return named if named is not None and named in classes_in(hint) else usual_class(hint)


def _same_class(base: yaml.Node, overlay: yaml.Node, hint: Hint) -> bool:
    """Whether an overlay changes a mapping, and does not replace it by another one."""
    if _refers(base, hint) or _refers(overlay, hint):
        return False
    return not node_text(node_keys(overlay), "kind") or _class(base, hint) is _class(overlay, hint)


def _refers(node: yaml.Node, hint: Hint) -> bool:
    """Whether a mapping only refers to a resource."""
    keys = node_keys(node).keys()
    if "of" in keys and keys <= REFERENCE:
        return True
    scope = any(issubclass(kind, ModelScope) for kind in classes_in(hint))
    return not scope and bool(existing_in(hint)) and bool(keys & {"existing", "id"})


def _named(item: yaml.Node, wanted: dict[str, yaml.Node], name: str) -> bool:
    """Whether an item of a list has a name, and the class and version where the overlay says them."""
    keys = node_keys(item)
    if name not in {node_text(keys, field) for field in _NAMES}:
        return False
    told = [(node_text(keys, field), node_text(wanted, field)) for field in ("kind", "version")]
    return all(not ours or not theirs or ours == theirs for ours, theirs in told)


def changed_at(error: InvalidInput, keys: Mapping[str, yaml.Node]) -> InvalidInput:
    """The error of a mapping that an overlay changed, in which each field has the line that it is written in."""
    place = f"{error.where.partition(' ')[0]} "
    first, *more = error.message.split("\n")
    lines = [_at_its_line(line, keys) if line.startswith(place) else line for line in more]
    return InvalidInput("\n".join([first, *lines]), where=_at_its_line(error.where, keys), hint=error.hint)


def _at_its_line(told: str, keys: Mapping[str, yaml.Node]) -> str:
    """``stack.yaml:1 Stack.tags`` with the line of the field, where the mapping has that."""
    place, _, named = told.partition(" ")
    field = re.match(r"\w+\.(\w+)", named)
    if field is None or field[1] not in keys:
        return told
    return f"{place.rpartition(':')[0]}:{keys[field[1]].start_mark.line + 1} {named}"
