"""Parameter files as JSON, against ``bicep build-params``."""

from __future__ import annotations

from itertools import starmap
from pathlib import Path

import pytest

from _reader import read_parameter_file
from _shared import SHARED, needs_shared
from mlinfra.arm.expressions import Call, For, Hole, Interp, Ref
from mlinfra.arm.printers.parameters_json import print_parameters_json
from mlinfra.arm.tree import Assignment, Parameter, ParameterFile, Template, TypeName
from mlinfra.base.errors import Unprintable

_REFERENCE = (SHARED or Path()) / "reference"
_FILES = [*_REFERENCE.glob("lowering/12-*/main*.bicepparam"), *_REFERENCE.glob("evaluation/templates/*.bicepparam")]
_BEYOND = {"external-input.bicepparam"}
"""External inputs are never printed by mlinfra: see docs/design/printed-subset.md."""


def _pairs() -> list[tuple[Path, Path]]:
    pairs = [(path, path.with_suffix(".parameters.json")) for path in sorted(_FILES) if path.name not in _BEYOND]
    return [pair for pair in pairs if pair[1].exists()] if SHARED else []


@needs_shared
@pytest.mark.parametrize(("source", "target"), _pairs(), ids=lambda path: path.name)
def test_a_parameter_file_is_built_as_the_compiler_does(source: Path, target: Path) -> None:
    """``print_parameters_json`` gives the compiler's text."""
    printed = print_parameters_json(read_parameter_file(source), environment={"ADMIN_PASSWORD": "secret"})
    assert printed == target.read_bytes().decode().removesuffix("\n")


@needs_shared
def test_what_is_left_out_is_refused() -> None:
    """A file with external inputs is an error, never something else."""
    with pytest.raises(Unprintable, match="externalInput"):
        print_parameters_json(read_parameter_file(_REFERENCE / "lowering/52-parameter-files/main.external.bicepparam"))


def _file(**values: object) -> ParameterFile:
    return ParameterFile("main.bicep", tuple(starmap(Assignment, values.items())))  # type: ignore[arg-type]


def test_a_secret_comes_from_the_environment_or_a_vault() -> None:
    """Environment variables are read, vault references are written as references."""
    secret = Call("getSecret", ("s", "rg", "kv", "name", "1"), namespace="az")
    read = Call("readEnvironmentVariable", ("TOKEN",))
    text = print_parameters_json(_file(a=read, b=secret), environment={"TOKEN": "[x]"})
    assert '"value": "[x]"' in text
    assert "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv" in text
    assert '"secretVersion": "1"' in text


def test_a_missing_environment_variable_is_named() -> None:
    """Without a default the variable must be set."""
    with pytest.raises(Unprintable, match="TOKEN") as caught:
        print_parameters_json(_file(token=Call("readEnvironmentVariable", ("TOKEN",))), environment={})
    assert caught.value.where == "token"


def test_loops_are_written_out() -> None:
    """A loop is evaluated."""
    loop = For("i", Call("range", (1, 3)), Interp(("n", Hole(Ref("i")))))
    assert print_parameters_json(_file(zones=loop)).count('"n') == 3


@pytest.mark.parametrize(
    ("values", "where"), [({"other": 1, "location": "x"}, "other"), ({}, "location")], ids=["unknown", "missing"]
)
def test_parameters_fit_the_template(values: dict[str, object], where: str) -> None:
    """A parameter that the template lacks, or requires, is named."""
    template = Template((Parameter("location", TypeName("string")),))
    with pytest.raises(Unprintable) as caught:
        print_parameters_json(_file(**values), template)
    assert caught.value.where == where


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_text_that_no_file_holds_is_refused(text: str) -> None:
    """NUL and half a surrogate pair are errors."""
    with pytest.raises(Unprintable):
        print_parameters_json(_file(a=text))
