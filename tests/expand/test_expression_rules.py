from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from mlinfra.arm.expand import expand
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

_SCOPE = DeploymentScope(
    subscription="00000000-bbbb-4bbb-8bbb-000000000000", resource_group="rg", location="westeurope"
)
_OPEN = "reference('/s','1').k"
_SHOWN = "reference('/s', '1').k"


def _value(expression: str, place: str = "properties") -> Any:
    template = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "variables": {"v": f"[{expression}]"} if place == "variable" else {},
        "resources": [{"type": "N.S/a", "apiVersion": "1", "name": "x", "properties": {"value": f"[{expression}]"}}],
    }
    return expand(template, {}, _SCOPE).resources[0]["properties"]["value"]


_STAYS = {
    "what follows an open argument is not checked": [f"sub({_OPEN}, 'two')", f"join({_OPEN}, 5)", f"range({_OPEN}, null())"],
    "nothing is checked where an argument is open": [
        f"substring(true(), {_OPEN})", f"padLeft(null(), {_OPEN})", f"format(5, {_OPEN})", f"greater({_OPEN}, null())",
        f"tryGet(5, 'k', {_OPEN})", f"pickZones('n', 't', 'l', {_OPEN}, 'x')",
    ],
    "a search can't pass an open item": [
        f"indexOf(createArray('k', {_OPEN}, 'm'), 'm')", f"lastIndexOf(createArray('k', {_OPEN}), 'k')",
    ],
    "what needs all keys stays where one is open": [
        f"items(createObject({_OPEN}, 1))", f"objectKeys(createObject({_OPEN}, 1))", f"createObject({_OPEN}, 1).k",
        f"union(createObject(), createObject({_OPEN}, 1))", f"string(createObject({_OPEN}, 1))",
    ],
    "reduce stays with its start and each result": [
        f"reduce(createArray(1), {_OPEN}, lambda('a', 'b', 5))",
        f"reduce(createArray(1, 2), 0, lambda('a', 'b', if(equals(lambdaVariables('b'), 1), {_SHOWN}, 7)))",
    ],
    "filter and groupBy stop at the first open result": [
        f"filter(createArray({_OPEN}, 'no'), lambda('x', lambdaVariables('x')))",
        f"groupBy(createArray({_OPEN}, 5), lambda('x', lambdaVariables('x')))",
    ],
}  # fmt: skip
_COMPUTED: dict[str, dict[str, Any]] = {
    "structure is computed though keys are open": {
        f"length(createObject({_OPEN}, 1, 'k', 2))": 2,
        f"tryGet(createObject({_OPEN}, 1), 'k')": None,
        f"createObject({_OPEN}, 1, 'k', 2).K": 2,
        f"toObject(createArray(1, 2), lambda('x', {_OPEN}))": {f"[{_SHOWN}]": 2},
    },
    "partly open items are compared as written": {
        f"distinct(createArray(createArray({_OPEN}), 2, createArray({_OPEN}), 2))": [[f"[{_SHOWN}]"], 2],
        f"reduce(createArray({_OPEN}), createArray({_OPEN}), lambda('a', 'b', 3))": 3,
    },
    "an open value over another one depends on being null": {
        f"union(createObject('k', 5), createObject('k', {_OPEN}))": {
            "k": f"[if(equals({_SHOWN}, null()), 5, {_SHOWN})]"
        },
        f"union(createObject('k', {_OPEN}), createObject('k', 5))": {"k": 5},
        f"union(createObject('k', {_OPEN}), createObject('k', createObject()))": {
            "k": f"[if(equals({_SHOWN}, null()), createObject(), union({_SHOWN}, createObject()))]"
        },
    },
    "max takes a lone array apart": {f"max(createArray(2, {_OPEN}))": f"[max(2, {_SHOWN})]"},
    "fractions in open text are written as .NET does": {
        f"concat({_OPEN}, json('[3.0, 1e18, 1e25, 0.50]'))": (
            f"[concat({_SHOWN}, createArray(json('3'), json('1000000000000000000'), json('1E+25'), json('0.5')))]"
        )
    },
    "a literal that is an argument is unescaped twice": {
        "concat('a''''b')": "a'b",
        "concat('a''''''b')": "a''b",
        "'a''''b'": "a''b",
    },
    "URIs are normalised": {
        "uri('HTTPS://Shop.test:443/a/./b/../c', '%7e d')": "https://shop.test/a/~%20d",
        "uri('mailto:me@shop.test', 'X')": "mailto:me@shop.testx",
        "parseUri('http://0x7f.1/%41?q')": {"scheme": "http", "host": "127.0.0.1", "port": None, "path": "/A", "query": "?q"},
        "buildUri(createObject('scheme', 'HTTP', 'host', 'Shop.TEST', 'path', 'a%20b?'))": "http://shop.test/a b%3F",
    },
    "numbers": {
        "max(3, json('3.0'))": 3.0,
        "float(9007199254740993)": 9007199254740992.0,
        "int(json('98765432109876543210'))": 98765432109876543210,
        "format('{0:F2}', json('-0.001'))": "-0.00",
        "format('{0:X}', json('18446744073709551615'))": "0FFFFFFFFFFFFFFFF",
        "format('{0:N30}', 2)": "2." + "0" * 30,
        "string(createArray(float('nan')))": '["NaN"]',
        "cidrHost('10.1.0.0/16', -3)": "10.0.255.254",
    },
    "texts": {
        "split('one  two', createArray())": ["one", "", "two"],
        "startsWith('u\u0308ber', 'U')": False,
        "startsWith('ﬂag', 'F')": True,
        "endsWith('soft\u00ad', 't')": True,
        "less('øre', 'ost')": True,
        "greater('þing', 'zing')": True,
        "take('', 4294967296)": "",
        "dataUriToString('data:;charset=UTF8,%41')": "A",
        "json('[1,/**/ .5, 0x1F, {k: null,}] end')": [1, 0.5, 31, {"k": None}],
    },
    "keys that differ by case alone": {
        "union(json('{\"k\": 1, \"K\": 2}'), createObject('m', 3))": {"k": 1, "K": 2, "m": 3},
    },
}  # fmt: skip
_REFUSED = {
    "what stands before an open argument is checked": [f"sub('two', {_OPEN})", f"split(5, {_OPEN})"],
    "all that is known is checked": [
        f"guid({_OPEN}, 5)", f"min({_OPEN}, 'two')", f"union({_OPEN}, 5)", f"shallowMerge(createArray({_OPEN}, 5))",
        f"join(createArray({_OPEN}, null()), '')", f"bool(createObject('k', {_OPEN}))", f"less('k', createArray({_OPEN}))",
    ],
    "names are counted though one is open": [f"resourceId('N.S/a/b', {_OPEN})"],
    "reading functions stand in no argument of one another": [
        f"reference({_OPEN}, '1')", f"listKeys('/s', '1', createArray({_OPEN}))", f"toLogicalZones('s', 'l', {_OPEN})",
    ],
    "only objects and arrays have members": [f"null()[{_OPEN}]", "createArray(1)[resourceGroup()]"],
    "an array over an open value": [f"union(createObject('k', {_OPEN}), createObject('k', createArray()))"],
    "arrays and simple values in one key": ["union(createObject('k', 1), createObject('k', createArray()))"],
    "beyond 64 bits": ["mod(json('98765432109876543210'), 3)", "max(1, json('98765432109876543210'))"],
    "beyond 32 bits": ["pickZones('n', 't', 'l', 4294967296)", "tryIndexFromEnd(createArray(), 4294967296)"],
    "no zone": ["pickZones('n', 't', 'l', 0)"],
    "no base64": ["base64ToString('é')", "base64ToString('Y\u00a0Q==')"],
    "no URI": ["uri('http://[y', 'z')", "parseUri('y:')", "uri('d:/x', 'y')", "buildUri(createObject('scheme', 's', 'host', ' '))"],
    "no JSON": ["json('5[]')", "json('true1')"],
    "texts that get too long": ["concat(format('{0,-131072}', 'a'), 'b')", "format('{0,131073}', 1)"],
    "null": ["dataUri(null())"],
}  # fmt: skip


