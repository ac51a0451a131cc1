"""Tell what Azure would refuse in the bodies of a deployment; no configuration switches this off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.accept import Accept
from mlinfra.base.finding import Finding, OpenValue
from mlinfra.base.property_paths import written_names
from mlinfra.base.secret_texts import mask_secrets
from mlinfra.catalogue.refusal import Refusal, standing, with_accepts
from mlinfra.catalogue.resource_judgement import judge_resource
from mlinfra.landing_zone.bodies.subjects import Resources, Subject

WHY = "Azure refuses the deployment"

Accepts = Mapping[str, Sequence[Accept]]
"""What authors accept, by the id from ``/resourcegroups/`` on, in lower case."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What Azure would refuse, and the values of which that cannot be told before the deployment."""

    findings: tuple[Finding, ...]
    open_values: tuple[OpenValue, ...]


def refusals(stack: str, resources: Resources, accepts: Accepts, today: date) -> Refused:
    """What Azure would refuse, as errors, but for what ``accept=`` lets through."""
    findings: list[Finding] = []
    open_values: list[OpenValue] = []
    bodies = {ResourceId(subject.id).key: subject.body for subject in resources.sent()}
    for subject in resources.sent():
        judged = subject.judgement()
        refused = judge_resource(subject.body, bodies, judged)
        entries = accepts.get(ResourceId(subject.id).below_group, ())
        findings += _findings(standing(with_accepts(refused, entries, today, subject.body).refusals), subject, stack)
        open_values += (OpenValue(*subject.place(path), path, stack) for path in judged.open)
    return Refused(tuple(findings), tuple(open_values))


def _findings(refused: Iterator[Refusal], subject: Subject, stack: str) -> Iterator[Finding]:
    for refusal in refused:
        address, where = subject.place(refusal.path)
        yield Finding(
            code=refusal.code,
            slug=refusal.slug,
            severity="error",
            message=mask_secrets(f"{refusal.path}: {refusal.message}"),
            address=address,
            where=where,
            why=WHY,
            fix=refusal.fix,
            stack=stack,
            type=subject.type,
            properties=written_names(refusal.path),
        )
