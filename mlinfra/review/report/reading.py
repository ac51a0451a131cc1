"""Read plan JSON into a typed view; missing or odd members become empty, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mlinfra.base.errors import ReportError
from mlinfra.catalogue.lookup import word_of
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.review.plan.format_one import upgraded
from mlinfra.review.report.findings import read_findings
from mlinfra.review.report.role_name import custom_roles, granted_role
from mlinfra.review.report.values import plain
from mlinfra.review.report.view import (
    RISKS,
    SYMBOLS,
    ChangeView,
    DeltaView,
    GapView,
    Json,
    OrphanView,
    Plans,
    PlanView,
    RefusalView,
)

FORMAT_VERSION = "2.0"
"""Of the ``plans`` document; other kinds of documents have versions of their own."""

_MAJORS = {"plan": ("1", "2")}


def read_plans(plans: Plans) -> tuple[PlanView, ...]:
    """The views of all plans, in their order. Raises ReportError for what is no plan, or of a newer format."""
    return tuple(_plan(document) for document in plan_documents(plans))


def plan_documents(plans: Plans) -> list[Json]:
    """The single plan documents in any accepted shape."""
    if isinstance(plans, Mapping):
        inner = plans.get("plans")
        several = plans.get("kind") == "plans" and isinstance(inner, list)
        documents = list(inner) if several and isinstance(inner, list) else [plans]
    else:
        documents = list(plans)
    for document in documents:
        check_document(document, "plan")
    return [upgraded(document) for document in documents]


def check_document(document: object, kind: str) -> None:
    """Raise ReportError unless this is a JSON document of that kind and of a format we read."""
    if not isinstance(document, Mapping) or document.get("kind") != kind:
        raise ReportError(f"this is not a JSON document of kind {kind!r}", hint=f"give what mlinfra wrote as {kind}")
    version = str(document.get("format_version", ""))
    majors = _MAJORS.get(kind, ("1",))
    if version.split(".", maxsplit=1)[0] not in majors:
        raise ReportError(
            f"format {version!r} of this {kind} is not one that this mlinfra reads ({', '.join(majors)})",
            hint="use the mlinfra that wrote it",
        )


def _plan(data: Json) -> PlanView:
    changes = sorted((_change(c) for c in items(data.get("changes"))), key=lambda c: c.sort_key)
    custom = custom_roles((change.id, change.after or change.before) for change in changes)
    changes = [_with_role(change, custom) for change in changes]
    noise, coverage = mapping(data.get("noise")), mapping(data.get("coverage"))
    error = mapping(data.get("error")) or ({"message": "the forecast failed"} if data.get("errored") else {})
    counts = mapping(data.get("counts"))
    gaps = tuple(_gap(gap) for gap in items(coverage.get("gaps")))
    told = {gap.message for gap in gaps}
    findings, changes = _with_findings(changes, items(data.get("findings")))
    return PlanView(
        stack=plain(data.get("stack")),
        place=place(mapping(data.get("scope"))),
        scope=plain(mapping(data.get("scope")).get("id")),
        source=_source(mapping(data.get("source"))),
        complete=data.get("complete") is not False,
        destructive=bool(data.get("destructive")),
        has_changes=bool(data.get("has_changes")),
        error={key: plain(value) for key, value in error.items() if key != "causes"},
        causes=tuple({key: plain(value) for key, value in cause.items()} for cause in items(error.get("causes"))),
        changes=tuple(changes),
        orphans=tuple(_orphan(orphan, custom) for orphan in items(data.get("orphans"))),
        counts={plain(key): value for key, value in counts.items() if isinstance(value, int)},
        potential=whole(data.get("potential")),
        findings=tuple(findings),
        gaps=gaps,
        hidden=whole(noise.get("hidden")),
        stale_ignores=(*_stale(noise.get("unused"), "hides nothing"), *_stale(noise.get("expired"), "has expired")),
        diagnostics=tuple(
            {key: plain(value) for key, value in diagnostic.items()}
            for diagnostic in items(data.get("diagnostics"))
            if plain(diagnostic.get("message")) not in told
        ),
    )


def _with_role(change: ChangeView, custom: Mapping[str, str]) -> ChangeView:
    """The change, a role assignment with the name of the custom role that it gives."""
    if not custom or not is_role_assignment(change.type):
        return change
    return replace(change, role=granted_role(change.after or change.before, custom) or "")


def _with_findings(changes: list[ChangeView], findings: list[Json]) -> tuple[list[Json], list[ChangeView]]:
    """The findings that belong to no change, and the changes, each with those that it brings."""
    ids = {change.id for change in changes if change.id}
    brought: dict[str, list[Json]] = {}
    for finding in findings:
        brought.setdefault(plain(finding.get("change")), []).append(finding)
    views = [replace(change, findings=tuple(read_findings(brought.get(change.id, ())))) for change in changes]
    return [finding for finding in findings if plain(finding.get("change")) not in ids], views


def _gap(data: Json) -> GapView:
    kind = plain(data.get("kind")).replace("_", " ")
    return GapView(kind, plain(data.get("target")), plain(data.get("message")), data.get("blocking") is not False)


def _source(source: Json) -> str:
    """``azure``, ``git:main``, ``snapshot:live.json``: the kind, and what it names."""
    kind, detail = plain(source.get("kind")), plain(source.get("detail")).removeprefix(f"{source.get('kind')}:")
    return f"{kind}:{detail}" if detail else kind


def place(scope: Json) -> str:
    """Where the plan goes, for people: ``rg-churn-prod (westeurope)``."""
    kind = scope.get("kind")
    name = {
        "resourceGroup": scope.get("resource_group"),
        "subscription": f"subscription {scope['subscription']}" if scope.get("subscription") else None,
        "managementGroup": scope.get("management_group"),
        "tenant": "the tenant",
    }.get(kind if isinstance(kind, str) else "")
    location = scope.get("location")
    return plain(name or scope.get("id") or "an unnamed scope") + (f" ({plain(location)})" if location else "")


def _change(data: Json) -> ChangeView:
    origin, risk, noise = (mapping(data.get(key)) for key in ("origin", "risk", "noise"))
    level, action = plain(risk.get("level")), data.get("action")
    action = action if isinstance(action, str) else "other"
    type_ = plain(data.get("type"))
    return ChangeView(
        action=plain(action),
        symbol=SYMBOLS.get(action, "?"),
        kind=word_of(type_),
        address=plain(data.get("address") or data.get("name") or data.get("id") or "?"),
        id=plain(data.get("id")),
        type=type_,
        scope=plain(data.get("scope")),
        potential=data.get("certainty") == "potential",
        before=mapping(data.get("before")) or None,
        after=mapping(data.get("after")) or None,
        deltas=tuple(_delta(d) for d in items(data.get("deltas"))),
        where=plain(origin.get("where")),
        because=plain(origin.get("because")),
        risk=level if level in RISKS else "none",
        risk_why=plain(risk.get("why")),
        noise=_reason(noise),
        unsupported=plain(data.get("unsupported_reason")),
        management={plain(key): value for key, value in mapping(data.get("management")).items()},
        refusals=tuple(_refusal(refusal) for refusal in items(data.get("refusals"))),
    )


def _refusal(data: Json) -> RefusalView:
    code, path, message, fix, accepted = (
        plain(data.get(key)) for key in ("code", "path", "message", "fix", "accepted")
    )
    return RefusalView(code, path, message, fix, accepted)


def _orphan(data: Json, custom: Mapping[str, str]) -> OrphanView:
    resource = _with_role(_change({**data, "action": data.get("status")}), custom)
    return OrphanView(resource, bool(data.get("access")), plain(data.get("principal")), plain(data.get("holds")))


def _delta(data: Json) -> DeltaView:
    sensitive = bool(data.get("sensitive"))
    delta = DeltaView(
        path=plain(data.get("path")),
        action=plain(data.get("action")),
        before=data.get("before"),
        after=data.get("after"),
        noise=_reason(mapping(data.get("noise"))),
        replaces=bool(data.get("replaces")),
        ineffective=plain(data.get("ineffective")),
        security=bool(data.get("security")),
        sensitive=sensitive,
        field=plain(data.get("field")),
    )
    # Plans hold masks already; a reader that trusts nobody masks once more.
    return replace(delta, before=_mask(delta.before), after=_mask(delta.after)) if sensitive else delta


def _mask(value: object) -> str | None:
    return None if value is None else "*******"


def _reason(noise: Json) -> str:
    rule, reason = plain(noise.get("rule")), plain(noise.get("reason"))
    return f"{rule}: {reason}" if rule and reason else rule or reason


def _stale(entries: object, what: str) -> list[str]:
    named = [plain(e.get("path") or e.get("rule") or "?") for e in items(entries)]
    return [f"ignore entry {name} {what}" for name in named]


def mapping(value: object) -> Json:
    """The JSON object, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Json]:
    """The JSON objects in a list, or none."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def whole(value: object) -> int:
    """The number, or 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
