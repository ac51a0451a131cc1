"""Which compiled files the run of a stack file leaves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mlinfra.landing_zone.load import load_stacks

STACK = """
import installed_module
import parts.names
from mlinfra import ResourceGroup, Stack

stack = Stack(parts.names.NAME, scope=ResourceGroup("rg", location="westeurope"), resources=[])
"""


def test_files_beside_a_stack_file_are_not_compiled_on_disk_and_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module beside the file leaves no compiled file, so that an edit counts at once; an installed one leaves its own."""
    names, installed = tmp_path / "live" / "parts" / "names.py", tmp_path / "site"
    names.parent.mkdir(parents=True)
    installed.mkdir()
    (installed / "installed_module.py").write_text("")
    (names.parent / "__init__.py").write_text("")
    (names.parents[1] / "main.py").write_text(STACK)
    monkeypatch.syspath_prepend(str(installed))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for name in ("one", "two"):
        names.write_text(f'NAME = "{name}"\n')
        for module in ("installed_module", "parts", "parts.names"):
            sys.modules.pop(module, None)
        assert [stack.name for stack in load_stacks(names.parents[1] / "main.py")] == [name]
    assert [path.parts[-2] for path in tmp_path.rglob("*.pyc")] == ["__pycache__"]
    assert list(installed.rglob("*.pyc"))


def test_modules_of_mlinfra_are_compiled_on_disk_though_a_stack_file_lies_above_them(tmp_path: Path) -> None:
    """What belongs to mlinfra or to the environment is never taken for a module of the user's."""
    import mlinfra
    from mlinfra.landing_zone.load.uncached import _Finder

    package = Path(mlinfra.__file__).parent
    spec = _Finder(package.parent).find_spec(
        "mlinfra.landing_zone.model.compute", [str(package / "landing_zone" / "model")]
    )
    assert spec is not None
    assert type(spec.loader).__name__ == "SourceFileLoader"
