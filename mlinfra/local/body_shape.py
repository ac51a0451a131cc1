"""Refuse bodies whose members are of another kind than any resource has."""

from __future__ import annotations

from typing import Any

from mlinfra.local.errors import ArmError

_OBJECTS = ("properties", "sku", "identity", "tags", "plan", "extendedLocation")
_TEXTS = ("location", "kind", "managedBy")


def check_envelope(body: dict[str, Any]) -> None:
    """Raise 400 where a member that every resource may have is of the wrong kind."""
    kinds: tuple[tuple[tuple[str, ...], type[Any]], ...] = ((_OBJECTS, dict), (_TEXTS, str), (("zones",), list))
    for names, kind in kinds:
        for name in names:
            _check(name, body.get(name), kind)


def check_like(body: dict[str, Any], pattern: dict[str, Any], at: str = "") -> None:
    """Raise 400 where the body has another kind of value than ``pattern``, what the service assumes by itself."""
    for name, expected in pattern.items():
        value, path = body.get(name), f"{at}.{name}" if at else name
        if isinstance(expected, dict):
            _check(path, value, dict)
            check_like(value or {}, expected, path)
        elif isinstance(expected, list):
            _check(path, value, list)
        elif isinstance(expected, int) and not isinstance(expected, bool):
            _check(path, value, int)


_WORDS = {dict: "an object", list: "an array", str: "a string", int: "a number"}


def _check(path: str, value: Any, kind: type[Any]) -> None:
    right = isinstance(value, (int, float)) and not isinstance(value, bool) if kind is int else isinstance(value, kind)
    if value is not None and not right:
        raise ArmError(400, "InvalidRequestContent", f"The property '{path}' must be {_WORDS[kind]}.", target=path)