@pytest.mark.parametrize(("rule", "expression"), [(rule, one) for rule, some in _STAYS.items() for one in some])
def test_a_call_stays(rule: str, expression: str) -> None:
    """Where the value hangs on what Azure alone knows, the call stays as written."""
    assert _value(expression) == f"[{expression.replace(_OPEN, _SHOWN)}]", rule


@pytest.mark.parametrize(
    ("rule", "expression", "value"),
    [(rule, key, value) for rule, some in _COMPUTED.items() for key, value in some.items()],
)
def test_a_call_is_computed(rule: str, expression: str, value: Any) -> None:
    """Each rule gives Azure's value, of the same type."""
    answer = _value(expression)
    assert (answer, type(answer)) == (value, type(value)), rule


@pytest.mark.parametrize(("rule", "expression"), [(rule, one) for rule, some in _REFUSED.items() for one in some])
def test_a_call_is_refused(rule: str, expression: str) -> None:
    """What Azure's engine refuses is a `TemplateError`."""
    with pytest.raises(TemplateError, match=r"\w"):
        assert _value(expression) == "refused", rule


def test_zone_functions_stand_in_no_variable() -> None:
    """Zone functions read Azure as `reference` does, so they stand where that may stand."""
    with pytest.raises(TemplateError, match="can't stand here"):
        _value("toLogicalZone('s', 'l', '1')", "variable")


def test_a_date_without_a_year_is_this_year() -> None:
    """What a date leaves out is today's."""
    now = datetime.now(timezone.utc)
    assert _value("dateTimeAdd('3/4 5 PM', 'PT0S', 'yyyy-MM-dd HH')") == f"{now.year}-03-04 17"
    assert _value("dateTimeAdd('08:30', 'PT0S', 'HH:mm')") == "08:30"


def test_an_item_of_a_loop_has_an_id_without_scope_in_resource_info() -> None:
    """As Azure's engine predicts it; the id of a single resource is whole."""
    item = {
        "type": "N.S/a",
        "apiVersion": "1",
        "name": "[format('s{0}', copyIndex())]",
        "copy": {"name": "set", "count": 2},
    }
    template = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "languageVersion": "2.0",
        "resources": {"set": item},
        "outputs": {"id": {"type": "string", "value": "[resourceInfo('set[1]').id]"}},
    }
    assert expand(template, {}, _SCOPE).outputs == {"id": "/providers/N.S/a/s1"}
