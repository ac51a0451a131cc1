from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mlinfra.app.verify import Compiler, CompilerNotFound, find_compiler, verify
from mlinfra.arm.expressions import Prop
from mlinfra.arm.render import Rendered, render
from mlinfra.arm.tree import (
    Assignment,
    Module,
    Output,
    Parameter,
    ParameterFile,
    Template,
    TypeName,
)

FAKE = '''\
#!{python}
"""Answers as a Bicep command line that agrees with the files beside its input, but for what FAKE names."""
import os, pathlib, shutil, sys

arguments = [a for a in sys.argv[1:] if a not in ("bicep", "--file")]
if arguments[0] in ("version", "--version"):
    print("Bicep CLI version " + os.environ.get("FAKE_VERSION", "0.49.2") + " (abcdef)")
    sys.exit(0)
verb, source, option, target = arguments
assert option == "--outfile"
source, target = pathlib.Path(source), pathlib.Path(target)
fault = os.environ.get("FAKE", "")
answer = {{"build": source.with_suffix(".json"), "build-params": source.with_suffix(".parameters.json"), "format": source}}[verb]
if fault == verb + ":fails":
    sys.exit(f"{{source}}(3,7) : Error BCP007: no")
if fault == verb + ":warns":
    print(f"{{source}}(1,1) : Warning no-unused-params: unused", file=sys.stderr)
shutil.copy(answer, target)
if fault == verb + ":differs":
    target.write_bytes(answer.read_bytes() + b"more")
'''

LEAF = Template((Output("done", TypeName("bool"), value=True),))
STACK = Template(
    (Parameter("stage", TypeName("string")), Module("leaf", "modules/leaf.bicep", LEAF, (Prop("name", "x"),)))
)


@pytest.fixture
def rendered() -> Rendered:
    """A stack with a module and parameters."""
    return render(STACK, ParameterFile("main.bicep", (Assignment("stage", "dev"),)))


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a compiler of our own, the only one there is."""
    for name in ("bicep", "az"):
        (tmp_path / name).write_text(FAKE.format(python=sys.executable))
        (tmp_path / name).chmod(0o755)
    monkeypatch.delenv("MLINFRA_BICEP", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_a_compiler_that_agrees_finds_nothing(rendered: Rendered, fake: Path) -> None:
    """Equal bytes everywhere are no mismatch."""
    assert verify(rendered) == ()


@pytest.mark.parametrize(
    ("fault", "files"),
    [
        ("build:differs", ["main.bicep"]),
        ("build:fails", ["main.bicep"]),
        ("build:warns", ["main.bicep"]),
        ("build-params:differs", ["main.bicepparam"]),
        ("format:differs", ["main.bicep", "main.bicepparam", "modules/leaf.bicep"]),
    ],
)
def test_every_disagreement_is_told(
    rendered: Rendered, fake: Path, monkeypatch: pytest.MonkeyPatch, fault: str, files: list[str]
) -> None:
    """Another text, a failure and a warning are mismatches that name file, step and lines."""
    monkeypatch.setenv("FAKE", fault)
    found = verify(rendered)
    step, kind = fault.split(":")
    assert sorted(mismatch.file for mismatch in found) == files
    assert {mismatch.step for mismatch in found} == {step}
    wanted = {"differs": "+", "fails": "main.bicep(3,7) : Error BCP007: no", "warns": "main.bicep(1,1) : Warning"}
    assert any(line.startswith(wanted[kind]) for line in found[0].lines)
    assert f"bicep {step} disagrees" in str(found[0])


def test_another_version_is_named(rendered: Rendered, fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler that is not the one we print for says so where it disagrees."""
    monkeypatch.setenv("FAKE", "build:differs")
    monkeypatch.setenv("FAKE_VERSION", "0.99.1")
    assert verify(rendered)[0].lines[0] == "this compiler is 0.99.1; mlinfra prints what 0.49.2, 0.48.1, 0.47.16 make"
    monkeypatch.delenv("FAKE_VERSION")
    assert "this compiler" not in str(verify(rendered)[0])


def test_the_compiler_is_found_in_this_order(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``MLINFRA_BICEP`` wins over ``bicep`` on PATH, which wins over ``az bicep``; else there is none."""
    bicep, az = str(fake / "bicep"), str(fake / "az")
    monkeypatch.setenv("MLINFRA_BICEP", f"dotnet {bicep}")
    assert find_compiler() == Compiler(("dotnet", bicep), "MLINFRA_BICEP")
    monkeypatch.setenv("MLINFRA_BICEP", bicep)
    assert find_compiler() == Compiler((bicep,), "MLINFRA_BICEP")
    monkeypatch.delenv("MLINFRA_BICEP")
    assert find_compiler() == Compiler((bicep,), "PATH")
    (fake / "bicep").unlink()
    assert find_compiler() == Compiler((az, "bicep"), "az")
    (fake / "az").write_text(f"#!{sys.executable}\nraise SystemExit(1)\n")
    assert find_compiler() is None


def test_the_azure_cli_is_called_its_own_way(rendered: Rendered, fake: Path) -> None:
    """``az bicep`` takes its input as an option."""
    (fake / "bicep").unlink()
    assert verify(rendered) == ()


def test_without_a_compiler_it_says_so(rendered: Rendered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No compiler, or one that does not run, is a clear error and not a silent success."""
    monkeypatch.delenv("MLINFRA_BICEP", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CompilerNotFound, match="there is no Bicep compiler here"):
        verify(rendered)
    monkeypatch.setenv("MLINFRA_BICEP", str(tmp_path / "missing"))
    with pytest.raises(CompilerNotFound, match="does not run"):
        verify(rendered)


@pytest.mark.bicep
def test_a_real_compiler_agrees(rendered: Rendered) -> None:
    """What we render is what the real compiler makes of it."""
    if find_compiler() is None:
        pytest.skip("no Bicep compiler: set MLINFRA_BICEP, or put bicep on PATH, or install az bicep")
    assert [str(mismatch) for mismatch in verify(rendered)] == []
