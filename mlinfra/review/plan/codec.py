"""Write a plan as its versioned JSON, and read it back: the only shape that renderers, files and other programs see."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from mlinfra.base.errors import InvalidInput, ReportError
from mlinfra.base.json_value import Json
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan.change import Change
from mlinfra.review.plan.format_one import upgraded
from mlinfra.review.plan.json_shape import Shape
from mlinfra.review.plan.plan import Plan

FORMAT_VERSION = "2.0"
"""Major: something was taken away or means something else. Minor: something was added."""

PLAN_SHAPE: Final = Shape(
    {
        Plan: (
            "complete",
            "destructive",
            "refused",
            "has_changes",
            "would_send",
            "errored",
            "counts",
            "potential",
        ),
        Change: ("symbol",),
        DeploymentScope: ("id",),
    }
)


def to_json(plan: Plan) -> dict[str, Json]:
    """The plan as JSON values; same plan, same bytes once dumped."""
    return {"format_version": FORMAT_VERSION, "kind": "plan", **PLAN_SHAPE.write(plan)}


def from_json(data: object) -> Plan:
    """The plan that ``to_json`` made, also that of a format 1. Raises ReportError for anything else, or what is newer."""
    known = upgraded(check_version(data))
    try:
        return PLAN_SHAPE.read(Plan, known)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidInput) as problem:
        raise ReportError(f"the plan is damaged: {problem!r}", hint="run `mlinfra plan -o FILE` again") from problem


def read_plan(text: str | bytes, *, where: str = "") -> Plan:
    """The plan in a saved file's text. Raises ReportError as ``from_json`` does, and for text that is no JSON."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ReportError(
            f"not JSON: {problem}", where=where, hint="give a file that `mlinfra plan -o` wrote"
        ) from None
    try:
        return from_json(data)
    except ReportError as problem:
        raise ReportError(problem.message, where=where, hint=problem.hint) from None


def check_version(data: object) -> Mapping[str, Any]:
    """The data itself when it is a plan of a version we read. Raises ReportError otherwise."""
    if not isinstance(data, Mapping) or data.get("kind") != "plan":
        raise ReportError("this is not a plan", hint="give a file that `mlinfra plan -o FILE` wrote")
    version = data.get("format_version")
    major = version.split(".")[0] if isinstance(version, str) else ""
    if not (major.isascii() and major.isdigit()):
        raise ReportError(f"the plan has no readable format_version: {version!r}")
    if int(major) not in {1, int(FORMAT_VERSION.split(".", maxsplit=1)[0])}:
        raise ReportError(
            f"the plan has format {version}, this mlinfra reads {FORMAT_VERSION} and 1",
            hint="use the mlinfra that wrote it",
        )
    return data
