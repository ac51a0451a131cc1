"""Put masks in the place of secrets in a plan's JSON, whose shape stays."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from mlinfra.arm.secure import reads_secret
from mlinfra.base.json_value import MASK, Json
from mlinfra.base.literal_secrets import RIGHTS, paired_member
from mlinfra.base.property_paths import written_names
from mlinfra.base.secret_names import secret_name
from mlinfra.base.secret_texts import mask_secrets
from mlinfra.catalogue.lookup import secret_members
from mlinfra.review.plan.delta import MAX_DEPTH

_ENDINGS = (
    "password", "secret", "connectionstring", "accountkey", "accesskey", "accesskeys", "sharedkey", "privatekey",
    "apikey", "sastoken", "accesstoken", "primarykey", "secondarykey", "instrumentationkey", "publickeydata",
    "privatekeydata", "sshpublickey", "passphrase", "adminpublickey", "bearertoken", "refreshtoken", "storagekey",
)  # fmt: skip
"""How names end that Azure writes without capitals between their words, and names of public keys, which say whose."""
_OPEN = frozenset({
    "credentialstype", "secretstype", "clientid", "tenantid", "authorityurl", "resourceurl", "resourceid", "authtype",
    "type",
})  # fmt: skip
"""Members inside credentials that identify and do not open anything."""


def secret_texts(secrets: Mapping[str, Any]) -> tuple[str, ...]:
    """Every text and number in secure parameters (ARM's form), in objects too: what must be shown nowhere."""
    texts: list[str] = []
    todo = [entry.get("value") for entry in secrets.values()]
    while todo:
        value = todo.pop()
        if isinstance(value, (Mapping, list)):
            todo += value.values() if isinstance(value, Mapping) else value
        elif value and not isinstance(value, bool):
            texts.append(str(value))
    return tuple(texts)


@dataclass(frozen=True, slots=True)
class Masks:
    """What to mask beyond the names we know: secret values of this run, wherever they appear."""

    secrets: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        spelled = {spelling for secret in self.secrets for spelling in _spellings(secret)}
        longest_first = sorted(filter(None, spelled), key=len, reverse=True)  # one may be part of another
        object.__setattr__(self, "secrets", tuple(longest_first))

    def text(self, value: str) -> str:
        """A text without the run's secrets, what is a secret by its form, and what no file can hold."""
        for secret in self.secrets:
            if secret in value:
                value = value.replace(secret, MASK)
        value = mask_secrets(value)
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")

    def body(self, value: Json, type_: str) -> Json:
        """A resource's body with its secrets masked."""
        return self._walk(value, secret_members(type_), hidden=False, depth=0)

    def at(self, path: str, value: Json, type_: str) -> Json:
        """The value of one property with its secrets masked."""
        members = secret_members(type_)
        return self._walk(value, members, hidden=is_secret(path, type_), depth=0)

    def secret(self, value: Json) -> bool:
        """Whether a text holds a secret of this run, or is the mask that Azure prints for one."""
        return isinstance(value, str) and (value == MASK or any(secret in value for secret in self.secrets))

    def mirrored(self, value: Json, twin: Json) -> Json:
        """The value with masks where ``twin``, the same before or after the change, has secrets.

        There an earlier secret stands that this run does not know: one that is being replaced.
        """
        if isinstance(twin, dict) and isinstance(value, dict):
            others = {key.casefold(): other for key, other in twin.items()}
            return {key: self.mirrored(child, others.get(key.casefold())) for key, child in value.items()}
        if isinstance(twin, list) and isinstance(value, list):
            hidden = any(map(self.secret, twin))
            return [
                MASK if hidden and isinstance(v, str) and not _reads(v) else self.mirrored(v, _same(v, twin, at))
                for at, v in enumerate(value)
            ]
        return MASK if value is not None and self.secret(twin) and not _reads(value) else value

    def _walk(self, value: Json, members: frozenset[str], *, hidden: bool, depth: int) -> Json:
        if isinstance(value, str):
            return MASK if hidden and not _A_PARAMETER.fullmatch(value) else self.text(value)
        if value is None or isinstance(value, bool):
            return value
        if depth > MAX_DEPTH:
            return MASK
        if isinstance(value, dict):
            deeper, paired = depth + 1, paired_member(value)
            return {
                self.text(key): self._texts(child)
                if not hidden and key.casefold() == RIGHTS
                else self._walk(child, members, hidden=key == paired or _hides(key, members, hidden), depth=deeper)
                for key, child in value.items()
            }
        if isinstance(value, list):
            return [self._walk(child, members, hidden=hidden, depth=depth + 1) for child in value]
        return MASK if hidden else value

    def _texts(self, value: Json) -> Json:
        """The value whose names say nothing: ``permissions`` of a vault lists what may be done with ``secrets``."""
        if isinstance(value, dict):
            return {self.text(key): self._texts(child) for key, child in value.items()}
        if isinstance(value, list):
            return [self._texts(child) for child in value]
        return self.text(value) if isinstance(value, str) else value


def _spellings(secret: str) -> tuple[str, ...]:
    """As errors may quote it, and as a template may derive it: plain, within JSON (read with or without ASCII alone),
    within a template's text, in a URL, in base64, in one case.
    """
    if len(secret) < _DERIVED_FROM:
        derived: tuple[str, ...] = ()
    else:
        derived = (base64.b64encode(secret.encode("utf-8", "replace")).decode(), secret.lower(), secret.upper())
    quoted = (json.dumps(secret, ensure_ascii=ascii_)[1:-1] for ascii_ in (True, False))
    return (secret, *quoted, secret.replace("'", "''"), quote(secret, safe=""), *derived)


_DERIVED_FROM = 6
"""Characters from which on a secret is looked for in other spellings too; ``a1`` in capitals is in too many texts."""


def _reads(value: Json) -> bool:
    """Whether a value is an expression that reads a parameter or calls what returns keys: its text names them, and
    holds none of their values.
    """
    return isinstance(value, str) and value.startswith("[") and bool(_READS.search(value))


def values_in(body: Json) -> Iterator[Json]:
    """A value and everything in it."""
    yield body
    for child in body.values() if isinstance(body, dict) else body if isinstance(body, list) else ():
        yield from values_in(child)


def secret_places(body: Json, secure: frozenset[str]) -> Json:
    """A body that has masks where an expression reads one of the ``secure`` parameters or calls a ``list*`` function,
    for `Masks.mirrored`.
    """
    if isinstance(body, dict):
        return {key: secret_places(child, secure) for key, child in body.items()}
    if isinstance(body, list):
        return [secret_places(child, secure) for child in body]
    return MASK if reads_secret(body, secure) else None


_A_PARAMETER = re.compile(r"\[parameters\('[^']*'\)\]", re.IGNORECASE)
"""Where a secret should come from: this text alone is shown even at its place."""
_READS = re.compile(r"parameters\('|\blist\w*\(|getKeyVaultSecret\(", re.IGNORECASE)


def _same(item: Json, twins: list[Json], at: int) -> Json:
    """What an item of a list was, or becomes: the one of the same name, else the one at its place."""
    if isinstance(item, dict) and "name" in item:
        return next((t for t in twins if isinstance(t, dict) and t.get("name") == item["name"]), None)
    return twins[at] if at < len(twins) else None


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=16384)
def _hides(key: str, members: frozenset[str], hidden: bool) -> bool:
    folded = key.casefold()
    if hidden:
        return folded not in _OPEN
    return folded in members or secret_name(key) or folded.replace("_", "").replace("-", "").endswith(_ENDINGS)


def is_secret(path: str, type_: str) -> bool:
    """Whether the property at a path of a resource of that type holds a secret."""
    members, hidden = secret_members(type_), False
    for name in written_names(path):
        if not hidden and name.casefold() == RIGHTS:
            return False
        hidden = _hides(name, members, hidden)
    return hidden


def holds_mask(value: Json) -> bool:
    """Whether a value is, or holds, a mask."""
    if isinstance(value, dict):
        return any(holds_mask(child) for child in value.values())
    if isinstance(value, list):
        return any(holds_mask(child) for child in value)
    return isinstance(value, str) and MASK in value
