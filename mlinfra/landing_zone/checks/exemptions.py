"""Let findings stand for which somebody gave a reason, and tell which of these reasons are stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from glob import escape

from mlinfra.base.exempt import Exemption
from mlinfra.base.finding import Finding, NotEvaluated
from mlinfra.landing_zone.bodies.subjects import Resources
from mlinfra.landing_zone.graph.derived import written_by_author
from mlinfra.landing_zone.graph.node import Graph


@dataclass(frozen=True, slots=True)
class Stale:
    """An exemption that lets nothing stand, and why."""

    exemption: Exemption
    why: str


@dataclass(frozen=True, slots=True)
class Exempted:
    """Findings, those that are let stand with their reason; ``used`` are the exemptions that let one stand."""

    findings: tuple[Finding, ...]
    used: frozenset[Exemption] = frozenset()


def exemptions_of(graph: Graph, resources: Resources) -> tuple[Exemption, ...]:
    """What the resources of a stack say; findings name a role assignment as it is sent, not as the graph does."""
    sent = {subject.node.id: subject.address for subject in resources.sent() if subject.node}
    return tuple(
        Exemption(entry, escape(sent.get(node.id, "/".join(node.id.names))), node.id.type, "*", node.origin.where)
        for node in graph
        if (author := written_by_author(node)) is not None
        for entry in author.exempt
    )


def with_exemptions(findings: Iterable[Finding], exemptions: Sequence[Exemption], today: date) -> Exempted:
    """Mark what is let stand; what an expired entry was about stays, and names the day."""
    used: set[Exemption] = set()
    return Exempted(tuple(_marked(finding, exemptions, today, used) for finding in findings), frozenset(used))


def _marked(finding: Finding, exemptions: Sequence[Exemption], today: date, used: set[Exemption]) -> Finding:
    about = [exemption for exemption in exemptions if exemption.covers(finding)]
    holding = next((exemption for exemption in about if not exemption.entry.expired(today)), None)
    if holding:
        used.add(holding)
        return replace(finding, exempted=holding.entry.words)
    if about:
        return replace(finding, message=f"{finding.message}; it was exempted until {about[0].entry.until}")
    return finding


def stale(
    exemptions: Iterable[Exemption],
    used: Iterable[Exemption],
    missed: Sequence[NotEvaluated],
    today: date,
    running: Mapping[str, bool],
) -> Iterator[Stale]:
    """The entries that are over, and those that let nothing stand though their rule could tell.

    ``running``: code and slug of every rule, in lower case -> whether it ran; entries about one that did not are no matter.
    """
    wanted = set(used)
    for exemption in exemptions:
        ran = running.get(exemption.entry.rule.casefold())
        if ran is None:
            yield Stale(exemption, f"there is no rule {exemption.entry.rule!r}")
        elif not ran:
            continue
        elif exemption.entry.expired(today):
            yield Stale(exemption, f"its last day was {exemption.entry.until}")
        elif exemption not in wanted and not any(exemption.covers(entry) for entry in missed):
            yield Stale(exemption, "it lets nothing stand")
