"""Judge the differences of one change: noise, security, and what Azure refuses or ignores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.change_judgement import ChangeJudgement, Verdict
from mlinfra.catalogue.refusal import FIXED, NAME, ONE_WAY, Refusal, standing, with_accepts
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.catalogue.variant import variant_of
from mlinfra.review.plan.change import Action, Change, Delta
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.equivalence import NO_EFFECT
from mlinfra.review.plan.mask import Masks, holds_mask, is_secret
from mlinfra.review.plan.noise import Ignores, service_noise
from mlinfra.review.plan.plan import Diagnostic
from mlinfra.review.plan.replacement import judgement_of
from mlinfra.review.plan.security import security_reason

_IN_PLACE = frozenset({Action.MODIFY, Action.REPLACE})


def judged_deltas(
    change: Change, deltas: Iterable[Delta], ignores: Ignores, masks: Masks
) -> tuple[tuple[Delta, ...], tuple[Refusal, ...]]:
    """The differences with everything that is known about them, their secrets masked; and what Azure refuses."""
    variant = variant_of(change.type, change.after) or variant_of(change.type, change.before)
    finished, refusals = [], []
    for delta in deltas:
        judged = judgement_of(change.type, variant, delta) if change.action in _IN_PLACE else None
        finished.append(_finished(delta, change, judged, ignores, masks))
        if judged and finished[-1].replaces:
            refusals.append(refusal_of(judged, change.type, masks.text(change.address)))
    return tuple(finished), tuple(refusals)


def refusal_of(judged: ChangeJudgement, arm_type: str, address: str) -> Refusal:
    """The refusal of a change that cannot be made in place."""
    code = ONE_WAY if judged.verdict is Verdict.ONE_WAY else FIXED
    ways = "" if is_role_assignment(arm_type) else "take the old value back, take another name, or "
    return Refusal(code, judged.path, judged.reason, f"{ways}delete and create it: --replace {address}")


def _finished(delta: Delta, change: Change, judged: ChangeJudgement | None, ignores: Ignores, masks: Masks) -> Delta:
    secure = security_reason(delta.path, change.type, delta.before, delta.after) is not None
    noise = None if secure and delta.noise == NO_EFFECT else delta.noise
    noise = noise or service_noise(change.type, delta, secure=secure)
    refused = noise is None and judged is not None and judged.refused
    if noise is None and not secure and not refused:
        noise = ignores.noise(change, delta)
    before, after = (masks.at(delta.path, value, change.type) for value in (delta.before, delta.after))
    ignored = judged.reason if judged and judged.verdict is Verdict.NO_EFFECT and noise is None else None
    return Delta(
        path=masks.text(delta.path),
        action=delta.action,
        before=before,
        after=after,
        noise=noise,
        replaces=refused,
        ineffective=ignored,
        security=secure,
        sensitive=is_secret(delta.path, change.type) or holds_mask(before) or holds_mask(after),
    )


def refusals_of(change: Change, of_change: Iterable[Refusal], context: Context) -> tuple[Refusal, ...]:
    """What Azure refuses in the body that is sent, and of the change; with what the author accepts."""
    suffix = ResourceId(change.id).below_group
    refusals = (*context.refusals.get(suffix, ()), *of_change, *_name_kept(change, context))
    return with_accepts(refusals, context.accepts.get(suffix, ()), context.today or date.min, change.after).refusals


def _name_kept(change: Change, context: Context) -> tuple[Refusal, ...]:
    """Of a vault that is to be replaced: purge protection keeps the name of a deleted one."""
    held = change.id.casefold() in context.replace and change.before is not None
    if not held or not ((change.before or {}).get("properties") or {}).get("enablePurgeProtection"):
        return ()
    message = "purge protection keeps the name of a deleted vault, so it cannot be created again"
    return (Refusal(NAME, "name", message, "give the vault another name"),)


def left_after(action: Action, refusals: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """Of a resource that is deleted and created, what is fixed at creation is refused no longer."""
    if action is not Action.REPLACE:
        return refusals
    return tuple(refusal for refusal in refusals if refusal.code not in {FIXED, ONE_WAY})


def action_of(change: Change, deltas: tuple[Delta, ...], refusals: tuple[Refusal, ...], context: Context) -> Action:
    """What really happens: Azure refuses it, ``--replace`` deletes and creates, or Azure takes and ignores it."""
    left = list(standing(refusals))
    if change.id.casefold() in context.replace and change.action in _STANDS:
        return Action.REFUSED if any(refusal.code not in {FIXED, ONE_WAY} for refusal in left) else Action.REPLACE
    if left and change.action in _SENT:
        return Action.REFUSED
    if change.action is not Action.MODIFY:
        return change.action
    shown = [delta for delta in deltas if delta.noise is None]
    return Action.NO_EFFECT if shown and all(delta.ineffective for delta in shown) else Action.MODIFY


_STANDS = frozenset({Action.MODIFY, Action.NO_CHANGE, Action.DEPLOY})
_SENT = frozenset({Action.MODIFY, Action.NO_CHANGE, Action.DEPLOY, Action.CREATE})


def unused_accepts(changes: Iterable[Change], context: Context) -> Iterator[Diagnostic]:
    """Entries of ``accept=`` that let nothing through: the value is right, or was taken back."""
    for change in changes:
        for entry in context.accepts.get(ResourceId(change.id).below_group, ()):
            if not any(entry.covers(refusal.path, change.after) for refusal in change.refusals):
                said = f"accept={entry.path} lets nothing through; leave it out"
                yield Diagnostic("Info", "AcceptUnused", said, change.address)
