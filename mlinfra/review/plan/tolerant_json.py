"""Take texts, objects and lists out of JSON of any shape, whatever Azure sent, without ever raising."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.arm.error_tree import error_object, innermost_errors, is_nested
from mlinfra.base.json_value import Json
from mlinfra.review.plan.plan import Diagnostic, Failure, FailureCause


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
            text(remark.get("level")) or "Info",
            text(remark.get("code")),
            text(remark.get("message")),
            text(remark.get("target")),
        )
        for remark in map(obj, items(value))
    )


def failure(error: Json, *, code: str = "WhatIfFailed") -> Failure:
    """An ARM error body as the failure of a forecast: the outermost code and message, and every innermost error."""
    outer = error_object(error)
    inner = tuple(FailureCause(cause.code, cause.message, cause.target) for cause in innermost_errors(outer))
    said = text(outer.get("message"))
    if not is_nested(outer):
        target = text(outer.get("target"))
        message = said or "Azure said that the forecast failed and gave no reason"
        return Failure(text(outer.get("code")) or code, f"{message} ({target})" if target else message)
    told = "" if said.lstrip().startswith("{") else said
    return Failure(text(outer.get("code")) or code, told or "Azure refuses the deployment", causes=inner)
