"""Tell what Azure would refuse in the bodies of a stack; no configuration switches this off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mlinfra.base.finding import Finding
from mlinfra.base.property_paths import written_names
from mlinfra.base.secret_texts import mask_secrets
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.refusal import Judged, Refusal, standing, with_accepts
from mlinfra.landing_zone.bodies.node_body import written_in_parent
from mlinfra.landing_zone.bodies.subjects import Subject, subjects
from mlinfra.landing_zone.graph.node import AnyNode, Graph

WHY = "Azure refuses the deployment"


def refusals(graph: Graph, today: date) -> tuple[Finding, ...]:
    """What Azure would refuse, as errors; what ``accept=`` lets through and no longer needs is a warning."""
    findings: list[Finding] = []
    for subject in subjects(graph):
        if subject.node is not None and not written_in_parent(subject.node):
            findings += _of_subject(subject, subject.node, graph.stack.name, today)
    return tuple(findings)


def _of_subject(subject: Subject, node: AnyNode, stack: str, today: date) -> Iterator[Finding]:
    judged = judged_subject(subject, today)
    for refusal in standing(judged.refusals):
        yield _finding(refusal, node, stack)


def judged_subject(subject: Subject, today: date) -> Judged:
    """The refusals of one body, with what its author accepts."""
    accepts = getattr(subject.node.resource, "accept", ()) if subject.node else ()
    return with_accepts(judge_body(subject.type, subject.api_version, subject.body).refusals, accepts, today)


def _finding(refusal: Refusal, node: AnyNode, stack: str) -> Finding:
    return Finding(
        code=refusal.code,
        slug=refusal.slug,
        severity="error",
        message=mask_secrets(f"{refusal.path}: {refusal.message}"),
        address="/".join(node.id.names),
        where=node.origin.where,
        why=WHY,
        fix=refusal.fix,
        stack=stack,
        type=node.id.type,
        properties=written_names(refusal.path),
    )
