"""Judge one difference of a plan with the catalogue's rules on changes."""

from __future__ import annotations

from mlinfra.base.json_value import Json
from mlinfra.catalogue.change_judgement import ChangeJudgement, judge_difference, leading
from mlinfra.catalogue.differences import Difference, leaves
from mlinfra.review.plan.change import Delta, DeltaAction


def judgement_of(arm_type: str, variant: str, delta: Delta) -> ChangeJudgement | None:
    """What Azure does with this difference; None for one of which Azure says itself that it has no effect.

    An object that is new or gone as a whole is judged by all that is in it: what is left out may be what Azure refuses
    to lose. ``variant`` is the `variant_of` the body.
    """
    if delta.action is DeltaAction.NO_EFFECT:
        return None
    return leading(judge_difference(arm_type, variant, difference) for difference in _differences(delta))


def _differences(delta: Delta) -> list[Difference]:
    before, after = dict(_values(delta.path, delta.before)), dict(_values(delta.path, delta.after))
    if delta.before is not None and delta.after is not None:
        return [Difference(delta.path, delta.before, delta.after)]
    return [Difference(path, before.get(path), after.get(path)) for path in dict.fromkeys((*before, *after))]


def _values(path: str, value: Json) -> list[tuple[str, Json]]:
    return [] if value is None else list(leaves(value, path))
