"""Expand what is planned with the knowledge that an earlier snapshot was made with, so that both sides spell it alike.

Whoever made the snapshot may have known a subscription, region or tenant that the plan's options do not say, or known less
than they do. What nobody knows stays an expression such as ``[resourceId(subscription().subscriptionId, 'rg', ...)]``, and
an expression never equals a value. So parts that the options leave open are taken from the snapshot, and parts that the
snapshot leaves open are left open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from mlinfra.base.errors import TemplateError
from mlinfra.review.plan.plan import Gap

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.arm.expand import Snapshot
    from mlinfra.base.scope import DeploymentScope

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PART = r"[^/'\x22\\\s\[\]]+"
"""One part of an id, which ends where the text around it does."""
_IN_TEXTS = {
    "subscription": re.compile(rf"/subscriptions/({_PART})|resourceId\('({_GUID.pattern})'", re.IGNORECASE),
    "resource_group": re.compile(rf"/resourcegroups/({_PART})|resourceId\([^,']*, '([^']+)', '", re.IGNORECASE),
    "management_group": re.compile(rf"/managementgroups/({_PART})", re.IGNORECASE),
    "deployment": re.compile(rf"/deployments/({_PART})", re.IGNORECASE),
}
_IN_VALUES = {"location": ("location", re.compile(r"[\w ]+")), "tenant": ("tenantid", _GUID)}
"""Names of properties that hold a part of the scope, and what such a value looks like in any other property."""
_OF_TEMPLATES = ("resource_group", "management_group", "location", "tenant", "deployment")
"""What the options say of a template; a stack file says it itself, and a change of it is a change."""
_MOST = 4
_ANY_NAME = "mlinfra-any-name"
"""Stands for a deployment's name that nobody said."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What is deployed now, expanded like the snapshot; ``gaps`` say where the two cannot be alike."""

    made: Snapshot
    scope: DeploymentScope
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class _Attempt:
    scope: DeploymentScope
    cloud: bool
    """Whether the cloud's facts, such as the names of its endpoints, are known."""
    made: Snapshot
    score: tuple[int, int, int, int]
    """Ids that both have, ids in a scope that both have, equal values, and equal remarks: more is better, in this order."""


def match_snapshot(
    deployable: Deployable, before: Mapping[str, Any], *, subscription: str | None, cloud: str | None
) -> Matched:
    """Expand ``deployable`` as the snapshot was; ``subscription`` is the environment's, used where nothing else says one.

    Raises TemplateError for a template that the engine refuses, whatever is known.
    """
    search = _Search(deployable, before, cloud)
    best = search.attempt(deployable.scope, cloud=True)
    if best is None:
        raise search.refusal
    candidates = _candidates(deployable, before, subscription)
    best = search.better(best, [{"scope": scope} for scope in _guesses(deployable.scope, candidates)])
    best = search.better(best, [{"cloud": False}])
    for name, values in candidates.items():
        best = search.better(best, [{"scope": _with(best.scope, {name: value})} for value in values])
    return Matched(best.made, best.scope, tuple(_conflicts(deployable.scope, best.scope)))


def _guesses(said: DeploymentScope, candidates: Mapping[str, list[str | None]]) -> Iterator[DeploymentScope]:
    """Scopes in which several parts differ: an id is only equal when all parts of it are."""
    opened = _with(said, dict.fromkeys(candidates))
    first = {name: next((value for value in values if value), None) for name, values in candidates.items()}
    unsaid = {name: value for name, value in first.items() if getattr(said, name) is None}
    yield _with(said, {"subscription": None})
    yield _with(said, {"subscription": first["subscription"]})
    yield _with(said, unsaid)
    groups: list[dict[str, str | None]] = [{"resource_group": group} for group in candidates.get("resource_group", ())]
    groups = groups or [{}]
    yield from (_with(opened, named) for named in groups)
    subscriptions: list[str | None] = [value for value in candidates["subscription"] if value]
    subscriptions = subscriptions or [None]
    for subscription, named in product(subscriptions, groups):
        yield _with(opened, {**first, **named, "subscription": subscription})


def _with(scope: DeploymentScope, parts: Mapping[str, str | None]) -> DeploymentScope:
    fields: dict[str, Any] = dict(parts)
    return replace(scope, **fields)


