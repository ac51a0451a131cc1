"""Which compiled files the run of a stack file reads and leaves."""

from __future__ import annotations

import os
import py_compile
import sys
from pathlib import Path

import pytest

from mlinfra.landing_zone.load import load_stacks, uncached

STACK = """
import elsewhere
import installed_module
import parts.names
from mlinfra import ResourceGroup, Stack

scope = ResourceGroup("rg", location="westeurope")
stack = Stack(f"{parts.names.NAME}-{elsewhere.NAME}", scope=scope, resources=[])
"""


def test_modules_of_the_user_are_compiled_anew_and_installed_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module beside the file or elsewhere leaves no compiled file, so that an edit counts at once; an installed one does."""
    names, elsewhere = tmp_path / "live" / "parts" / "names.py", tmp_path / "path" / "elsewhere.py"
    installed = tmp_path / "environment" / "installed_module.py"
    for path in (names, elsewhere, installed):
        path.parent.mkdir(parents=True)
    installed.write_text("")
    (names.parent / "__init__.py").write_text("")
    (names.parents[1] / "main.py").write_text(STACK)
    for path in (elsewhere, installed):
        monkeypatch.syspath_prepend(str(path.parent))
    monkeypatch.setattr(uncached, "_INSTALLED", (*uncached._INSTALLED, f"{installed.parent}{os.sep}"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for name in ("one", "two"):
        for path in (names, elsewhere):
            path.write_text(f'NAME = "{name}"\n')
        for module in ("installed_module", "elsewhere", "parts", "parts.names"):
            sys.modules.pop(module, None)
        assert [stack.name for stack in load_stacks(names.parents[1] / "main.py")] == [f"{name}-{name}"]
    assert {path.parents[1] for path in tmp_path.rglob("*.pyc")} == {installed.parent}


def test_a_compiled_file_that_another_run_left_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit counts though the compiled file has the size and the time of the edited one."""
    edited = tmp_path / "edited_module.py"
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("one", "two"):
        edited.write_text(f'NAME = "{name}"\n')
        os.utime(edited, (1, 1))
        if name == "one":
            py_compile.compile(str(edited))
    (tmp_path / "main.py").write_text(
        "from edited_module import NAME\nfrom mlinfra import ResourceGroup, Stack\n\n"
        'stack = Stack(NAME, scope=ResourceGroup("rg", location="westeurope"), resources=[])\n'
    )
    assert [stack.name for stack in load_stacks(tmp_path / "main.py")] == ["two"]


@pytest.mark.parametrize("name", ["mlinfra.landing_zone.model.compute", "json.tool", "click.core"])
def test_modules_of_mlinfra_python_and_the_environment_keep_their_compiled_files(name: str) -> None:
    """What belongs to mlinfra, to Python or to the environment is never taken for a module of the user's."""
    package = __import__(name.rpartition(".")[0], fromlist=["__path__"])
    spec = uncached._Finder.find_spec(name, list(package.__path__))
    assert spec is not None
    assert type(spec.loader).__name__ == "SourceFileLoader"
