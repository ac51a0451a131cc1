"""Judge a resource among the others of its deployment: its body, its scope, and what it leads to."""

from __future__ import annotations

from collections.abc import Mapping

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.body_judgement import BodyJudgement, judge_body
from mlinfra.catalogue.body_values import values_at
from mlinfra.catalogue.diagnostic_judgement import judge_diagnostics
from mlinfra.catalogue.lookup import find_type
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
    targets = judge_targets(arm_type, body, lambda target: _body_of(target, bodies))
    return (*alone.refusals, *placed, *targets, *judge_diagnostics(rid, body))


def _body_of(target: ResourceId, bodies: Mapping[str, Mapping[str, object]]) -> Mapping[str, object] | None:
    """The body of a resource, which may stand in a list of its parent's: that of a subnet in its network's."""
    if target.key in bodies or target.parent is None:
        return bodies.get(target.key)
    parent, entry = bodies.get(target.parent.key, {}), find_type(target.parent.type)
    segment = target.type.rsplit("/", 1)[-1].lower()
    paths = [path for path, kind in entry.listed_children.items() if kind.lower() == segment] if entry else []
    parts = [part for path in paths for _, part in values_at(parent, f"{path}[*]") if isinstance(part, Mapping)]
    return next((part for part in parts if str(part.get("name")).casefold() == target.name.casefold()), None)
