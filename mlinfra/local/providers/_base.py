"""Hold one PUT as the rules of its type see it, and read and change bodies at dotted paths."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.change_judgement import ChangeJudgement
from mlinfra.local.errors import ArmError
from mlinfra.local.store import View

Body: TypeAlias = dict[str, Any]

TENANT = "00000000-0000-0000-0000-0000000007e4"
SUBSCRIPTION = "00000000-0000-0000-0000-00000000d0c5"
"""What the local target has without being asked."""
_NAMES = uuid.UUID("6d6c696e-6672-6100-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Declared:
    """A resource as a template declares it. ``accepted``: properties that are sent whatever the catalogue says."""

    body: Body
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Put:
    """One PUT, as a provider's rules see it."""

    rid: ResourceId
    body: Body
    """What was sent, nulls dropped; with the defaults once they are filled in."""
    previous: Body | None
    """What is stored; None for a new resource."""
    view: View
    now: str
    """The moment of the request, ISO-8601."""
    api_version: str = ""
    declared: Declared | None = None
    """What a template says of the resource; None for a request to the resource itself."""
    changes: tuple[ChangeJudgement, ...] = ()
    """What the catalogue says of each difference from what is stored."""

    @property
    def properties(self) -> Body:
        """``properties`` of the body."""
        properties = self.body.get("properties")
        return properties if isinstance(properties, dict) else {}

    @property
    def location(self) -> str:
        """The location, as stored."""
        return str(self.body.get("location", ""))


def tree(values: Mapping[str, Any]) -> Body:
    """The body that has these values at their dotted paths."""
    body: Body = {}
    for path, value in values.items():
        write(body, path, _copy(value))
    return body


def guid(text: str) -> str:
    """A GUID that depends on a text alone, whatever its case."""
    return str(uuid.uuid5(_NAMES, text.lower()))


def identity_seed(view: View, key: str) -> str:
    """What the ids of a resource's identity are made from: deleted and made anew, it is another principal."""
    deleted = view.get("identities_deleted", key)
    return f"{key}#{deleted['times']}" if deleted else key


def forget_identity(view: View, key: str) -> None:
    """Note that a resource with an identity was deleted."""
    deleted = view.get("identities_deleted", key)
    view.put("identities_deleted", key, {"times": 1 + (deleted["times"] if deleted else 0)})


def key_of(rid: ResourceId, number: int = 1) -> str:
    """A made-up secret, the same for the same resource."""
    return (guid(f"{rid.key}#{number}") + guid(f"{rid.key}##{number}")).replace("-", "") + "=="


def generation(body: Body, name: str) -> int:
    """How often a key of a resource was regenerated."""
    return int(read(body, f"properties.keyGenerations.{name}") or 0)


def read(body: Any, path: str) -> Any:
    """The value at a dotted path; None where there is none."""
    for part in path.split("."):
        if not isinstance(body, dict):
            return None
        body = body.get(part)
    return body


def write(body: Body, path: str, value: Any) -> None:
    """Set the value at a dotted path, making the objects on the way."""
    *above, last = path.split(".")
    for part in above:
        inner = body.get(part)
        if not isinstance(inner, dict):
            inner = body[part] = {}
        body = inner
    body[last] = value


def kept(body: Body, previous: Body, path: str) -> None:
    """Give the member at a dotted path its earlier value back, or take it away; of a list the whole list."""
    *above, last = path.partition("[")[0].split(".")
    for part in above:
        inner = body.get(part)
        if not isinstance(inner, dict):
            inner = body[part] = {}
        body = inner
    value = read(previous, ".".join((*above, last)))
    body.pop(last, None)
    if value is not None:
        body[last] = _copy(value)


def without(body: Body, paths: Iterator[str] | tuple[str, ...]) -> Body:
    """A copy that lacks the members at some paths, and the objects that only they had made."""
    result: Body = _copy(body)
    for path in paths:
        _drop(result, path.split("."))
    return result


def _drop(body: Any, parts: list[str]) -> None:
    if not isinstance(body, dict) or parts[0] not in body:
        return
    if len(parts) == 1:
        del body[parts[0]]
        return
    _drop(body[parts[0]], parts[1:])
    if body[parts[0]] == {}:
        del body[parts[0]]


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(member) for name, member in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def without_nulls(value: Any) -> Any:
    """A copy without members that are null: ARM takes them for absent."""
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def merged(below: Any, above: Any) -> Any:
    """``above`` over ``below``, object by object; lists are values."""
    if isinstance(below, dict) and isinstance(above, dict):
        result = {name: merged(value, above[name]) if name in above else _copy(value) for name, value in below.items()}
        result.update({name: _copy(value) for name, value in above.items() if name not in below})
        return result
    return _copy(above)


def leaves(body: Any, at: str = "") -> Iterator[str]:
    """The dotted paths of all members that are not objects with members."""
    for name, value in body.items():
        path = f"{at}.{name}" if at else name
        if isinstance(value, dict) and value:
            yield from leaves(value, path)
        else:
            yield path


def bad_request(code: str, message: str, target: str = "") -> ArmError:
    """400 of a provider."""
    return ArmError(400, code, message, target=target)
