"""Finish the raw changes of any forecast into a plan: differences judged, secrets masked, origins and risks attached."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import MASK, Json
from mlinfra.base.literal_secrets import named_secrets
from mlinfra.review.plan.brought_findings import with_findings
from mlinfra.review.plan.change import Action, Change, Delta, Noise
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.digest import changes_digest, live_digest, scope_digest
from mlinfra.review.plan.judged import action_of, judged_deltas, left_after, refusals_of, unused_accepts
from mlinfra.review.plan.mask import Masks, values_in
from mlinfra.review.plan.noise import Ignores
from mlinfra.review.plan.origins import FieldNames, field_of, origin_of
from mlinfra.review.plan.orphan import LiveOrphan, orphan_of, principal_name, principals
from mlinfra.review.plan.plan import Coverage, Diagnostic, Digests, Failure, Folded, Gap, Plan
from mlinfra.review.plan.renewed_identity import with_renewed_identities
from mlinfra.review.plan.repeated import once_each
from mlinfra.review.plan.risk import risk_of


def assemble(
    raw: Iterable[Change],
    context: Context,
    *,
    gone: Iterable[Change] = (),
    gaps: Iterable[Gap] = (),
    diagnostics: tuple[Diagnostic, ...] = (),
) -> Plan:
    """The plan of a forecast: differences judged, secrets masked, origins and risks attached, changes sorted.

    ``gone``: what an offline comparison finds no longer in the code, as deletions.
    """
    ignores = Ignores(context.ignores, context.today or date.min)
    raw, gone = tuple(raw), tuple(gone)
    masks = Masks((*context.secrets, *_live_secrets((*raw, *gone))))
    scopes: dict[str, str] = {context.scope.id.casefold(): context.scope.id}
    single, repeated = once_each(raw, context.rewritten)
    finished = with_renewed_identities(_finish(change, context, ignores, masks, scopes) for change in single)
    finished, findings = with_findings(finished, masks.body(list(context.findings), ""))
    changes = tuple(sorted(finished, key=lambda change: change.order))
    lost = (_finish(change, context, Ignores((), date.min), masks, scopes) for change in gone)
    orphans = tuple(
        sorted((orphan_of(change, "no_longer_in_code") for change in lost), key=lambda orphan: orphan.order)
    )
    return Plan(
        stack=context.stack,
        scope=context.scope,
        source=context.source,
        changes=changes,
        orphans=orphans,
        coverage=Coverage(_analysed(changes), _gaps(gaps, masks)),
        findings=findings,
        noise=_folded(changes, ignores),
        diagnostics=tuple(
            _masked_diagnostic(diagnostic, masks)
            for diagnostic in (*diagnostics, *repeated, *context.remarks, *unused_accepts(changes, context))
        ),
        costs=context.costs,
        digests=Digests(
            template=context.template,
            parameters=context.parameters,
            scope=scope_digest(context.scope),
            changes=changes_digest(changes, orphans),
            live=live_digest(changes),
        ),
        replace=context.replace_addresses,
    )


def _live_secrets(raw: Iterable[Change]) -> Iterator[str]:
    """Secrets that what is live holds in plain text: another text may quote one. Short and common texts are left out."""
    for change in raw:
        for text in named_secrets(change.before):
            if len(text) >= _SHORTEST and not text.isalpha():
                yield text


_SHORTEST = 8


def with_orphans(
    plan: Plan,
    orphans: Sequence[LiveOrphan],
    gaps: Iterable[Gap],
    context: Context,
    identities: Iterable[Mapping[str, Json]] = (),
) -> Plan:
    """The plan of a live source with what it found orphaned, and what it could not tell.

    ``identities``: bodies of identities and of what has one, which name the principals of role assignments.
    """
    left = [replace(named(Action.DELETE, orphan.id), before=orphan.body) for orphan in orphans]
    masks, ignores = Masks((*context.secrets, *_live_secrets(left))), Ignores((), date.min)
    scopes = {change.scope.casefold(): change.scope for change in plan.changes}
    names = principals((*identities, *(orphan.body for orphan in orphans)))
    finished = []
    for orphan, deletion in zip(orphans, left, strict=True):
        change = _finish(deletion, context, ignores, masks, scopes)
        finished.append(orphan_of(change, "orphaned", orphan.made_by, principal_name(orphan.body, names)))
    sorted_orphans = tuple(sorted(finished, key=lambda orphan: orphan.order))
    ids = {orphan.id.casefold() for orphan in sorted_orphans}
    changes = tuple(c for c in plan.changes if not (c.action is Action.IGNORE and c.id.casefold() in ids))
    return replace(
        plan,
        changes=changes,
        orphans=sorted_orphans,
        coverage=replace(plan.coverage, gaps=_gaps((*plan.coverage.gaps, *gaps), masks)),
        digests=replace(plan.digests, changes=changes_digest(changes, sorted_orphans)),
    )


def failed(failure: Failure, context: Context, diagnostics: tuple[Diagnostic, ...] = ()) -> Plan:
    """The plan of a forecast that failed: it says why, and claims nothing else."""
    masks = Masks(context.secrets)
    return Plan(
        stack=context.stack,
        scope=context.scope,
        source=context.source,
        error=_masked_failure(failure, masks),
        findings=context.findings,
        diagnostics=tuple(_masked_diagnostic(diagnostic, masks) for diagnostic in diagnostics),
        digests=Digests(template=context.template, parameters=context.parameters, scope=scope_digest(context.scope)),
    )


def _masked_failure(failure: Failure, masks: Masks) -> Failure:
    """The failure without secrets: Azure's messages may quote a parameter."""
    causes = tuple(
        replace(cause, code=masks.text(cause.code), message=masks.text(cause.message), target=masks.text(cause.target))
        for cause in failure.causes
    )
    code, message, where, hint = map(masks.text, (failure.code, failure.message, failure.where, failure.hint))
    return Failure(code, message, where, hint, causes)


