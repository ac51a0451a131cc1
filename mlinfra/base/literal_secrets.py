"""Find the secrets that are written out in a value: by the names they stand under, and by their form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mlinfra.base.secret_names import secret_name
from mlinfra.base.secret_texts import is_literal, secrets_in

_DEEPEST = 100
_HARMLESS = frozenset({
    "authtype", "authorityurl", "clientid", "credentialstype", "kind", "name", "resourceid", "resourceurl",
    "secretstype", "tenantid", "type", "user", "username",
})  # fmt: skip
"""Members of an object that holds secrets which only say which and whose they are."""

RIGHTS = "permissions"
"""Below it, ``secrets`` and ``keys`` list what may be done with them, as in a vault's access policies."""


@dataclass(frozen=True, slots=True)
class LiteralSecret:
    """One secret that stands somewhere in plain text: the path to it, what it looks like, and itself."""

    path: str
    what: str
    text: str = field(repr=False)


def paired_member(value: Mapping[Any, Any]) -> str | None:
    """The member whose value is a secret because its sibling says so: ``{name: DB_PASSWORD, value: ...}``."""
    folded = {str(key).casefold(): str(key) for key in value}
    held = next((folded[key] for key in ("value", "securevalue") if key in folded), None)
    named = (value[folded[key]] for key in ("name", "key") if key in folded)
    return held if held and any(isinstance(name, str) and secret_name(name) for name in named) else None


def named_secrets(value: Any) -> Iterator[str]:
    """The texts in a JSON value that are secrets by the name they stand under; see `literal_secrets`."""
    return (secret.text for secret in _walk(value, "", False, 0, forms=False))


def literal_secrets(value: Any, path: str = "", *, named: bool = False) -> Iterator[LiteralSecret]:
    """The secrets in a JSON value; ``named`` says that the value itself stands under the name of a secret.

    Expressions, placeholders and references to a vault are none.
    """
    yield from _walk(value, path, named, 0)


def _walk(value: Any, path: str, named: bool, depth: int, *, forms: bool = True) -> Iterator[LiteralSecret]:
    if depth > _DEEPEST or value is None or isinstance(value, bool):
        return
    if isinstance(value, Mapping):
        yield from _members(value, path, named, depth, forms)
    elif isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from _walk(item, f"{path}[{place}]", named, depth + 1, forms=forms)
    elif isinstance(value, str) and (forms or named):
        yield from _text(value, path, named)
    elif named and isinstance(value, (int, float)):
        yield LiteralSecret(path, "a secret, by its name", str(value))


def _members(value: Mapping[Any, Any], path: str, named: bool, depth: int, forms: bool) -> Iterator[LiteralSecret]:
    paired = paired_member(value)
    for key, member in value.items():
        name = str(key)
        hidden = name.casefold() not in _HARMLESS if named else secret_name(name)
        below = f"{path}.{name}" if path else name
        if path.casefold().endswith(RIGHTS):
            hidden = False
        yield from _walk(member, below, hidden or name == paired, depth + 1, forms=forms)


def _text(value: str, path: str, named: bool) -> Iterator[LiteralSecret]:
    if not is_literal(value):
        return
    if named:
        yield LiteralSecret(path, "a secret, by its name", value)
        return
    seen: set[str] = set()
    for what, start, end in secrets_in(value):
        if value[start:end] not in seen:
            seen.add(value[start:end])
            yield LiteralSecret(path, what, value[start:end])
