"""Judge the bodies that a deployment sends: what Azure would refuse, and what the catalogue cannot judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mlinfra.arm.expression_text import is_expression
from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.refusal import Refusal
from mlinfra.review.plan.plan import Diagnostic


@dataclass(frozen=True, slots=True)
class BodyRefusals:
    """What the catalogue says of all bodies of one deployment.

    ``by_id``: lower-case id from ``/resourcegroups/`` on -> refusals. ``remarks``: unknown properties, and which types
    were not judged.
    """

    by_id: Mapping[str, tuple[Refusal, ...]]
    remarks: tuple[Diagnostic, ...] = ()


def judge_bodies(resources: Iterable[Mapping[str, Any]], *, unknown: bool) -> BodyRefusals:
    """Judge every body as the expansion gives it; ``unknown``: also tell of unknown properties, one remark for each."""
    by_id: dict[str, tuple[Refusal, ...]] = {}
    remarks, unjudged = [], Counter[str]()
    for body in resources:
        arm_type, version = str(body.get("type", "")), str(body.get("apiVersion", ""))
        judged = judge_body(arm_type, version, body)
        if judged.refusals:
            by_id[ResourceId(str(body["id"])).below_group] = judged.refusals
        if not judged.known and not is_expression(arm_type):
            unjudged[f"{arm_type}@{version}"] += 1
        for property_ in judged.unknown if unknown else ():
            said = f"{property_.message}; {property_.fix}"
            remarks.append(Diagnostic("Warning", "UnknownProperty", said, str(body["id"])))
    if unjudged:
        remarks.append(Diagnostic("Info", "NotJudged", _unjudged(unjudged)))
    return BodyRefusals(by_id, tuple(remarks))


def _unjudged(types: Counter[str]) -> str:
    named = ", ".join(sorted(types)[:5])
    more = f" and {len(types) - 5} more" if len(types) > 5 else ""
    return f"No property table, so bodies were not judged: {named}{more}."
