"""Read ARM's nested error body: every innermost error, wherever it is hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class InnerError:
    """One innermost error. ``path`` names the errors around it, the outermost first.

    ``resource`` is the ARM id of what failed, as the error itself or the nearest one around it names it; else empty.
    """

    error: Mapping[str, Any]
    path: tuple[str, ...]
    resource: str = ""

    @property
    def code(self) -> str:
        """Azure's word for it."""
        return str(self.error.get("code") or "Unknown")

    @property
    def message(self) -> str:
        """What Azure says, in one line, with the names of policies that forbid something."""
        return " ".join(str(self.error.get("message") or "Azure gave no reason.").split()) + _policies(self.error)

    @property
    def target(self) -> str:
        """What Azure says it is about; empty where it says nothing."""
        return str(self.error.get("target") or "")


def error_object(error: Any) -> Mapping[str, Any]:
    """The error in what may be an envelope, a JSON text, a bare text or nothing."""
    if isinstance(error, str):
        return _parsed(error) or {"message": error}
    if not isinstance(error, Mapping):
        return {}
    inner = error.get("error")
    if "code" not in error and isinstance(inner, (Mapping, str)):
        return error_object(inner)
    return error


def innermost_errors(error: Any) -> tuple[InnerError, ...]:
    """Every innermost error once, in the order in which Azure tells them; at least one."""
    seen: dict[tuple[str, str], InnerError] = {}
    for leaf in _leaves(error_object(error), (), "", 0):
        seen.setdefault((leaf.code, leaf.message), leaf)
    return tuple(seen.values())


def is_nested(error: Any) -> bool:
    """Whether an error has others inside."""
    return next(_below(error_object(error)), None) is not None


def _parsed(text: str) -> Mapping[str, Any] | None:
    """The error object that a message holds as JSON, wherever it begins in the message."""
    start = text.find("{")
    if start < 0:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(text[start:])
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, Mapping):
        return None
    inner = value.get("error", value)
    return inner if isinstance(inner, Mapping) and ("code" in inner or "message" in inner) else None


def _leaves(error: Mapping[str, Any], path: tuple[str, ...], resource: str, depth: int) -> Iterator[InnerError]:
    below = list(_below(error)) if depth < _DEEPEST else []
    target = str(error.get("target") or "")
    resource = target if target.startswith("/") else resource
    if not below:
        yield InnerError(error, path, resource)
    here = _step(error)
    on = (*path, here) if here and (not path or path[-1] != here) else path
    for inner in below:
        yield from _leaves(inner, on, resource, depth + 1)


def _below(error: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    details = error.get("details")
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, (Mapping, str)) and detail:
            yield error_object(detail)
    message = error.get("message")
    if isinstance(message, str) and (inner := _parsed(message)):
        yield inner
    inner = error.get("innererror") or error.get("innerError")
    if isinstance(inner, Mapping) and inner.get("message"):
        yield inner


def _step(error: Mapping[str, Any]) -> str:
    """How the path names an error: what it is about, else its code."""
    target = str(error.get("target") or "")
    return target.rstrip("/").rsplit("/", 1)[-1] or str(error.get("code") or "")


def _policies(error: Mapping[str, Any]) -> str:
    """The names of policies that forbid something stand beside the message."""
    infos = error.get("additionalInfo")
    names = []
    for info in infos if isinstance(infos, list) else ():
        told = info.get("info") if isinstance(info, Mapping) else None
        if isinstance(told, Mapping) and str(info.get("type")).casefold() == "policyviolation":
            name = told.get("policyDefinitionDisplayName") or told.get("policyAssignmentDisplayName")
            names.append(str(name or told.get("policyAssignmentName") or told.get("policyAssignmentId") or ""))
    told = [name for name in dict.fromkeys(names) if name]
    return f" (policy: {', '.join(told)})" if told else ""
