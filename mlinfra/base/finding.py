"""Findings of rules, and the JSON that every output format reads."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

FORMAT_VERSION = "1.0"

Severity: TypeAlias = Literal["error", "warning", "advice"]

RANK: dict[Severity, int] = {"error": 0, "warning": 1, "advice": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one stack.

    ``address`` names the resource, ``where`` is ``file:line`` of its declaration (empty when it was derived),
    ``why`` is what happens in Azure if it stays, ``fix`` what to write instead.
    """

    code: str
    slug: str
    severity: Severity
    message: str
    address: str
    where: str
    why: str
    fix: str
    stack: str = ""
    type: str = ""
    """The ARM type of the resource; empty for what concerns the stack."""
    properties: tuple[str, ...] = ()
    """Names in the ARM body that it is about: a change of one of them brings it."""


def findings_json(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """All findings as the versioned JSON that ``check --format json`` prints."""
    counts = {severity: sum(f.severity == severity for f in findings) for severity in RANK}
    return {
        "format_version": FORMAT_VERSION,
        "kind": "findings",
        "counts": counts,
        "findings": [asdict(finding) for finding in findings],
    }
