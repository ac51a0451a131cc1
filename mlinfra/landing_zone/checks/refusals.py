"""Tell what Azure would refuse in the bodies of a deployment; no configuration switches this off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.accept import Accept
from mlinfra.base.finding import Finding
from mlinfra.base.property_paths import written_names
from mlinfra.base.secret_texts import mask_secrets
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.refusal import Refusal, standing, with_accepts
from mlinfra.landing_zone.bodies.subjects import Resources, Subject

WHY = "Azure refuses the deployment"

Accepts = Mapping[str, Sequence[Accept]]
"""What authors accept, by the id from ``/resourcegroups/`` on, in lower case."""


def refusals(stack: str, resources: Resources, accepts: Accepts, today: date) -> tuple[Finding, ...]:
    """What Azure would refuse, as errors, but for what ``accept=`` lets through."""
    findings: list[Finding] = []
    for subject in resources:
        judged = judge_body(subject.type, subject.api_version, subject.body).refusals
        entries = accepts.get(ResourceId(subject.id).below_group, ())
        findings += _findings(standing(with_accepts(judged, entries, today).refusals), subject, stack)
    return tuple(findings)


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
