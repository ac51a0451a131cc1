"""Judge the bodies that a deployment sends: what Azure would refuse, and what the catalogue cannot judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlinfra.arm.expression_text import is_expression
from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.property_table import nearest_table
from mlinfra.catalogue.refusal import Refusal
from mlinfra.catalogue.resource_judgement import judge_resource
from mlinfra.review.plan.plan import Diagnostic


@dataclass(frozen=True, slots=True)
class BodyRefusals:
    """What the catalogue says of all bodies of one deployment.

    ``by_id``: lower-case id from ``/resourcegroups/`` on -> refusals. ``remarks``: which types were
    not judged, or by the table of another API version.
    """

    by_id: Mapping[str, tuple[Refusal, ...]]
    remarks: tuple[Diagnostic, ...] = ()


def judge_bodies(resources: Iterable[Mapping[str, Any]]) -> BodyRefusals:
    """Judge every body as the expansion gives it; of unknown properties a rule tells."""
    by_id: dict[str, tuple[Refusal, ...]] = {}
    resources = tuple(resources)
    bodies = {ResourceId(str(body["id"])).key: body for body in resources}
    for body in resources:
        if refusals := judge_resource(body, bodies):
            by_id[ResourceId(str(body["id"])).below_group] = refusals
    remarks = {"NotJudged": not_judged(unjudged_types(resources)), "JudgedByOtherVersion": _by_other(resources)}
    return BodyRefusals(by_id, tuple(Diagnostic("Info", code, said) for code, said in remarks.items() if said))


def unjudged_types(resources: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The types that the catalogue has no property table of, with the version of a body: ``Microsoft.Web/sites@2024-04-01``."""
    unknown = (pair for pair in _types(resources) if nearest_table(*pair) is None)
    return tuple(sorted(f"{arm_type}@{version}" for arm_type, version in unknown))


def _types(resources: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    pairs = {(str(body.get("type", "")), str(body.get("apiVersion", ""))) for body in resources}
    return {pair for pair in pairs if not is_expression(pair[0])}


def _by_other(resources: Iterable[Mapping[str, Any]]) -> str:
    """The sentence about bodies of an API version without a table, which the table of another one judged."""
    tables = ((arm_type, version, nearest_table(arm_type, version)) for arm_type, version in _types(resources))
    types = sorted(
        f"{arm_type}@{version} by {table.api_version}"
        for arm_type, version, table in tables
        if table is not None and table.api_version != version
    )
    return _sentence("No property table of the API version, so bodies were judged by another", types)


def not_judged(types: Sequence[str]) -> str:
    """The sentence that says so; empty where all were judged."""
    return _sentence("No property table, so bodies were not judged", types)


def _sentence(words: str, types: Sequence[str]) -> str:
    if not types:
        return ""
    named = ", ".join(types[:5])
    more = f" and {len(types) - 5} more" if len(types) > 5 else ""
    return f"{words}: {named}{more}."
