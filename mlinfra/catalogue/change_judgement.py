"""Judge a change of a resource that exists: what Azure refuses, takes and ignores, or does in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from mlinfra.arm.expression_text import is_expression
from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.base.json_value import MASK, Json
from mlinfra.catalogue.change_facts import fixed_at_creation, may_not_be_left_out, ways, without_effect
from mlinfra.catalogue.differences import Difference, differences
from mlinfra.catalogue.resource_type import CreateOnly
from mlinfra.catalogue.variant import variant_of

_ROLE = f"/providers/{ROLE_DEFINITIONS.lower()}/"


class Verdict(str, Enum):
    """What Azure does with one changed property; the first of these that a resource has is the verdict on the whole."""

    REFUSED = "refused"
    """It is fixed when the resource is created."""
    ONE_WAY = "one_way"
    """It changes in the other direction only: refused as well."""
    NO_EFFECT = "no_effect"
    """Azure takes the change and does nothing."""
    OPEN = "open"
    """The new value is known only while deploying, and some values would be refused."""
    IN_PLACE = "in_place"
    """Azure changes it."""


REFUSING = frozenset({Verdict.REFUSED, Verdict.ONE_WAY})


@dataclass(frozen=True, slots=True)
class ChangeJudgement:
    """The verdict on one property that differs, and why; ``reason`` is empty for what changes in place."""

    difference: Difference
    verdict: Verdict
    reason: str = ""

    @property
    def path(self) -> str:
        """The property."""
        return self.difference.path

    @property
    def refused(self) -> bool:
        """Whether Azure would refuse it."""
        return self.verdict in REFUSING


def judge_change(arm_type: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> tuple[ChangeJudgement, ...]:
    """Judge every property in which the body that is sent differs from what is live.

    Both bodies hold what a template decides, service defaults included: what only Azure sets is left out of ``before``.
    """
    variant = variant_of(arm_type, after) or variant_of(arm_type, before)
    return tuple(judge_difference(arm_type, variant, difference) for difference in differences(before, after))


def judge_difference(arm_type: str, variant: str, difference: Difference) -> ChangeJudgement:
    """Judge one property of a resource that exists; ``variant`` is the `variant_of` its body.

    Example: ``properties.properties.vmSize`` of a cluster from one size to another is *refused*: a size is fixed when
    the cluster is created. Of a value that is an expression it is *open* what Azure will say.
    """
    fixed = fixed_at_creation(arm_type, variant, difference.path)
    if fixed and (
        _same(difference.before, difference.after, exact=fixed.exact) or (fixed.grows and _is_more(difference))
    ):
        return ChangeJudgement(difference, Verdict.IN_PLACE)
    directions = [row for row in ways(arm_type, difference.path) if _holds(row.before, difference.before)]
    if _open(difference.after):
        judged = Verdict.OPEN if fixed or directions else Verdict.IN_PLACE
        return ChangeJudgement(difference, judged, _OPEN if fixed or directions else "")
    for row in directions:
        after = row.absent if difference.after is None else difference.after
        if _holds(row.after, after):
            return ChangeJudgement(difference, Verdict.ONE_WAY, _one_way(difference.before, after))
    if fixed:
        return _judge_fixed(difference, fixed)
    ignored = without_effect(arm_type, variant, difference.path)
    return ChangeJudgement(difference, Verdict.NO_EFFECT if ignored else Verdict.IN_PLACE, ignored or "")


_OPEN = "its new value is known only while deploying"


def _judge_fixed(difference: Difference, fixed: CreateOnly) -> ChangeJudgement:
    if difference.after is None and not may_not_be_left_out(fixed, difference.path):
        reason = "it is fixed when the resource is created: left out, it keeps its value"
        return ChangeJudgement(difference, Verdict.NO_EFFECT, reason)
    return ChangeJudgement(difference, Verdict.REFUSED, fixed.reason or "it is fixed when the resource is created")


def _one_way(before: Json, after: Json) -> str:
    return f"it cannot go from {before} to {after}"


def _is_more(difference: Difference) -> bool:
    """Whether a value was not there, or is a higher number than before."""
    before, after = difference.before, difference.after
    return _nothing(before) or (isinstance(before, int) and isinstance(after, int) and after > before)


def _same(before: Json, after: Json, *, exact: bool) -> bool:
    """Whether both mean the same: absent and false, empty and absent, texts but for letter case unless ``exact``."""
    if _nothing(before) and _nothing(after):
        return True
    return bool(before == after if exact else _folded(before) == _folded(after))


def _nothing(value: Json) -> bool:
    return value is None or value is False or value in ("", [], {}, "None")


def _folded(value: Json) -> Json:
    """A value as Azure compares it: ids, names, regions and identity types without letter case and spaces."""
    if isinstance(value, str):
        text = "".join(value.split()).casefold()
        if _ROLE in text:
            return text[text.rindex(_ROLE) :]
        return ",".join(sorted(text.split(","))) if "assigned" in text else text
    if isinstance(value, Mapping):
        return {str(name).casefold(): _folded(inner) for name, inner in value.items()}
    return [_folded(inner) for inner in value] if isinstance(value, list) else value


def _holds(values: tuple[Json, ...], value: Json) -> bool:
    return any(value is known or (isinstance(known, str) and _folded(value) == _folded(known)) for known in values)


def _open(value: Json) -> bool:
    """Whether a value is an expression, a mask, or holds one."""
    if isinstance(value, Mapping):
        return any(map(_open, value.values()))
    if isinstance(value, list):
        return any(map(_open, value))
    return is_expression(value) or (isinstance(value, str) and MASK in value)


def leading(judgements: Iterable[ChangeJudgement]) -> ChangeJudgement | None:
    """The judgement that decides for several: refused before no effect before in place; None without any."""
    return min(judgements, key=lambda judged: _ORDER[judged.verdict], default=None)


_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