class _Search:
    """Expansions with different knowledge, each compared with the snapshot."""

    def __init__(self, deployable: Deployable, before: Mapping[str, Any], cloud: str | None) -> None:
        self._deployable, self._cloud = deployable, cloud
        self._before = {_key(body): _leaves(body) for body in before["predictedResources"]}
        self._places = {_place(key) for key in self._before}
        self._remarks = set(map(str, before.get("diagnostics") or ()))
        self._most = sum(map(len, self._before.values()))
        self._tried: set[tuple[DeploymentScope, bool]] = set()
        self.refusal = TemplateError("the template cannot be expanded")

    def attempt(self, scope: DeploymentScope, *, cloud: bool) -> _Attempt | None:
        """The expansion with this knowledge; None where the engine refuses it, or when it was tried before."""
        if (scope, cloud) in self._tried:
            return None
        self._tried.add((scope, cloud))
        try:
            snapshot = self._deployable.snapshot(scope, self._cloud, environment=cloud)
        except TemplateError as error:
            self.refusal = error
            return None
        if scope.deployment == _ANY_NAME and any(_ANY_NAME in json.dumps(body) for body in snapshot.resources):
            return None  # a name that can be seen must not be invented
        bodies = {_key(body): body for body in snapshot.resources}
        equal = sum(len(self._before[key] & _leaves(body)) for key, body in bodies.items() if key in self._before)
        ids, places = (sum(text in seen for text in texts) for seen, texts in self._sides(bodies))
        remarks = len(self._remarks.intersection(snapshot.diagnostics))
        return _Attempt(scope, cloud, snapshot, (ids, places, equal, remarks))

    def _sides(
        self, bodies: Iterable[str]
    ) -> tuple[tuple[Container[str], list[str]], tuple[Container[str], list[str]]]:
        """Ids and the scopes in them, of the snapshot and of an attempt."""
        keys = list(bodies)
        return (self._before, keys), (self._places, [_place(key) for key in keys])

    def better(self, best: _Attempt, changes: Iterable[Mapping[str, Any]]) -> _Attempt:
        """The best of an attempt and its variations; one that fits wholly is not varied."""
        for change in changes:
            if (best.score[0], *best.score[2:]) == (len(self._before), self._most, len(self._remarks)):
                break
            tried = self.attempt(change.get("scope", best.scope), cloud=change.get("cloud", best.cloud))
            if tried is not None and tried.score > best.score:
                best = tried
        return best


def _key(body: Mapping[str, Any]) -> str:
    return str(body.get("id") or f"{body.get('type')}:{body.get('name')}").casefold()


def _place(key: str) -> str:
    """What stands before the type in an id, or in the expression of one: its scope."""
    return key.partition("microsoft.")[0]


def _leaves(value: Any, path: str = "") -> frozenset[tuple[str, str]]:
    """Every plain value of a body with its path."""
    if isinstance(value, Mapping):
        return frozenset().union(*(_leaves(inner, f"{path}.{key}") for key, inner in value.items()))
    if isinstance(value, list):
        return frozenset().union(*(_leaves(inner, f"{path}[{at}]") for at, inner in enumerate(value)))
    return frozenset({(path, json.dumps(value))})


def _candidates(
    deployable: Deployable, before: Mapping[str, Any], subscription: str | None
) -> dict[str, list[str | None]]:
    """What each part of the scope may have been when the snapshot was made: unknown, as said now, or as texts in it say."""
    ids = "\n".join(str(body.get("id")) for body in before["predictedResources"])
    texts = f"{ids}\n{json.dumps(before['predictedResources'])}"  # what a scope deploys may all lie in others
    candidates: dict[str, list[str | None]] = {}
    names = ("subscription", *(_OF_TEMPLATES if deployable.lowered is None else ("tenant", "deployment")))
    for name in names:
        said = getattr(deployable.scope, name)
        seen = _in_texts(name, texts) if name in _IN_TEXTS else _literals(before, *_IN_VALUES[name])
        taken = [*list(dict.fromkeys(seen))[:_MOST], *_more(name, subscription)]
        open_ = said is None or name == "subscription"
        candidates[name] = list(dict.fromkeys([None, said, *(taken if open_ else ())]))
    return candidates


def _more(name: str, subscription: str | None) -> list[str]:
    """What else a part may have been.

    Names of nested deployments are often made of that of the deployment, and stand in no snapshot: with any name, what they
    put out is known, as it was if the snapshot was made with one.
    """
    if name == "deployment":
        return [_ANY_NAME]
    return [subscription] if name == "subscription" and subscription else []


def _in_texts(name: str, texts: str) -> list[str]:
    return [next(filter(None, match.groups())) for match in _IN_TEXTS[name].finditer(texts)]


def _literals(value: Any, name: str, form: re.Pattern[str]) -> list[str]:
    """The plain texts that properties of a name hold, at any depth; GUIDs of other properties come after them."""
    todo, named, others = [value], [], []
    while todo:
        item = todo.pop()
        if isinstance(item, Mapping):
            texts = {key: inner for key, inner in item.items() if isinstance(inner, str) and form.fullmatch(inner)}
            named += [text for key, text in texts.items() if key.casefold() == name]
            others += [text for text in texts.values() if _GUID.fullmatch(text)]
            todo += item.values()
        elif isinstance(item, list):
            todo += item
    return [*named, *others]


def _conflicts(said: DeploymentScope, taken: DeploymentScope) -> Iterator[Gap]:
    """Where the options name one subscription and the snapshot is of another: ids were compared as if it were that one."""
    if said.subscription and taken.subscription and said.subscription.casefold() != taken.subscription.casefold():
        message = (
            f"the snapshot is of subscription {taken.subscription} and the plan is for {said.subscription}, so they were "
            "compared as if both were in the snapshot's"
        )
        yield Gap("unresolved", said.id, message)
