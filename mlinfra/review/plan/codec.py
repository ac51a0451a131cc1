"""Plan -> its versioned JSON, and back: the only shape that renderers, files and other programs see."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from mlinfra.base.errors import InvalidInput, ReportError
from mlinfra.base.ignore import Ignore
from mlinfra.base.json_value import Json
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan.change import Action, Change, Delta, DeltaAction, Noise, Origin, Risk
from mlinfra.review.plan.plan import Coverage, Diagnostic, Digests, Failure, Folded, Gap, Plan, Source

FORMAT_VERSION = "1.0"
"""Major: something was taken away or means something else. Minor: something was added."""

T = TypeVar("T")


def to_json(plan: Plan) -> dict[str, Json]:
    """The plan as JSON values; same plan, same bytes once dumped."""
    return {
        "format_version": FORMAT_VERSION,
        "kind": "plan",
        "stack": plan.stack,
        "scope": _scope_json(plan.scope),
        "source": {"kind": plan.source.kind, "detail": plan.source.detail},
        "complete": plan.complete,
        "destructive": plan.destructive,
        "has_changes": plan.has_changes,
        "errored": plan.errored,
        "error": asdict(plan.error) if plan.error else None,
        "changes": [_change_json(change) for change in plan.changes],
        "counts": plan.counts,
        "potential": plan.potential,
        "findings": [dict(finding) for finding in plan.findings],
        "coverage": {"analysed": plan.coverage.analysed, "gaps": [asdict(gap) for gap in plan.coverage.gaps]},
        "noise": {
            "hidden": plan.folded.hidden,
            "changes": plan.folded.changes,
            "unused": [_ignore_json(entry) for entry in plan.folded.unused],
            "expired": [_ignore_json(entry) for entry in plan.folded.expired],
        },
        "diagnostics": [asdict(diagnostic) for diagnostic in plan.diagnostics],
        "costs": dict(plan.costs) if plan.costs is not None else None,
        "digests": asdict(plan.digests),
    }


def _scope_json(scope: DeploymentScope) -> dict[str, Json]:
    return {
        "kind": scope.kind,
        "id": scope.id,
        "subscription": scope.subscription,
        "resource_group": scope.resource_group,
        "management_group": scope.management_group,
        "location": scope.location,
        "tenant": scope.tenant,
        "deployment": scope.deployment,
    }


def _change_json(change: Change) -> dict[str, Json]:
    return {
        "action": change.action.value,
        "symbol": change.action.symbol,
        "address": change.address,
        "id": change.id,
        "type": change.type,
        "name": change.name,
        "scope": change.scope,
        "certainty": change.certainty,
        "before": change.before,
        "after": change.after,
        "deltas": [_delta_json(delta) for delta in change.deltas],
        "origin": asdict(change.origin) if change.origin else None,
        "risk": {"level": change.risk.level, "why": change.risk.why},
        "noise": _noise_json(change.noise),
        "unsupported_reason": change.unsupported_reason,
        "management": change.management,
    }


def _delta_json(delta: Delta) -> dict[str, Json]:
    return {
        "path": delta.path,
        "action": delta.action.value,
        "before": delta.before,
        "after": delta.after,
        "noise": _noise_json(delta.noise),
        "replaces": delta.replaces,
        "ineffective": delta.ineffective,
        "security": delta.security,
        "sensitive": delta.sensitive,
    }


def _noise_json(noise: Noise | None) -> dict[str, str] | None:
    return {"rule": noise.rule, "reason": noise.reason} if noise else None


def _ignore_json(entry: Ignore) -> dict[str, Json]:
    return {**asdict(entry), "until": entry.until.isoformat() if entry.until else None}


def from_json(data: object) -> Plan:
    """The plan that ``to_json`` made. Raises ReportError for anything else, or for a newer major version."""
    known = check_version(data)
    try:
        return _plan(known)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidInput) as problem:
        raise ReportError(f"the plan is damaged: {problem!r}", hint="run `mlinfra plan -o FILE` again") from problem


def read_plan(text: str | bytes, *, where: str = "") -> Plan:
    """The plan in a saved file's text. Raises ReportError as ``from_json`` does, and for text that is no JSON."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ReportError(
            f"not JSON: {problem}", where=where, hint="give a file that `mlinfra plan -o` wrote"
        ) from None
    try:
        return from_json(data)
    except ReportError as problem:
        raise ReportError(problem.message, where=where, hint=problem.hint) from None


