"""The versions of the Bicep compiler that mlinfra prints for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli._run import run
from mlinfra.arm.printers.arm import arm_json
from mlinfra.arm.printers.compiler import COMPILERS, NEWEST, compiler_of
from mlinfra.arm.tree import Output, Template, TypeName
from mlinfra.base.errors import InvalidInput

TEMPLATE = Template((Output("done", TypeName("bool"), value=True),))


def test_the_newest_is_the_default() -> None:
    """Without a word, what the newest compiler of the table makes is printed."""
    assert arm_json(TEMPLATE) == arm_json(TEMPLATE, NEWEST)
    assert list(COMPILERS) == sorted(COMPILERS, key=lambda version: tuple(map(int, version.split("."))), reverse=True)


def test_versions_differ_in_version_text_and_hash_alone() -> None:
    """Every version of the table makes the same template, up to its own version text and the hash that follows."""
    generators = [arm_json(TEMPLATE, compiler)["metadata"]["_generator"] for compiler in COMPILERS.values()]
    assert [entry["version"] for entry in generators] == [compiler.generator for compiler in COMPILERS.values()]
    assert len({entry["templateHash"] for entry in generators}) == len(COMPILERS)
    rest = [json.dumps({**arm_json(TEMPLATE, compiler), "metadata": None}) for compiler in COMPILERS.values()]
    assert len(set(rest)) == 1


def test_another_version_is_refused() -> None:
    """A version that is not in the table is refused with those that are."""
    with pytest.raises(InvalidInput, match=r"does not print what Bicep 0\.1\.2 makes") as refused:
        compiler_of("0.1.2")
    assert "0.49.2" in str(refused.value)


def test_the_command_line_chooses_one(tmp_path: Path) -> None:
    """``render --compiler`` prints for that version."""
    run("new", "demo", cwd=tmp_path)
    run("render", "stack.py", "--compiler", "0.48.1", cwd=tmp_path / "demo")
    written = json.loads((tmp_path / "demo/build/demo-dev/main.json").read_text(encoding="utf-8"))
    assert written["metadata"]["_generator"]["version"] == COMPILERS["0.48.1"].generator
