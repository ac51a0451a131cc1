from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

from _shared import SHARED, needs_shared
from mlinfra.errors import TemplateError
from mlinfra.expand import expand
from mlinfra.scope import DeploymentScope

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


@needs_shared
@pytest.mark.parametrize("function", sorted(_CASES))
def test_function_answers_as_the_engine(function: str) -> None:
    """Each case of a function has the engine's value, or is refused where the engine refuses it."""
    wanted = {i: json.dumps(c["value"]) if "value" in c else "refused" for i, c in enumerate(_CASES[function])}
    given = {i: _answer(c) for i, c in enumerate(_CASES[function])}
    wrong = {_CASES[function][i]["expression"]: (given[i], wanted[i]) for i in wanted if given[i] != wanted[i]}
    assert not wrong


@needs_shared
def test_every_vector_is_run() -> None:
    """The corpus holds the cases its README counts."""
    assert sum(map(len, _CASES.values())) >= 2148
