"""The JSON Schemas of what mlinfra reads and writes."""

from __future__ import annotations

from typing import Any, Literal


def schema(what: Literal["stack", "plan"] = "stack") -> dict[str, Any]:
    """The JSON Schema of YAML stack files, or of plans."""
    if what == "stack":
        from mlinfra.landing_zone.load.schema import stack_schema

        return stack_schema()
    from mlinfra.review.plan.schema import plan_schema

    return plan_schema()