def check_version(data: object) -> Mapping[str, Any]:
    """The data itself when it is a plan of a version we read. Raises ReportError otherwise."""
    if not isinstance(data, Mapping) or data.get("kind") != "plan":
        raise ReportError("this is not a plan", hint="give a file that `mlinfra plan -o FILE` wrote")
    version = data.get("format_version")
    major = version.split(".")[0] if isinstance(version, str) else ""
    if not (major.isascii() and major.isdigit()):
        raise ReportError(f"the plan has no readable format_version: {version!r}")
    if int(major) != int(FORMAT_VERSION.split(".", maxsplit=1)[0]):
        raise ReportError(
            f"the plan has format {version}, this mlinfra reads {FORMAT_VERSION}", hint="use the mlinfra that wrote it"
        )
    return data


def _plan(data: Mapping[str, Any]) -> Plan:
    noise, scope = data["noise"], data["scope"]
    return Plan(
        stack=_text(data["stack"]),
        scope=DeploymentScope(**{name: value for name, value in scope.items() if name in _SCOPE_FIELDS}),
        source=_build(Source, data["source"]),
        changes=tuple(_change(each) for each in _list(data["changes"])),
        coverage=Coverage(data["coverage"]["analysed"], _each(Gap, data["coverage"]["gaps"])),
        error=_build(Failure, data["error"]) if data["error"] else None,
        findings=tuple(dict(each) for each in _list(data["findings"])),
        folded=Folded(noise["hidden"], noise.get("changes", 0), _ignores(noise["unused"]), _ignores(noise["expired"])),
        diagnostics=_each(Diagnostic, data["diagnostics"]),
        costs=data["costs"],
        digests=_build(Digests, data["digests"]),
    )


_SCOPE_FIELDS = frozenset(DeploymentScope.__dataclass_fields__)


def _change(data: Mapping[str, Any]) -> Change:
    return Change(
        action=Action(data["action"]),  # type: ignore[call-arg]  # mypy reads __new__, the enum's call looks a word up
        address=_text(data["address"]),
        id=_text(data["id"]),
        type=_text(data["type"]),
        name=_text(data["name"]),
        scope=_text(data["scope"]),
        certainty="potential" if data["certainty"] == "potential" else "definite",
        before=_body(data["before"]),
        after=_body(data["after"]),
        deltas=tuple(_delta(each) for each in _list(data["deltas"])),
        origin=_build(Origin, data["origin"]) if data["origin"] else None,
        risk=_build(Risk, data["risk"]),
        noise=_build(Noise, data["noise"]) if data["noise"] else None,
        unsupported_reason=data["unsupported_reason"],
        management=_body(data["management"]),
    )


def _delta(data: Mapping[str, Any]) -> Delta:
    noise = _build(Noise, data["noise"]) if data["noise"] else None
    return _build(Delta, {**data, "path": _text(data["path"]), "action": DeltaAction(data["action"]), "noise": noise})


def _ignores(entries: Sequence[Mapping[str, Any]]) -> tuple[Ignore, ...]:
    return tuple(
        Ignore(
            each["path"],
            reason=each["reason"],
            type=each["type"],
            address=each["address"],
            until=date.fromisoformat(each["until"]) if each["until"] else None,
        )
        for each in _list(entries)
    )


def _each(kind: Callable[..., T], items: object) -> tuple[T, ...]:
    return tuple(_build(kind, item) for item in _list(items))


def _build(kind: Callable[..., T], data: object) -> T:
    """A dataclass from a JSON object; members that a newer minor version added are left aside."""
    if not isinstance(data, Mapping):
        raise TypeError(f"expected an object, got {data!r}")
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]  # only dataclasses come here
    return kind(**{name: value for name, value in data.items() if name in fields})


def _list(value: object) -> Sequence[Any]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, got {value!r}")
    return value


def _body(value: object) -> Mapping[str, Json] | None:
    if value is not None and not isinstance(value, Mapping):
        raise TypeError(f"expected an object or null, got {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {value!r}")
    return value
