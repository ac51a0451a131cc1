"""Compute the digests that bind a saved plan to its review."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from mlinfra.base.json_value import Json
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan.change import Action, Change, Delta
from mlinfra.review.plan.orphan import Orphan


def digest(value: Json) -> str:
    """``sha256:`` of a JSON value; the order of members does not matter."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def sealed(document: Mapping[str, Json]) -> dict[str, Json]:
    """A plan's JSON with the digest of all of it: what people read of it, and the file that it was made of."""
    rest = {name: value for name, value in document.items() if name != "digest"}
    return {**rest, "digest": digest(rest)}


def parameters_digest(parameters: Mapping[str, Json], *, secure: Iterable[str] = ()) -> str:
    """The fingerprint of parameter values; of ``secure`` ones the names alone go in.

    A value may stand bare or as ``{"value": ...}``; a Key Vault reference is no secret and goes in whole.
    """
    hidden = {name.casefold() for name in secure}
    shown = {name: _shown(value) if name.casefold() in hidden else value for name, value in parameters.items()}
    return digest(shown)


def _shown(value: Json) -> Json:
    reference = value.get("reference") if isinstance(value, Mapping) else None
    return {"reference": reference} if reference is not None else {"secure": True}


def scope_digest(scope: DeploymentScope) -> str:
    """The fingerprint of where a deployment goes; Azure does not tell the case of ids apart."""
    location = (scope.location or "").replace(" ", "").casefold()
    return digest(
        [scope.kind, scope.id.casefold(), location, (scope.tenant or "").casefold() if scope.kind == "tenant" else ""]
    )


def changes_digest(changes: Iterable[Change], orphans: Iterable[Orphan] = ()) -> str:
    """The fingerprint of a change set: everything that counts, noise left out, and what left the code."""
    counted = [_change(change) for change in changes if change.visible or change.action is Action.UNSUPPORTED]
    gone = [[orphan.id.casefold(), orphan.status] for orphan in orphans]
    return digest([*counted, {"orphans": gone}] if gone else counted)


def _change(change: Change) -> Json:
    shown = sorted((_delta(delta) for delta in change.deltas if delta.noise is None), key=str)
    after = change.after if change.action is Action.CREATE else None
    return [change.id.casefold(), change.action.value, change.certainty, shown, after, change.management]


def _delta(delta: Delta) -> Json:
    return [delta.path, delta.action.value, delta.before, delta.after]


def live_digest(changes: Iterable[Change]) -> str:
    """The fingerprint of what is live: which resources exist, and the values that differ from the template's."""
    seen = [
        [
            change.id.casefold(),
            sorted(([delta.path, delta.before] for delta in change.deltas if delta.noise is None), key=str),
        ]
        for change in changes
        if change.before is not None
    ]
    return digest(sorted(seen, key=lambda resource: str(resource[0])))
