"""Find the noise rule, Azure's own or a user's, that folds a difference."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from mlinfra.arm.expression_text import is_expression
from mlinfra.base.ignore import Ignore
from mlinfra.base.json_value import MASK, Json
from mlinfra.base.property_paths import item, member, pattern
from mlinfra.catalogue.resource_type import Noise as Rule
from mlinfra.catalogue.resource_type import NoiseCondition
from mlinfra.review.plan.change import Change, Delta, DeltaAction, Noise
from mlinfra.review.plan.delta import MAX_DEPTH, equal
from mlinfra.review.plan.noise_rules import rules_of


@lru_cache(maxsize=16384)
def _rules(type_: str, path: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules_of(type_) if any(pattern(rule_path).match(path) for rule_path in rule.paths))


def service_noise(type_: str, delta: Delta, *, secure: bool) -> Noise | None:
    """The rule of ours that folds a difference, or None.

    What is gone as a whole is noise when everything in it is. A security-relevant property is folded only where
    Azure cannot change it at all.
    """
    allowed = _ALSO_SECURE if secure else _ALL
    return _noise(type_.casefold(), delta.path, delta.action, delta.before, delta.after, allowed, 0)


def _noise(
    type_: str,
    path: str,
    action: DeltaAction,
    before: Json,
    after: Json,
    allowed: frozenset[NoiseCondition],
    depth: int,
) -> Noise | None:
    for rule in _rules(type_, path):
        if rule.condition in allowed and _CONDITIONS[rule.condition](rule, action, before, after):
            return Noise(rule.code, rule.reason)
    if action is not DeltaAction.DELETE or depth > MAX_DEPTH:
        return None
    inner = [_noise(type_, here, action, child, None, allowed, depth + 1) for here, child in _inside(path, before)]
    return inner[0] if inner and all(inner) else None


def _inside(path: str, value: Json) -> Iterable[tuple[str, Json]]:
    if isinstance(value, dict):
        return ((member(path, key), child) for key, child in value.items())
    return ((item(path, at), child) for at, child in enumerate(value)) if isinstance(value, list) else ()


def _always(_rule: Rule, _action: DeltaAction, _before: Json, _after: Json) -> bool:
    return True


def _is_default(rule: Rule, action: DeltaAction, before: Json, _after: Json) -> bool:
    return action is DeltaAction.DELETE and any(equal(before, value) for value in rule.values)


def _never_returned(_rule: Rule, action: DeltaAction, _before: Json, after: Json) -> bool:
    return action is DeltaAction.CREATE or after == MASK


def _computed_later(_rule: Rule, action: DeltaAction, _before: Json, after: Json) -> bool:
    return action is DeltaAction.MODIFY and is_expression(after)


_CONDITIONS: dict[NoiseCondition, Callable[[Rule, DeltaAction, Json, Json], bool]] = {
    "service": _always,
    "default": _is_default,
    "write_only": _never_returned,
    "unresolved": _computed_later,
}

_ALL: frozenset[NoiseCondition] = frozenset(_CONDITIONS)
_ALSO_SECURE: frozenset[NoiseCondition] = frozenset({"unresolved"})


@dataclass(slots=True)
class Ignores:
    """A user's entries while one forecast is read: which hold today, and which were used."""

    entries: tuple[Ignore, ...]
    today: date
    _used: set[int] = field(default_factory=set)

    def noise(self, change: Change, delta: Delta) -> Noise | None:
        """The first entry that folds this property, or None."""
        for at, entry in enumerate(self.entries):
            if not entry.expired(self.today) and _applies(entry, change, delta.path):
                self._used.add(at)
                return Noise("ignore", entry.reason)
        return None

    @property
    def unused(self) -> tuple[Ignore, ...]:
        """Entries that hold and folded nothing."""
        return tuple(
            entry for at, entry in enumerate(self.entries) if at not in self._used and not entry.expired(self.today)
        )

    @property
    def expired(self) -> tuple[Ignore, ...]:
        """Entries whose last day is over."""
        return tuple(entry for entry in self.entries if entry.expired(self.today))


def _applies(entry: Ignore, change: Change, path: str) -> bool:
    return (
        bool(pattern(entry.path).match(path))
        and (entry.type is None or bool(_whole(entry.type).fullmatch(change.type)))
        and (entry.address is None or bool(_whole(entry.address).fullmatch(change.address)))
    )


@lru_cache(maxsize=1024)
def _whole(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split("*")), re.IGNORECASE)
