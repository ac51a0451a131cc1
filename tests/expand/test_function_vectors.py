from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

from _expected import expected
from _shared import SHARED, needs_shared
from mlinfra.arm.expand import expand
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

_FOLDER = SHARED and SHARED / "reference" / "evaluation"
_FRAMES = json.loads((_FOLDER / "frames.json").read_text(encoding="utf-8")) if _FOLDER else {}


def _by_function() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if _FOLDER:
        for case in json.loads((_FOLDER / "function-vectors.json").read_text(encoding="utf-8")):
            found[case["function"]].append(case)
    return found


_CASES = _by_function()


def _filled(part: Any, expression: str) -> Any:
    if part == "EXPRESSION":
        return expression
    if isinstance(part, dict):
        return {key: _filled(value, expression) for key, value in part.items()}
    return [_filled(item, expression) for item in part] if isinstance(part, list) else part


def _value(case: dict[str, Any]) -> Any:
    frame = _FRAMES["frames"][case.get("frame", "resourceGroup")]
    ids = _FRAMES["scopes"][frame["scope"]]
    scope = DeploymentScope(
        kind=frame["scope"],
        subscription=ids.get("subscriptionId"),
        resource_group=ids.get("resourceGroup"),
        management_group=ids.get("managementGroupId"),
        location=ids.get("location"),
        tenant=ids.get("tenantId"),
        deployment=ids.get("deploymentName"),
    )
    snapshot = expand(_filled(frame["template"], case["expression"]), {}, scope)
    if frame["read"] == "output":
        return snapshot.outputs["value"]
    subjects = [one["properties"]["value"] for one in snapshot.resources if one["type"] == _FRAMES["subjectType"]]
    return subjects if frame["read"] == "all subjects" else subjects[0]


def _answer(case: dict[str, Any]) -> str:
    try:
        return json.dumps(_value(case))
    except TemplateError:
        return "refused"
    except Exception as error:  # ruff: ignore[blind-except]  a crash is a wrong answer like any other
        return f"crash: {type(error).__name__}"


def _key(case: dict[str, Any]) -> str:
    """The expression, and the frame it stands in where that is not the usual one."""
    return f"{case['expression']} in {case['frame']}" if "frame" in case else str(case["expression"])


def _wrong(function: str) -> dict[str, tuple[str, str]]:
    """Question -> our answer and the engine's, where they differ."""
    wanted = {_key(case): json.dumps(case["value"]) if "value" in case else "refused" for case in _CASES[function]}
    given = {_key(case): _answer(case) for case in _CASES[function]}
    return {key: (given[key], wanted[key]) for key in wanted if given[key] != wanted[key]}


@needs_shared
@pytest.mark.parametrize("function", sorted(_CASES))
def test_function_answers_as_the_engine(function: str) -> None:
    """Each case of a function has the engine's value, or is refused as there; but for the expected failures."""
    listed = expected("expressions").keys() & set(map(_key, _CASES[function]))
    wrong = _wrong(function)
    assert not {expression: answers for expression, answers in wrong.items() if expression not in listed}
    assert not listed - wrong.keys(), "these are right now: take them off the list of expected failures"


@needs_shared
def test_every_vector_is_run() -> None:
    """The corpus holds the cases its README counts."""
    assert sum(map(len, _CASES.values())) >= 2422
