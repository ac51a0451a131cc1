"""Read the scope, type, name and address of a resource from its ARM id."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCOPE = re.compile(
    r"/subscriptions/[^/]+(?:/resourcegroups/[^/]+)?|/providers/microsoft\.management/managementgroups/[^/]+",
    re.IGNORECASE,
)
_GROUP_TYPE = "Microsoft.Resources/resourceGroups"


@dataclass(frozen=True, slots=True)
class Parts:
    """``scope`` is the id of the group, subscription or management group around the resource, ``/`` for the tenant."""

    scope: str
    type: str
    name: str
    address: str


def is_expression(value: object) -> bool:
    """Whether a text is a template expression that has not been evaluated."""
    return isinstance(value, str) and value[:1] == "[" and value[-1:] == "]" and value[:2] != "[["


def parse_id(text: str) -> Parts:
    """The parts of an id; an expression or a text that is no id is its own address, its scope and type empty."""
    if not text.startswith("/"):
        return Parts("", "", text, text)
    match = _SCOPE.match(text)
    scope, rest = (match[0], text[match.end() :]) if match else ("/", text)
    steps = [_typed(step) for step in re.split(r"/providers/", rest, flags=re.IGNORECASE)[1:]]
    if not steps:
        return _container(scope)
    type_, name = steps[-1]
    return Parts(scope, type_, name, "/".join(part for _, part in steps if part) or name)


def _typed(step: str) -> tuple[str, str]:
    """``Microsoft.X/a/n/b/m`` -> type ``Microsoft.X/a/b``, name ``n/m``."""
    words = step.strip("/").split("/")
    return "/".join([words[0], *words[1::2]]), "/".join(words[2::2])


def _container(scope: str) -> Parts:
    """A scope that is itself the resource: a resource group stands in its subscription."""
    parent, _, name = scope.rpartition("/")
    outer, _, kind = parent.rpartition("/")
    if kind.lower() == "resourcegroups":
        return Parts(outer, _GROUP_TYPE, name, name)
    type_ = {
        "subscriptions": "Microsoft.Resources/subscriptions",
        "managementgroups": "Microsoft.Management/managementGroups",
    }
    return Parts("/", type_.get(kind.lower(), ""), name, name or scope)


def group_suffix(text: str) -> str:
    """The id from ``/resourcegroups/`` on, in lower case: what a resource is called whatever its subscription."""
    folded = text.casefold()
    at = folded.find("/resourcegroups/")
    return folded[at:] if at >= 0 else folded
