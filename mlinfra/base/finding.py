"""Findings of rules, and the JSON that every output format reads."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal, TypeAlias

from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json

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
    link: str = ""
    """The page of Microsoft's documentation."""
    exempted: str = ""
    """The reason, with the last day, for which it is let stand; empty where it is not."""


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """One rule that could not tell whether one resource breaks it, such as where a value is known only while deploying."""

    code: str
    slug: str
    address: str
    where: str
    stack: str = ""
    type: str = ""
    properties: tuple[str, ...] = ()
    """Paths of the values that it could not look at."""
    message: str = ""
    """Which values these are, and why each cannot be looked at."""


@dataclass(frozen=True, slots=True)
class OpenValue:
    """One value that is known only while deploying: whether Azure takes it was not judged."""

    address: str
    where: str
    path: str
    stack: str = ""


def findings_json(
    findings: tuple[Finding, ...],
    not_evaluated: tuple[NotEvaluated, ...] = (),
    open_values: tuple[OpenValue, ...] = (),
) -> dict[str, Json]:
    """All findings as the versioned JSON that ``check --format json`` prints; exempted ones have a count of their own."""
    standing = [finding for finding in findings if not finding.exempted]
    counts: dict[str, int] = {severity: sum(f.severity == severity for f in standing) for severity in RANK}
    counts |= {"exempted": len(findings) - len(standing), "not_evaluated": len(not_evaluated)}
    counts |= {"open_values": len(open_values)}
    return {
        "format_version": FORMAT_VERSION,
        "kind": "findings",
        "counts": counts,
        "findings": [asdict(finding) for finding in findings],
        "not_evaluated": [asdict(rule) for rule in not_evaluated],
        "open_values": [asdict(value) for value in open_values],
    }
