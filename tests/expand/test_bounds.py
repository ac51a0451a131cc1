from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from mlinfra.arm.expand import expand
from mlinfra.base.scope import DeploymentScope

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_SCOPE = DeploymentScope(
    subscription="00000000-bbbb-4bbb-8bbb-000000000000", resource_group="rg", location="westeurope"
)


def _template(**parts: Any) -> dict[str, Any]:
    return {"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "resources": [], **parts}


def _output(expression: str, **parts: Any) -> dict[str, Any]:
    return _template(outputs={"o": {"type": "array", "value": expression}}, **parts)


def _chain(first: Any, following: str, count: int) -> dict[str, Any]:
    """Variables of which each holds the one before it as often as a text names it."""
    return {"v0": first} | {
        f"v{at}": following.replace("PREVIOUS", f"variables('v{at - 1}')") for at in range(1, count)
    }


def _resource(**parts: Any) -> dict[str, Any]:
    return {"type": "N.S/a", "apiVersion": "2020-01-01", "name": "a", **parts}


def _nested_copies(levels: int) -> dict[str, Any]:
    """Deployments in loops of 800, each holding such a loop."""
    inner = _resource(name="[format('a{0}', copyIndex())]", copy={"name": "c", "count": 800})
    for level in range(levels):
        properties = {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "template": _template(resources=[inner]),
        }
        inner = {
            "type": "Microsoft.Resources/deployments",
            "apiVersion": "2022-09-01",
            "name": f"[format('d{level}-{{0}}', copyIndex())]",
            "copy": {"name": "c", "count": 800},
            "properties": properties,
        }
    return _template(resources=[inner])


_LAST = "[variables('v39')]"
_BOMBS = {
    "arrays that hold each other ten times": _template(
        variables={"v0": [1, 2]} | {f"v{at}": [f"[variables('v{at - 1}')]"] * 10 for at in range(1, 12)},
        resources=[_resource(properties={"p": "[variables('v11')]"})],
    ),
    "createArray that doubles": _output(_LAST, variables=_chain([1], "[createArray(PREVIOUS, PREVIOUS)]", 40)),
    "createObject that doubles": _output(
        _LAST, variables=_chain({}, "[createObject('a', PREVIOUS, 'b', PREVIOUS)]", 40)
    ),
    "concat of arrays that doubles": _output(_LAST, variables=_chain([1], "[concat(PREVIOUS, PREVIOUS)]", 40)),
    "concat of texts that doubles": _output(_LAST, variables=_chain("xxxxxxxx", "[concat(PREVIOUS, PREVIOUS)]", 40)),
    "replace that grows": _output(_LAST, variables=_chain("xxxxxxxx", "[replace(PREVIOUS, 'x', PREVIOUS)]", 40)),
    "join that grows": _output(
        _LAST, variables=_chain("xxxxxxxx", "[join(createArray(PREVIOUS, PREVIOUS, PREVIOUS), PREVIOUS)]", 40)
    ),
    "an open expression that doubles": _output(
        _LAST, variables=_chain("[resourceGroup().tags.x]", "[concat(PREVIOUS, PREVIOUS)]", 40)
    ),
    "string() that quotes itself": _output(_LAST, variables=_chain('"', "[string(createArray(PREVIOUS))]", 40)),
    "map in map": _output("[map(range(0, 10000), lambda('x', range(0, 10000)))]"),
    "map in map in map": _output(
        "[map(range(0, 10000), lambda('x', length(map(range(0, 10000), lambda('y', lambdaVariables('x'))))))]"
    ),
    "reduce that doubles": _output(
        "[reduce(range(0, 60), createArray(1), lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('a'))))]"
    ),
    "reduce that nests": _output(
        "[reduce(range(0, 5000), createArray(), lambda('a', 'b', createArray(lambdaVariables('a'))))]"
    ),
    "variables that wrap each other": _output(
        "[variables('v1999')]", variables=_chain("[resourceGroup().tags.x]", "[toLower(PREVIOUS)]", 2000)
    ),
    "widths of format": _output("[format('{0,900000}{0,-900000}', 1)]"),
    "digits of format": _output("[format('{0:D999999999}', 1)]"),
    "per cent signs of format": _output("[format('{0:0" + "%" * 70_000 + "}', 1)]"),
    "contains in filter": _output(
        "[filter(range(0, 10000), lambda('x', contains(map(range(0, 9999), lambda('y', createArray(lambdaVariables('y')))),"
        " createArray(lambdaVariables('x')))))]"
    ),
    "sort by long texts": _output(
        "[sort(range(0, 9999), lambda('a', 'b', less(concat(variables('t'), lambdaVariables('a')), variables('t'))))]",
        variables={"t": "ab " * 40_000},
    ),
    "functions that call functions": _output(
        "[u.f30()]",
        functions=[
            {
                "namespace": "u",
                "members": {"f0": {"output": {"type": "int", "value": 1}}}
                | {
                    f"f{at}": {"output": {"type": "int", "value": f"[add(u.f{at - 1}(), u.f{at - 1}())]"}}
                    for at in range(1, 31)
                },
            }
        ],
    ),
    "copy in copy in copy": _nested_copies(2),
    "calls in each other, thousands deep": _output("[" + "not(" * 9000 + "true()" + ")" * 9000 + "]"),
}


_PROGRAM = """
import json, re, sys, time
from pathlib import Path
from mlinfra.arm.expand import expand
from mlinfra.base.scope import DeploymentScope
name = ""
try:
    expand(json.load(sys.stdin), {}, DeploymentScope(**json.loads(sys.argv[1])))
except Exception as error:
    name = type(error).__name__
status = Path("/proc/self/status")
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) // 1024 if status.is_file() else 0
print(json.dumps({"error": name, "seconds": time.process_time(), "megabytes": peak}))
"""
"""Runs in a process of its own: nothing else, such as the measuring of coverage, counts; only Linux tells the peak."""


@pytest.mark.parametrize("name", sorted(_BOMBS))
def test_a_template_that_explodes_is_refused_within_bounds(name: str) -> None:
    """What would take hours or gigabytes is refused within 5 seconds of computing and 300 MB."""
    scope = json.dumps({field: getattr(_SCOPE, field) for field in _SCOPE.__slots__})
    command = [sys.executable, "-c", _PROGRAM, scope]
    told = subprocess.run(command, input=json.dumps(_BOMBS[name]), text=True, capture_output=True, check=True)
    measured = json.loads(told.stdout)
    assert measured["error"] == "TemplateError"
    assert measured["seconds"] < 5
    assert measured["megabytes"] < 300


def test_what_azure_takes_stays_far_from_the_bounds() -> None:
    """200 resources that each evaluate fifty expressions over a table of 200 rows are expanded."""
    table = {"table": [{"name": f"row{at}", "size": at, "tags": {"a": "b"}} for at in range(200)]}
    values = {f"p{at}": "[toUpper(variables('table')[mod(copyIndex(), 200)].name)]" for at in range(50)}
    names = "[map(variables('table'), lambda('row', lambdaVariables('row').name))]"
    resource = _resource(
        name="[format('r{0}', copyIndex())]", copy={"name": "c", "count": 200}, properties={**values, "names": names}
    )
    snapshot = expand(_template(variables=table, resources=[resource]), {}, _SCOPE)
    assert len(snapshot.resources) == 200
    assert snapshot.resources[199]["properties"]["p0"] == "ROW199"
