"""Write stacks as a Python stack file: what is used twice becomes a variable, what equals its default is left out."""

from __future__ import annotations

import dataclasses
import json
import keyword
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.write.layout import WIDTH, Group, laid_out
from mlinfra.landing_zone.write.values import attribute_name, class_name, given_fields, used_twice, written_type

_UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1))


def python_text(stacks: Sequence[Stack], title: str) -> str:
    """The text of a stack file that loads to equal stacks; ``title`` is its docstring.

    Raises `InvalidInput` for a value that no stack file can say.
    """
    writer = _Writer(stacks)
    names = [writer.define(stack) for stack in stacks]
    if len(stacks) > 1:
        writer.statements.append(f"stacks = [{', '.join(names)}]")
    imports = [f"from datetime import {', '.join(sorted(writer.times))}\n"] if writer.times else []
    head = [f'"""{title}"""', "", *imports, _import(sorted(writer.classes)), ""]
    return "\n".join([*head, *writer.statements]) + "\n"


def _import(classes: list[str]) -> str:
    flat = f"from mlinfra import {', '.join(classes)}"
    return flat if len(flat) <= WIDTH else laid_out(Group("(", ")", tuple(classes)), "from mlinfra import ")


class _Writer:
    """Writes values as expressions, and a statement before them for each resource that has a name of its own."""

    def __init__(self, stacks: Sequence[Stack]) -> None:
        self.single = len(stacks) == 1
        self.shared = used_twice(stacks) | {id(resource) for stack in stacks for resource in stack.resources}
        self.names: dict[int, str] = {}
        self.statements: list[str] = []
        self.classes: set[str] = set()
        self.times: set[str] = set()

    def define(self, value: Any) -> str:
        """Write the statement that gives a value a name, unless it has one; returns the name."""
        if id(value) not in self.names:
            expression = self.construct(value)
            name = "stack" if isinstance(value, Stack) and self.single else self.fresh_name(value)
            self.names[id(value)] = name
            self.statements.append(laid_out(expression, f"{name} = "))
        return self.names[id(value)]

    def fresh_name(self, value: Any) -> str:
        """A variable named after the resource; where two have the name, after its class too."""
        kind = value.kind.__name__ if isinstance(value, Existing) else type(value).__name__
        last = (value.name or kind).rpartition("/")[2].lower()
        base = re.sub(r"\W+", "_", last).strip("_")
        base = f"{kind.lower()}_{base}" if base[:1].isdigit() else base
        word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
        names = [base, f"{base}_{word}", *(f"{base}_{number}" for number in range(2, 1_000))]
        taken = {*self.names.values(), "stack", "stacks", "date", "timedelta"}
        return next(name for name in names if name.isidentifier() and not keyword.iskeyword(name) and name not in taken)

    def expression(self, value: Any) -> str | Group:
        if id(value) in self.shared or isinstance(value, Stack):
            return self.define(value)
        if isinstance(value, Attribute):
            told = attribute_name(value) or f"get({_text('.'.join(value.path))})"
            return f"{self.define(value.resource)}.{told}"
        if value is None or isinstance(value, (bool, int, float)):
            return repr(value)
        if isinstance(value, str):
            return _text(value)
        if isinstance(value, timedelta):
            return self.duration(value)
        if isinstance(value, date):
            self.times.add("date")
            return f"date({value.year}, {value.month}, {value.day})"
        if isinstance(value, (list, tuple)):
            return Group("[", "]", tuple(self.expression(item) for item in value))
        if isinstance(value, Mapping):
            return Group("{", "}", tuple(self.pair(f"{self.key(name)}: ", item) for name, item in value.items()))
        return self.construct(value)

    def key(self, key: Any) -> str:
        """The key of a mapping: a text, or a resource by its variable."""
        return _text(key) if isinstance(key, str) else self.define(key)

    def pair(self, before: str, value: Any) -> str | Group:
        expression = self.expression(value)
        if isinstance(expression, str):
            return before + expression
        return dataclasses.replace(expression, opening=before + expression.opening)

    def duration(self, value: timedelta) -> str:
        self.times.add("timedelta")
        if value.microseconds:
            return f"timedelta(seconds={value.total_seconds()!r})"
        seconds = int(value.total_seconds())
        unit, size = next((unit, size) for unit, size in _UNITS if seconds % size == 0)
        return f"timedelta({unit}={seconds // size})"

    def construct(self, value: Any) -> str | Group:
        """The call that makes a model value."""
        if isinstance(value, Existing):
            self.classes.add(value.kind.__name__)
            scope = [self.pair("scope=", value.scope)] if value.scope else []
            kind = [self.pair("type=", written_type(value.kind))] if value.kind.api_version else []
            return Group(f"{value.kind.__name__}.existing(", ")", (_text(value.name), *kind, *scope))
        self.classes.add(class_name(value))
        given = given_fields(value, self.shared)
        positional = [field.name for field in dataclasses.fields(value) if field.init and not field.kw_only]
        in_order = positional[: next((i for i, name in enumerate(positional) if name not in given), len(positional))]
        arguments = [self.expression(given[name]) for name in in_order]
        arguments += [self.pair(f"{name}=", item) for name, item in given.items() if name not in in_order]
        return Group(f"{class_name(value)}(", ")", tuple(arguments))


def _text(value: str) -> str:
    """A literal in double quotes; in Python's own spelling where it has characters that a reader cannot see."""
    return json.dumps(value, ensure_ascii=False) if value.isprintable() else ascii(value)
