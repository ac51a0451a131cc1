"""JSON of any shape -> text, objects and lists, whatever Azure sent: a border that never raises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from mlinfra.base.json_value import Json
from mlinfra.review.plan.plan import Diagnostic, Failure

_DEEPEST_ERROR = 100


def text(value: object) -> str:
    """The value when it is text, else nothing."""
    return value if isinstance(value, str) else ""


def obj(value: object) -> Mapping[str, Any]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def body(value: object) -> Mapping[str, Any] | None:
    """A resource's body, or None for anything else."""
    return value if isinstance(value, dict) else None


def items(value: object) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def word(value: object) -> str:
    """An enum value without its case and separators: ``NoChange``, ``noChange`` and ``no_change`` are one."""
    return text(value).casefold().replace("_", "").replace("-", "")


def diagnostics(value: object) -> tuple[Diagnostic, ...]:
    """The remarks in a what-if answer."""
    return tuple(
        Diagnostic(
            text(each.get("level")) or "Info",
            text(each.get("code")),
            text(each.get("message")),
            text(each.get("target")),
        )
        for each in map(obj, items(value))
    )


def failure(error: Json, *, code: str = "WhatIfFailed") -> Failure:
    """An ARM error body as the failure of a forecast; the innermost cause is told with it."""
    outer = obj(error)
    inner = _innermost(outer)
    said = [said for each in (outer, inner) if (said := text(each.get("message"))) and not _quoted(said)]
    lines = dict.fromkeys(said or ["Azure said that the forecast failed and gave no reason"])
    return Failure(
        text(inner.get("code")) or text(outer.get("code")) or code, "\n".join(lines), text(inner.get("target"))
    )


def _innermost(error: Mapping[str, Any]) -> Mapping[str, Any]:
    """The deepest first cause; a detail's message may be an error body once more, as text."""
    for _ in range(_DEEPEST_ERROR):
        details = [each for each in items(error.get("details")) if isinstance(each, dict)]
        inner = details[0] if details else _quoted(text(error.get("message")))
        if not inner:
            break
        error = inner
    return error


def _quoted(message: str) -> Mapping[str, Any]:
    if not message.lstrip().startswith("{"):
        return {}
    try:
        outer = obj(json.loads(message))
    except (ValueError, RecursionError):
        return {}
    inner = obj(outer.get("error")) or outer
    return inner if "code" in inner or "message" in inner else {}
