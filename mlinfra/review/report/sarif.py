"""Show findings as a SARIF 2.1.0 log, as code scanning services read it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mlinfra.review.report.findings import FindingView, OpenView, read_findings, read_not_evaluated

_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def findings_sarif(
    findings: Sequence[Mapping[str, Any]], not_evaluated: Sequence[Mapping[str, Any]] = (), *, version: str = ""
) -> str:
    """The findings as SARIF text; ``version`` is that of mlinfra, left out when empty.

    What is exempted is a suppressed result, what a rule could not tell a result of the kind ``open``.
    """
    views, missed = read_findings(findings), read_not_evaluated(not_evaluated)
    first = {view.code: view for view in [*(view.as_finding() for view in missed), *reversed(views)]}
    codes = sorted(first)
    driver = {"name": "mlinfra", **({"version": version} if version else {}), "rules": [_rule(first[c]) for c in codes]}
    places = {code: place for place, code in enumerate(codes)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(view, places[view.code]) for view in views),
            *(_open_result(view, places[view.code]) for view in missed),
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(view: FindingView) -> dict[str, Any]:
    return {
        "id": view.code or "unknown",
        "name": view.slug or view.code or "unknown",
        "shortDescription": {"text": (view.slug or view.code or "unknown").replace("-", " ")},
        **({"fullDescription": {"text": view.why}} if view.why else {}),
        **({"helpUri": view.link} if view.link else {}),
        "help": {"text": f"mlinfra explain {view.code}"},
        "defaultConfiguration": {"level": _LEVELS[view.severity]},
    }


def _result(view: FindingView, rule: int) -> dict[str, Any]:
    parts = [f"{view.address}: " if view.address else "", view.message, f" {view.fix}" if view.fix else ""]
    return {
        "ruleId": view.code or "unknown",
        "ruleIndex": rule,
        "level": _LEVELS[view.severity],
        "message": {"text": "".join(parts) or "unknown"},
        "locations": [_location(view)],
        "partialFingerprints": {"mlinfra/v1": f"{view.code}:{view.stack}:{view.address}"},
        **({"suppressions": [_suppression(view)]} if view.exempted else {}),
    }


def _suppression(view: FindingView) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": view.exempted}


def _open_result(view: OpenView, rule: int) -> dict[str, Any]:
    return {**_result(view.as_finding(), rule), "kind": "open", "level": "none"}


def _location(view: FindingView) -> dict[str, Any]:
    from urllib.parse import quote

    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(view.file.replace("\\", "/"))}}
    if view.line > 0:
        physical["region"] = {"startLine": view.line}
    return {
        **({"physicalLocation": physical} if view.file else {}),
        **({"logicalLocations": [{"fullyQualifiedName": view.address, "kind": "resource"}]} if view.address else {}),
    }
