"""ARM's nested error -> the innermost real one, with what it means and what to do where the cause is known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mlinfra.azure.deploy.causes import KNOWN
from mlinfra.azure.deploy.outcome import Cause

_DEEPEST = 40
_CONSEQUENCES = {"deploymentcanceled", "operationpreempted", "deploymentfailed", "resourcedeploymentfailure"}
"""Codes of errors that follow from others: told only when there is nothing else."""


def explain(error: Any) -> Cause:
    """The cause to show first. ``error``: an ARM error object, or anything Azure sent in its place."""
    found = explain_all(error)
    return min(found, key=_rank)


def explain_all(error: Any) -> tuple[Cause, ...]:
    """Every innermost error, in the order in which Azure tells them; at least one."""
    seen: dict[tuple[str, str], Cause] = {}
    for leaf, path in _leaves(_object(error), (), 0):
        cause = _cause(leaf, path)
        seen.setdefault((cause.code, cause.message), cause)
    return tuple(seen.values())


def _rank(cause: Cause) -> tuple[bool, bool]:
    return cause.code.casefold() in _CONSEQUENCES, not cause.explanation


def _object(error: Any) -> Mapping[str, Any]:
    """The error in what may be an envelope, a JSON text, a bare text or nothing."""
    if isinstance(error, str):
        return _parsed(error) or {"message": error}
    if not isinstance(error, Mapping):
        return {}
    inner = error.get("error")
    if "code" not in error and isinstance(inner, (Mapping, str)):
        return _object(inner)
    return error


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


def _leaves(
    error: Mapping[str, Any], path: tuple[str, ...], depth: int
) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    below = list(_below(error)) if depth < _DEEPEST else []
    if not below:
        yield error, path
    here = _step(error)
    on = (*path, here) if here and (not path or path[-1] != here) else path
    for inner in below:
        yield from _leaves(inner, on, depth + 1)


def _below(error: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    details = error.get("details")
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, (Mapping, str)) and detail:
            yield _object(detail)
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


def _cause(error: Mapping[str, Any], path: tuple[str, ...]) -> Cause:
    code = str(error.get("code") or "Unknown")
    message = " ".join(str(error.get("message") or "Azure gave no reason.").split()) + _policy(error)
    for known in KNOWN:
        if code.casefold() in known.codes and (not known.says or re.search(known.says, message, re.IGNORECASE)):
            return Cause(code, message, known.explanation, known.advice, path)
    return Cause(code, message, path=path)


def _policy(error: Mapping[str, Any]) -> str:
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
