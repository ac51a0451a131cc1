"""The reader of JSON that others wrote, and the places that use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra.app.json_files import read_json, read_parameter_file
from mlinfra.arm.expand import expand
from mlinfra.arm.foreign_json import UnreadableJson, read_foreign_json
from mlinfra.base.errors import LoadError, TemplateError

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_LOOSE = f"""\ufeff// who wrote it
{{
  '$schema': "{_SCHEMA}", /* and why */
  contentVersion: "1.0.0.0",
  Parameters: {{ size: {{ Type: 'int', DefaultValue: 0x10 }} }},
  Resources: [],
  outputs: {{
    size: {{ type: "int", Value: "[parameters('size')]", }},
    site: {{ type: "string", value: "https://h.test/a//b /*c*/" }},
  }},
}} // the end
"""
_TAKEN: list[tuple[str, Any]] = [
    ("[0x1F, -0x1, 010, 0, -7, 1.50, 1e3]", [31, -1, 8, 0, -7, 1.5, 1000.0]),
    ('["a\tb\nc", "it\\u0027s", \'say "x"\']', ["a\tb\nc", "it's", 'say "x"']),
    ('["\\ud83d\\ude00", "\\ud83d", "x\\udc00y"]', ["\U0001f600", "\ufffd", "x\ufffdy"]),
    (
        '["2020-01-01T00:00:00.000+02:00", "/Date(1198908717056)/"]',
        ["2020-01-01T00:00:00.000+02:00", "/Date(1198908717056)/"],
    ),
    ("{a:1,$b:2,'c d':3,}", {"a": 1, "$b": 2, "c d": 3}),
    ("[[1,],] /* x */ // y", [[1]]),
    ("[" * 64 + "]" * 64, json.loads("[" * 64 + "]" * 64)),
]
_REFUSED: list[tuple[str, int, str]] = [
    ("# note\n{}", 1, "a value"),
    ("[1,\n2,,3]", 2, "a value"),
    ("{}\n\n{}", 3, "after the end"),
    ('{"a":\r\n"\\x41"}', 2, "escape"),
    ("[\n\nTrue]", 3, "'True'"),
    ("[" * 65 + "]" * 65, 1, "64"),
    ("[09]", 1, "'09'"),
    ('{"a" 1}', 1, "colon"),
    ("{,}", 1, "a name"),
    ("[1 2]", 1, "comma"),
    ('["a', 1, "does not end"),
    ("[1] /* x", 1, "does not end"),
    (" \n ", 2, "nothing"),
    ("{\n", 2, "a name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), _TAKEN)
def test_what_azure_reads_is_read(text: str, value: Any) -> None:
    """More than JSON is taken, with the values that .NET gives it."""
    assert read_foreign_json(text).value == value


@pytest.mark.parametrize(("text", "line", "words"), _REFUSED)
def test_what_azure_does_not_read_is_refused(text: str, line: int, words: str) -> None:
    """A text that Azure takes for no JSON is refused, with its line."""
    with pytest.raises(UnreadableJson, match=words) as refused:
        read_foreign_json(text)
    assert refused.value.line == line


def test_names_that_stand_twice() -> None:
    """The last one stays, in whatever casing; each is told with its path and both lines."""
    found = read_foreign_json('{"v": {"a": 1,\n"A": 2,\n"a": 3}, "w": [{"b": 1}, {"b": 1, "b": 2}]}')
    assert found.value == {"v": {"A": 2, "a": 3}, "w": [{"b": 1}, {"b": 2}]}
    assert list(found.value["v"]) == ["A", "a"]
    told = [(one.path, one.first, one.first_line, one.last, one.last_line) for one in found.duplicates]
    assert told == [("v", "a", 1, "A", 2), ("v", "A", 2, "a", 3), ("w[1]", "b", 3, "b", 3)]


def _expand(folder: Path, text: str, *more: str) -> tuple[int, str]:
    file = folder / "main.json"
    file.write_text(text, encoding="utf-8")
    result = run("expand", file, *more, cwd=folder)
    return result.code, result.out


def test_a_template_with_comments_and_keywords_in_any_casing(tmp_path: Path) -> None:
    """Templates are read as Azure reads them, down to the casing of their keywords."""
    code, output = _expand(tmp_path, _LOOSE)
    assert code == 0, output
    assert json.loads(output)["outputs"] == {"size": 16, "site": "https://h.test/a//b /*c*/"}


def test_expand_names_both_places_of_a_name_that_stands_twice(tmp_path: Path) -> None:
    """Variables and the fields of a resource are one in any casing; the keys of tags are not."""
    resource = "type: 'A.B/c', apiVersion: '2020-01-01', name: 'n',\nlocation: 'a',\nLocation: 'b', tags: {x: 1, X: 2}"
    text = f"{{'$schema': '{_SCHEMA}', contentVersion: '1.0.0.0',\nvariables: {{v: 1, v: 2}},\nresources: [{{{resource}}}]}}"
    code, output = _expand(tmp_path, text)
    assert code == 0, output
    snapshot = json.loads(output)
    assert snapshot["predictedResources"][0]["location"] == "b"
    assert snapshot["predictedResources"][0]["tags"] == {"x": 1, "X": 2}
    first, second = snapshot["diagnostics"]
    assert first.startswith("main.json:2 Warning DuplicateName: 'v' stands twice in variables")
    assert "'location' and 'Location' are one name in resources[0]: at main.json:4 and at main.json:5" in second


def test_a_plan_names_both_places_too(tmp_path: Path) -> None:
    """Who reviews a plan learns of a name that stands twice, as who expands the template does."""
    text = f"{{'$schema': '{_SCHEMA}', contentVersion: '1.0.0.0',\nvariables: {{v: 1,\nv: 2}}, resources: []}}"
    (tmp_path / "main.json").write_text(text, encoding="utf-8")
    (tmp_path / "before.json").write_text('{"predictedResources": []} // none', encoding="utf-8")
    result = run("plan", "main.json", "--against", "snapshot:before.json", "--resource-group", "rg", cwd=tmp_path)
    assert result.code == 0, result.err
    assert "DuplicateName" in result.out
    assert "main.json:2 and at main.json:3" in result.out


def test_one_parameter_in_two_casings(tmp_path: Path) -> None:
    """A parameter file that gives one parameter twice is refused; comments in it are not."""
    file = tmp_path / "p.json"
    file.write_text('{"parameters": {"tags": {"Value": 1}, // ours\n "TAGS": {"value": 2}}}', encoding="utf-8")
    with pytest.raises(LoadError, match="'tags' and 'TAGS' are one parameter"):
        read_parameter_file(file)
    file.write_text('{"Parameters": {"tags": {"Value": 1}} /* ours */}', encoding="utf-8")
    assert read_parameter_file(file) == {"tags": {"value": 1}}


def test_an_unreadable_file_is_told_with_its_line(tmp_path: Path) -> None:
    """The error names file and line."""
    file = tmp_path / "t.json"
    file.write_text("{\n  'a': 1,,\n}", encoding="utf-8")
    with pytest.raises(LoadError) as refused:
        read_json(file)
    assert refused.value.where == f"{file}:2"


@pytest.mark.parametrize("value", [1.0, 1e3, 1 << 63, -(1 << 63) - 1])
def test_an_integer_is_wanted(value: float) -> None:
    """A fraction, even a whole one, and an integer beyond 64 bits are no value for an int parameter."""
    template = {"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "parameters": {"n": {"type": "int"}}, "resources": []}
    with pytest.raises(TemplateError, match="must be int"):
        expand(template, {"n": {"value": value}})
