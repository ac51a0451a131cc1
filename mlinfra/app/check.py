"""Check the stacks of a file for problems, offline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from typing_extensions import Unpack

from mlinfra.app.settings import StackOptions, settings_for
from mlinfra.base.finding import Finding, findings_json


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found."""

    stacks: tuple[str, ...]
    """Names of the stacks that were checked."""
    findings: tuple[Finding, ...]
    """Of all stacks; ``where`` is a path that editors and annotations find."""

    def failed(self, *, strict: bool = False) -> bool:
        """Whether an error was found; ``strict``: or a warning."""
        failing = {"error", "warning"} if strict else {"error"}
        return any(finding.severity in failing for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The document that reports read."""
        return findings_json(self.findings)


def check(file: Path | str, **options: Unpack[StackOptions]) -> Checked:
    """Check the selected stacks of a file; nothing is asked of Azure. Raises `LoadError`, `ResolveError`."""
    from mlinfra.landing_zone.checks import check as check_graph
    from mlinfra.landing_zone.graph.resolve import resolve

    settings = settings_for(file, **options)
    stacks = settings.stacks()
    findings = (finding for stack in stacks for finding in check_graph(resolve(stack)))
    return Checked(
        tuple(stack.name for stack in stacks), tuple(_placed(finding, settings.file) for finding in findings)
    )


def _placed(finding: Finding, file: Path) -> Finding:
    """Give the place as a path that editors and annotations find."""
    name, _, line = finding.where.rpartition(":")
    return replace(finding, where=f"{file.as_posix()}:{line}") if name == file.name else finding
