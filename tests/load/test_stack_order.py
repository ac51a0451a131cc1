"""The order of the stacks of a file: `depends_on` in Python and YAML, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from mlinfra.base.errors import DependencyCycle, InvalidInput, LoadError
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.load.schema import stack_schema

PYTHON = """from dataclasses import replace
from mlinfra import *

def made(name, **given):
    return Stack(name, scope=ResourceGroup(f"rg-{name}", location="westeurope"), resources=[], **given)

hub = made("hub")
"""


def _python(folder: Path, text: str) -> Path:
    (folder / "stack.py").write_text(PYTHON + text, encoding="utf-8")
    return folder / "stack.py"


def _yaml(folder: Path, **depends_on: str) -> Path:
    lines = [
        f"  - name: {name}\n    scope: {{name: rg-{name}}}\n    resources: []\n    depends_on: [{others}]\n"
        for name, others in depends_on.items()
    ]
    (folder / "stack.yaml").write_text("stacks:\n" + "".join(lines), encoding="utf-8")
    return folder / "stack.yaml"


def test_a_stack_names_those_before_it(tmp_path: Path) -> None:
    """In Python by the stack itself, in YAML by its name, also of one that stands further down."""
    (_, zone) = load_stacks(_python(tmp_path, 'stacks = [hub, made("zone", depends_on=[hub])]\n'))
    assert [other.name for other in zone.depends_on] == ["hub"]
    path = _yaml(tmp_path, zone="hub", other="hub, zone", hub="")
    jsonschema.Draft202012Validator(stack_schema()).validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    zone, other, hub = load_stacks(path)
    assert zone.depends_on == (hub,)
    assert other.depends_on == (hub, zone)


def test_a_dependency_cycle_is_refused_with_all_lines(tmp_path: Path) -> None:
    """Stacks that wait for each other are refused in Python and YAML, each with its line and what to take out."""
    text = 'zone = made("zone", depends_on=[hub])\nstacks = [\n    replace(hub, depends_on=[zone]),\n    zone,\n]\n'
    with pytest.raises(DependencyCycle) as told:
        load_stacks(_python(tmp_path, text))
    lines = PYTHON.count("\n")
    assert str(told.value).count("stack.py:") == 4
    assert f"hub (stack.py:{lines + 3}) -> zone (stack.py:5) -> hub" in told.value.message
    with pytest.raises(DependencyCycle) as told:
        load_stacks(_yaml(tmp_path, zone="hub", hub="net", net="hub"))
    assert told.value.message == (
        "dependency cycle of stacks: hub (stack.yaml:6) -> net (stack.yaml:10) -> hub (stack.yaml:6)"
    )
    assert told.value.hint == "take net out of the depends_on of hub"
    with pytest.raises(DependencyCycle, match="hub"):
        load_stacks(_yaml(tmp_path, hub="hub"))


def test_a_stack_outside_the_file_cannot_be_waited_for(tmp_path: Path) -> None:
    """What `stacks` leaves out is not deployed: waiting for it would promise an order that nobody keeps."""
    with pytest.raises(LoadError, match="zone depends on hub, which is not a stack of this file"):
        load_stacks(_python(tmp_path, 'stack = made("zone", depends_on=[hub])\n'))
    with pytest.raises(LoadError, match=r"no stack called 'net'") as told:
        load_stacks(_yaml(tmp_path, hub="net"))
    assert "stack.yaml:5" in told.value.where
    with pytest.raises(InvalidInput, match="depends_on"):
        load_stacks(_python(tmp_path, 'stack = made("zone", depends_on=["hub"])\n'))


def test_a_long_order_is_followed_once(tmp_path: Path) -> None:
    """Forty stacks that each depend on all before them are no more work than their number."""
    text = "stacks = []\nfor number in range(40):\n    stacks.append(made(f's{number}', depends_on=list(stacks)))\n"
    assert len(load_stacks(_python(tmp_path, text))) == 40
