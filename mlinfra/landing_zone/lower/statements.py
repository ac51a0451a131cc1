"""One node in, its statement with the comment that explains it out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import starmap
from typing import Any

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Comment, Hole, Interp, Member, Prop, Ref
from mlinfra.arm.tree import Resource
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.bodies import SHAPES
from mlinfra.landing_zone.bodies.role import assignment
from mlinfra.landing_zone.bodies.shape import Context
from mlinfra.landing_zone.graph.derived import DnsZone, ExistingPart
from mlinfra.landing_zone.graph.node import Node

_STORAGE_SUFFIX = "core.windows.net"
_OWN = frozenset({
    "name", "type", "apiversion", "parent", "scope", "dependson", "condition", "copy", "existing", "id", "if", "for",
    "import", "resources", "symbolicname", "subscriptionid", "resourcegroup", "asserts",
})  # fmt: skip
"""Members, in lower case, that make a resource another one, or none: what was checked and planned would not be deployed."""


def created(node: Node, context: Context) -> Resource:
    """A resource that the file creates."""
    shape = SHAPES[node.kind]
    assert shape.body is not None, f"{node.kind.__name__} is only ever brought along"
    extra = getattr(node.resource, "extra", {})
    own = next((key for key in extra if key.lower() in _OWN), None)
    if own is not None:
        raise _refused(node, own, "mlinfra says this itself; extra= is for the resource's body")
    body = shape.body(node, context)
    if twin := _twin(body, extra):
        raise _refused(node, *twin)
    body = _merged(body, extra, context)
    properties = [*_place(node, context), *starmap(Prop, body.items())]
    return Resource(context.symbols[node.id.key], node.id.type, shape.version, tuple(properties))


def assigned(node: Node, context: Context, seed: expr.Value, object_id: expr.Value) -> Resource:
    """A role assignment; ``seed`` names its principal in the assignment's own name."""
    name, body = assignment(node, context, seed, object_id)
    scope = context.ref(node.resource.on)
    items = (Prop("scope", scope), Prop("name", name), *starmap(Prop, body.items()))
    return Resource(context.symbols[node.id.key], node.id.type, SHAPES[node.kind].version, items)


def brought(node: Node, context: Context, home: tuple[str | None, str | None]) -> Resource:
    """A resource that is there already; ``home`` is the subscription and group that the file is deployed to."""
    items = _place(node, context)
    if node.parent is None and (node.id.subscription, node.id.group) != home:
        items.append(Prop("scope", _group(node)))
    symbol = context.symbols[node.id.key]
    return Resource(symbol, node.id.type, SHAPES[node.kind].version, tuple(items), existing=True)


def explained(node: Node) -> Comment:
    """Say what a resource is and where it comes from, in one line."""
    place = f" ({node.origin.where})" if node.origin.where else ""
    if node.id.on is not None:
        return Comment(one_line(f"// because {node.origin.because}{place}"))
    because = f", because {node.origin.because}" if node.origin.because else ""
    name = ":".join(node.id.names[-2:]) if node.id.type.endswith("/versions") else node.id.name
    return Comment(one_line(f"// {_noun(node)} {name}{because}{place}"))


def _place(node: Node, context: Context) -> list[Any]:
    if node.parent is None:
        return [Prop("name", _name(node))]
    return [Prop("parent", context.ref(node.parent)), Prop("name", node.id.name)]


def _name(node: Node) -> expr.Value:
    """Names of zones end in the cloud's own suffix."""
    name = node.id.name
    if node.kind is DnsZone and name.endswith(_STORAGE_SUFFIX):
        suffix = Member(Member(Call("environment"), "suffixes"), "storage")
        return Interp((name.removesuffix(_STORAGE_SUFFIX), Hole(suffix)))
    return name


def _group(node: Node) -> expr.Value:
    if node.id.group is None:
        return Call("resourceGroup")
    parts = (node.id.subscription, node.id.group) if node.id.subscription else (node.id.group,)
    return Call("resourceGroup", parts)


def _refused(node: Node, key: str, why: str) -> InvalidInput:
    place = f"{node.origin.where} {node.kind.__name__}.extra"
    return InvalidInput(f"{key!r} cannot be set here", where=place, hint=why)


def _twin(body: Any, extra: Any) -> tuple[str, str] | None:
    """A key of ``extra`` that differs from one of the body in case alone, and what to do: to Azure the two are one."""
    known = {str(key).lower(): key for key in body}
    for key, value in extra.items():
        held = known.get(str(key).lower(), key)
        if held != key:
            return key, f"Azure takes it for {held!r}: write that"
        inner = body.get(key)
        if isinstance(inner, dict) and isinstance(value, Mapping) and (found := _twin(inner, value)):
            return found
    return None


def _merged(body: Any, extra: Any, context: Context) -> Any:
    """Lay what the author says in ARM's words over the body; an object joins what the body computes."""
    if not extra:
        return body
    made = dict(body)
    for key, value in extra.items():
        held = made.get(key)
        if isinstance(value, Mapping) and isinstance(held, dict):
            made[key] = _merged(held, value, context)
        elif isinstance(value, Mapping) and isinstance(held, (Ref, Call)):
            made[key] = Call("union", (held, _valued(value, context)))
        else:
            made[key] = _valued(value, context)
    return made


def _valued(value: Any, context: Context) -> Any:
    """A plain value in which Azure may have to fill in some."""
    if isinstance(value, Mapping):
        return {key: _valued(part, context) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_valued(part, context) for part in value]
    return context.value(value)


def _noun(node: Node) -> str:
    kind, own = node.kind.__name__, getattr(node.kind, "arm_type", "")
    if isinstance(node.resource, ExistingPart) and own != node.id.type:  # what stands above it
        kind = node.id.type.rsplit("/", maxsplit=1)[-1].removesuffix("s")
    words = re.findall(r"[A-Za-z][a-z]+", kind)
    return " ".join(["existing"] * node.existing + [word.lower() for word in words])


def one_line(text: str) -> str:
    """A comment ends with its line, whatever a name holds."""
    return re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", " ", text)
