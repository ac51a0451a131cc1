"""Judge a resource among the others of its deployment: its body, its scope, and what it leads to."""

from __future__ import annotations

from collections.abc import Mapping

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.body_judgement import BodyJudgement, judge_body
from mlinfra.catalogue.manager_judgement import judge_scope
from mlinfra.catalogue.reference_judgement import judge_targets
from mlinfra.catalogue.refusal import Refusal


def judge_resource(
    body: Mapping[str, object], bodies: Mapping[str, Mapping[str, object]], judged: BodyJudgement | None = None
) -> tuple[Refusal, ...]:
    """What Azure refuses of a resource, as its expansion gives it.

    ``bodies``: the resources of the deployment, by id in lower case. Of what lies elsewhere nothing is known. ``judged``:
    what `judge_body` said of the body, where it was asked already.
    """
    rid, arm_type, version = (
        ResourceId(str(body.get("id", ""))),
        str(body.get("type", "")),
        str(body.get("apiVersion", "")),
    )
    alone = judged or judge_body(arm_type, version, body)
    placed = (refusal for _, refusal in judge_scope(rid)) if rid.text.startswith("/") else ()
    return (*alone.refusals, *placed, *judge_targets(arm_type, body, lambda target: bodies.get(target.key)))
