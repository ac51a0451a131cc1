"""The published JSON Schema of the plan's JSON."""

from __future__ import annotations

from typing import Any

from mlinfra.review.plan.codec import FORMAT_VERSION, PLAN_SHAPE
from mlinfra.review.plan.plan import Plan


def plan_schema() -> dict[str, Any]:
    """The schema of a plan (JSON Schema 2020-12); a newer minor version may add members."""
    major = FORMAT_VERSION.split(".", maxsplit=1)[0]
    plan, definitions = PLAN_SHAPE.schema(Plan)
    head = {"format_version": {"type": "string", "pattern": rf"^{major}\.\d+$"}, "kind": {"const": "plan"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mlinfra plan",
        **plan,
        "required": [*head, *plan["required"]],
        "properties": {**head, **plan["properties"]},
        "$defs": definitions,
    }
