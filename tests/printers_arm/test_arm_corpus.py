"""The printer against the output of the real compiler: every file and every expression of the corpus."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from _expected import cases
from _reader import read_bicep, read_bicep_text
from _shared import SHARED, needs_shared
from mlinfra.arm.printers.arm import arm_json, print_arm
from mlinfra.arm.tree import Module, Template

_LOWERING = (SHARED or Path()) / "reference" / "lowering"
_FILES = sorted(path for path in _LOWERING.glob("**/*.bicep") if path.with_suffix(".json").exists()) if SHARED else []
_FRAGMENTS: list[dict[str, Any]] = json.loads((_LOWERING / "fragments.json").read_text("utf-8")) if SHARED else [{}]

pytestmark = needs_shared


@pytest.mark.parametrize("path", cases("files", _FILES, lambda path: path.relative_to(_LOWERING).as_posix()))
def test_a_file_is_printed_as_the_compiler_does(path: Path) -> None:
    """``print_arm`` gives the compiler's bytes, its version and template hash among them."""
    expected = path.with_suffix(".json").read_bytes().decode()
    assert print_arm(read_bicep(path)) == expected


@pytest.mark.parametrize("entry", cases("fragments", _FRAGMENTS[1:], itemgetter("bicep")))
@pytest.mark.parametrize("form", ["arm", "armObjectForm"])
def test_an_expression_is_lowered_as_the_compiler_does(entry: dict[str, Any], form: str) -> None:
    """One expression in an output array, in array form and in object form."""
    switch = "param note string?\n" if form == "armObjectForm" else ""
    text = f"{_FRAGMENTS[0]['context']}{switch}output all array = [\n{entry['bicep']}\n]\n"
    printed = arm_json(_with_modules(read_bicep_text(text)))["outputs"]["all"]["value"]
    assert printed == [entry.get(form, entry["arm"])]


def test_the_corpus_is_whole() -> None:
    """No folder and no expression was lost: 60 folders, 457 expressions."""
    assert len({path.relative_to(_LOWERING).parts[0] for path in _FILES}) == 60
    assert len(_FRAGMENTS) - 1 == 457


def _with_modules(template: Template) -> Template:
    body = (replace(item, template=_part()) if isinstance(item, Module) else item for item in template.body)
    return replace(template, body=tuple(body))


@cache
def _part() -> Template:
    return read_bicep_text(_FRAGMENTS[0]["files"]["part.bicep"])