def named(action: Action, resource_id: str, *, type_: str = "") -> Change:
    """A change that knows nothing yet but its action and its resource."""
    parts = ResourceId(resource_id)
    return Change(action, parts.address, resource_id, type_ or parts.type, parts.full_name, parts.container)


def _hidden(change: Change, places: Json, masks: Masks) -> Change:
    """The change with masks at the places where its resource holds secrets."""
    before, after = masks.mirrored(change.before, places), masks.mirrored(change.after, places)
    before, after = masks.mirrored(before, after), masks.mirrored(after, before)
    if (before, after) == (change.before, change.after):
        return change
    shown = {_dump(value) for body in (before, after) for value in values_in(body)}
    deltas = (
        replace(delta, before=_unless(shown, delta.before), after=_unless(shown, delta.after))
        for delta in change.deltas
    )
    return replace(change, before=before, after=after, deltas=tuple(deltas))


def _unless(shown: set[str], value: Json) -> Json:
    """A mask for a value that the bodies no longer show."""
    return value if value is None or _dump(value) in shown else MASK


def _dump(value: Json) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _with_fields(deltas: tuple[Delta, ...], fields: FieldNames) -> tuple[Delta, ...]:
    return tuple(replace(delta, field=field_of(delta.path, fields)) for delta in deltas) if fields else deltas


def _finish(change: Change, context: Context, ignores: Ignores, masks: Masks, scopes: dict[str, str]) -> Change:
    places = context.places.get(ResourceId(change.id).below_group)
    if places is not None:
        change = _hidden(change, places, masks)
    deltas, refused = judged_deltas(change, _replaced(change.deltas, masks), ignores, masks)
    deltas = _with_fields(deltas, context.fields.get(ResourceId(change.id).below_group, {}))
    refusals = refusals_of(change, refused, context)
    before, after = masks.body(change.before, change.type), masks.body(change.after, change.type)
    if any(delta.sensitive for delta in deltas):
        before, after = masks.mirrored(before, change.after), masks.mirrored(after, change.before)
    action = action_of(change, deltas, refusals, context)
    finished = replace(
        change,
        action=action,
        address=masks.text(change.address),
        id=masks.text(change.id),
        type=masks.text(change.type),
        name=masks.text(change.name),
        scope=scopes.setdefault(change.scope.casefold(), change.scope),
        before=before,
        after=after,
        deltas=deltas,
        origin=origin_of(change.id, context.origins),
        noise=_whole_noise(action, deltas, change),
        management=masks.body(change.management, ""),
        unsupported_reason=masks.text(change.unsupported_reason) if change.unsupported_reason else None,
        refusals=left_after(action, refusals),
    )
    return replace(finished, risk=risk_of(finished))


def _replaced(deltas: tuple[Delta, ...], masks: Masks) -> Iterator[Delta]:
    """The differences; a secret that another one replaces, at its place or in its list, is masked like that one."""
    lists = {delta.path.rpartition("[")[0] for delta in deltas if masks.secret(delta.after)} - {""}
    for delta in deltas:
        gone = delta.after is None and isinstance(delta.before, str) and delta.path.rpartition("[")[0] in lists
        before = MASK if gone else masks.mirrored(delta.before, delta.after)
        after = masks.mirrored(delta.after, delta.before)
        yield delta if before is delta.before and after is delta.after else replace(delta, before=before, after=after)


def _whole_noise(action: Action, deltas: tuple[Delta, ...], change: Change) -> Noise | None:
    """The noise of a modification all of whose differences are folded."""
    if action is not Action.MODIFY or not deltas or change.management:
        return None
    return deltas[0].noise if all(delta.noise for delta in deltas) else None


def _folded(changes: tuple[Change, ...], ignores: Ignores) -> Folded:
    hidden = sum(delta.noise is not None for change in changes for delta in change.deltas)
    return Folded(hidden, sum(change.noise is not None for change in changes), ignores.unused, ignores.expired)


def _analysed(changes: tuple[Change, ...]) -> int:
    return sum(change.action not in {Action.UNSUPPORTED, Action.IGNORE, Action.OTHER} for change in changes)


def _gaps(gaps: Iterable[Gap], masks: Masks) -> tuple[Gap, ...]:
    """Gaps without secrets and doubles, the blocking ones first."""
    masked = (replace(gap, target=masks.text(gap.target), message=masks.text(gap.message)) for gap in gaps)
    return tuple(sorted(dict.fromkeys(masked), key=lambda gap: (not gap.blocking, gap.kind, gap.target, gap.message)))


def _masked_diagnostic(diagnostic: Diagnostic, masks: Masks) -> Diagnostic:
    return Diagnostic(
        masks.text(diagnostic.level),
        masks.text(diagnostic.code),
        masks.text(diagnostic.message),
        masks.text(diagnostic.target),
    )
