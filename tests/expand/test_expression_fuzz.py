from __future__ import annotations

import json
import os
import random
import time

import pytest

from mlinfra.arm.expand import expand, snapshot_text
from mlinfra.arm.expand.functions import load_rest
from mlinfra.arm.expand.registry import FUNCTIONS, SPECIALS
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

load_rest()
_COUNT = int(os.environ.get("MLINFRA_FUZZ", "300"))
_SCOPE = DeploymentScope(
    subscription="00000000-bbbb-4bbb-8bbb-000000000000", resource_group="rg", location="westeurope"
)
_NAMES = sorted({function.name for function in FUNCTIONS.values()} | {name for name in SPECIALS if name.isalpha()})
_LAMBDAS = {"map": 1, "filter": 1, "mapvalues": 1, "toobject": 1, "groupby": 1, "sort": 2, "reduce": 2}
_TEXTS = [
    "", "a", "A b", "it''s", "''''", "é", "e\u0301", "😀", "\ud83d", "ß", "\x00", "\n", "{0}", "{0:N99}", "{0,99999}",
    "{0:#,##0.00%%}", "{9}", "{", "[x]", "10.0.0.0/24", "fe80::/64", "1/99", "2024-02-30", "2024-01-31T10:00:00+02:00",
    "P1Y2M3DT4H", "P" + "9" * 30 + "Y", "http://[x", "https://h.test:99999/a/../b?c d", "c:\\x", "//h/x", "mailto:a@b",
    "N.S/a", "N.S/a/b", "/N.S/a/", "1e999", "9" * 400, "NaN", "-infinity", '{"a":1,"A":2}', "[1,[2]]", "[" * 70, "'",
    "YQ==", "data:,x", "x", "*", "true", "key", "yyyy-MM-dd", "00000000-bbbb-4bbb-8bbb-000000000000",
]  # fmt: skip
_NUMBERS = ["0", "1", "-1", "3", "17", "2147483648", "9223372036854775807", "-9223372036854775808"]
_WHOLE = [
    "null()", "true()", "false()", "json('1.5')", "json('1e40')", "json('-0.0')", "json('12345678901234567890')",
    "createObject('a', 1, 'b', createArray(1, 2))", "createArray()", "createObject()", "float('NaN')",
    "reference('/x', '2020-01-01').p", "createArray(1, reference('/x', '2020-01-01').p)",
    "createObject(reference('/x', '2020-01-01').p, 1)", "resourceGroup()", "resourceGroup().tags", "variables('o')",
    "parameters('p')", "lambdaVariables('v')", "createObject('scheme', 'https', 'host', 'h', 'port', 443)",
    "createObject('value', 1, 'fromEnd', true())", "range(0, 10000)", "variables('long')", "variables('accents')",
]  # fmt: skip


_VARIABLES = {"o": {"a": [1, "x", None], "B": {"c": True}}, "long": "ab" * 60_000, "accents": "e\u0301ß" * 20_000}


def _literal(chance: random.Random) -> str:
    text = chance.choice(_TEXTS)
    return "'" + (text if "''" in text else text.replace("'", "''")) + "'"


def _argument(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if depth > 0 and kind < 0.45:
        return _expression(chance, depth - 1)
    if kind < 0.7:
        return _literal(chance)
    return chance.choice(_NUMBERS) if kind < 0.82 else chance.choice(_WHOLE)


_BY_KIND = {
    "s": ["variables('long')", "variables('accents')", "string(variables('o'))", "parameters('p')"],
    "i": [*_NUMBERS, "length(variables('o'))"],
    "a": ["range(0, 10000)", "range(-3, 7)", "createArray('b', 'a', 'a')", "createArray(1, reference('/x', '2020-01-01').p)"],
    "o": ["variables('o')", "createObject('scheme', 'HTTP', 'host', '[::1]', 'path', 'a/../b')", "resourceGroup()"],
    "b": ["true()", "false()"], "n": ["null()"], "f": ["json('1e40')", "json('-0.01')", "float('NaN')"],
}  # fmt: skip


def _fitting(chance: random.Random, kinds: str, depth: int) -> str:
    """An argument of one of the types that a function takes, most of the time."""
    kind = chance.choice(kinds)
    if depth < 0 or chance.random() < 0.25:
        return _argument(chance, depth)
    return _literal(chance) if kind == "s" and chance.random() < 0.7 else chance.choice(_BY_KIND[kind])


def _expression(chance: random.Random, depth: int) -> str:
    name = chance.choice(_NAMES)
    function = FUNCTIONS.get(name.lower())
    if function:
        kinds = [*function.kinds, *[function.rest] * 3 * bool(function.rest)]
        count = min(function.least + chance.choice([0, 0, 1, 2]), len(kinds))
        args = [_fitting(chance, kind, depth) for kind in kinds[:count]]
    else:
        args = [_argument(chance, depth) for _ in range(chance.choice([0, 1, 1, 2, 3]))]
    variables = _LAMBDAS.get(name.lower())
    if variables and chance.random() < 0.8:
        names = ", ".join(["'v'", "'w'"][:variables])
        body = f"lambda({names}, {_argument(chance, depth)})"
        items = chance.choice(["range(0, 5)", "createArray('a', 'b')", "variables('o')", _argument(chance, depth)])
        args = [items, _literal(chance), body] if name == "reduce" else [items, body]
    suffix = chance.choice(["", "", "", "", ".a", "[0]", f"[{_argument(chance, 0)}]"])
    return f"{name}({', '.join(args)}){suffix}"


def _template(expression: str, chance: random.Random) -> dict[str, object]:
    resource = {"type": "N.S/a", "apiVersion": "2020-01-01", "name": "x", "properties": {"v": 1}}
    template: dict[str, object] = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"p": {"type": "string", "defaultValue": "given"}},
        "variables": _VARIABLES,
        "resources": [resource],
    }
    place = chance.choice(["properties", "name", "condition", "key", "variable", "output", "count"])
    if place == "properties":
        resource["properties"] = {"v": expression}
    elif place == "key":
        resource["properties"] = {expression: 1}
    elif place == "count":
        resource["copy"] = {"name": "c", "count": expression}
    elif place == "variable":
        template["variables"] = {**_VARIABLES, "w": expression}
    elif place == "output":
        template["outputs"] = {"value": {"type": chance.choice(["string", "object", "int"]), "value": expression}}
    else:
        resource[place] = expression
    return template


@pytest.mark.parametrize("seed", range(10))
def test_every_expression_ends_in_a_value_or_a_refusal(seed: int) -> None:
    """A template with any expression is expanded and written as JSON, or refused with a `TemplateError`, in seconds."""
    chance = random.Random(seed)  # ruff: ignore[suspicious-non-cryptographic-random-usage]  repeatable
    for _ in range(_COUNT // 10):
        expression = f"[{_expression(chance, chance.choice([0, 1, 2, 3]))}]"
        started = time.monotonic()
        try:
            snapshot = expand(_template(expression, chance), {}, _SCOPE)
            json.loads(snapshot_text(snapshot).encode())
        except TemplateError as refusal:
            str(refusal).encode()
        except Exception as error:
            raise AssertionError(f"{expression!a} in seed {seed} ends in {error!r}") from error
        assert time.monotonic() - started < 5, expression
