"""Fill the places in braces of the catalogue's texts, such as ``{name}``, for one resource (`mlinfra.catalogue.service`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.providers._base import TENANT, Body, Put, generation, guid, identity_seed, key_of, read
from mlinfra.local.store import View

_PLACE = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Source:
    """The resource that a text is about: its body, what is stored of it, and what an action was sent."""

    rid: ResourceId
    body: Body
    view: View
    previous: Body | None = None
    now: str = ""
    sent: Body = field(default_factory=dict)
    path: str = ""
    """Where the value stands that is filled."""

    @property
    def location(self) -> str:
        """Its location; that of what it is part of, for a body that names none."""
        above = self.view.get("resource", self.rid.parent.key) if self.rid.parent else None
        return str(self.body.get("location") or read(self.previous, "location") or read(above, "location") or "")

    def at(self, path: str) -> ResourceId:
        """The resource whose id stands at a path of the body; without a path this one."""
        return ResourceId(str(read(self.body, path))) if path else self.rid


def source_of(put: Put, path: str = "") -> Source:
    """What the texts about a PUT are filled from; ``path``: where the value stands."""
    return Source(put.rid, put.body, put.view, put.previous, put.now, path=path)


def filled(value: Any, source: Source) -> Any:
    """A value with its places filled; a text that is one place alone becomes the value itself, of any kind."""
    if isinstance(value, dict):
        return {name: filled(member, _below(source, name)) for name, member in value.items()}
    if isinstance(value, list):
        return [filled(item, source) for item in value]
    if not isinstance(value, str) or "{" not in value:
        return value
    alone = _PLACE.fullmatch(value)
    return _value(alone, source) if alone else _PLACE.sub(lambda match: _text(_value(match, source)), value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _below(source: Source, name: str) -> Source:
    path = f"{source.path}.{name}" if source.path else name
    return Source(source.rid, source.body, source.view, source.previous, source.now, source.sent, path)


def _value(match: re.Match[str], source: Source) -> Any:
    return PLACES[match[1]](source, match[2] or "")


def _since(source: Source, path: str) -> Any:
    return (read(source.previous, path or source.path) if source.previous else None) or source.now


def _guid(source: Source, text: str) -> str:
    word, _, path = text.partition("@")
    return guid(source.at(path).key + (f"#{word}" if word else ""))


def _principal(source: Source, word: str) -> str:
    seed = identity_seed(source.view, source.rid.key)
    return guid(f"{seed}#{word}" if word else seed)


def _key(source: Source, text: str) -> str:
    said, _, path = text.partition("@")
    number, _, name = said.partition(" ")
    return key_of(source.at(path), int(number) + (10 * generation(source.body, name) if name else 0))


def _digest(source: Source, path: str) -> str:
    """A version that is another one for another value."""
    return guid(f"{source.rid.key}/{read(source.body, path) or ''}").replace("-", "")


def _signature(source: Source, _: str) -> str:
    """A shared access signature of what is sent, with the first key of an account."""
    parts = {"sv": "2025-05-05", "se": source.sent.get("signedExpiry"), "sp": source.sent.get("signedPermission")}
    query = "&".join(f"{key}={quote(str(value))}" for key, value in parts.items() if value)
    return f"{query}&sig={quote(key_of(source.rid, 100 + generation(source.body, 'key1')))}"


PLACES: dict[str, Callable[[Source, str], Any]] = {
    "name": lambda source, _: source.rid.name.lower(),
    "spelled": lambda source, _: source.rid.name,
    "top": lambda source, _: source.rid.names[0].lower(),
    "id": lambda source, _: source.rid.text,
    "scope": lambda source, _: source.rid.scope or "/",
    "subscription": lambda source, _: f"/subscriptions/{source.rid.subscription}",
    "location": lambda source, _: source.location,
    "tenant": lambda _source, _: TENANT,
    "guid": _guid,
    "digits": lambda source, word: _guid(source, word).replace("-", ""),
    "short": lambda source, word: _guid(source, word)[:8],
    "host": lambda source, _: guid(source.rid.root.key)[:20],
    "principal": _principal,
    "key": _key,
    "quoted_key": lambda source, text: quote(_key(source, text)),
    "signature": _signature,
    "digest": _digest,
    "now": lambda source, _: source.now,
    "since": _since,
    "stays": lambda source, word: read(source.previous, source.path) or word,
    "body": lambda source, path: read(source.body, path) if path else source.body,
    "sent": lambda source, name: source.sent.get(name),
    "first": lambda source, path: str(read(source.body, path) or "").split("_", maxsplit=1)[0],
    "last": lambda source, path: str(read(source.body, path) or "").rsplit("/", 1)[-1],
}
