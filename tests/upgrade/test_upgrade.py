"""`mlinfra upgrade` prints a patch that turns old public names into new ones, and changes nothing else."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlinfra
from mlinfra.base.errors import InvalidInput
from mlinfra.cli.main import main
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.load.fields import hints, kinds
from mlinfra.landing_zone.model.renamed_fields import RENAMED_FIELDS
from mlinfra.landing_zone.upgrade.python_file import upgrade_python
from mlinfra.landing_zone.upgrade.yaml_file import upgrade_yaml

PYTHON = '''"""salt and hierarchical stay in texts."""
from dataclasses import replace
import mlinfra as ml
from mlinfra import *
from mlinfra.blueprints.starter import Starter as S

salt = "hierarchical=True"  # so does salt=
lake = StorageAccount("stlake", hierarchical=True)
"ä"; flat = replace(lake, hierarchical=False)
folders = lake.hierarchical
base = S(name="a", salt=salt).stack()
group = ResourceGroup("rg-a", location="westeurope")
workspace = ml.Workspace(
    "mlw-a", storage=flat, system_datastores="accesskey", image_build="cpu",
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5"), ComputeInstance("ci-a", size="Standard_D4s_v5", sharing="Shared")],
    endpoints=[OnlineEndpoint("ep-a", auth="Key")],
    grants=[Grant("Reader", to="22222222-2222-2222-2222-222222222222", kind="User")],
)
stack = Stack("a", scope=group, resources=[workspace], managed=DeploymentStack(), **{"salt": "x"})
'''
YAML = """name: a
scope: {name: rg-a, tags: {salt: stays}}
"salt": x
managed: {unmanage: detach}
resources:
  - kind: Workspace
    name: mlw-a
    image_build: cpu
    system_datastores: accesskey
    storage: {name: sta, extra: {hierarchical: stays}}
    computes:
      - {kind: ComputeInstance, name: ci-a, size: Standard_D4s_v5, sharing: Shared}
    endpoints: [{name: ep-a, auth: Key}]
    grants: [{kind: User, role: Reader, to: 22222222-2222-2222-2222-222222222222}]
"""


def run(*words: str) -> int:
    """The exit code of ``mlinfra upgrade WORDS``."""
    with pytest.raises(SystemExit) as ended:
        main(["upgrade", *words])
    return int(ended.value.code or 0)


pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test works in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "text"), [("stack.py", PYTHON), ("stack.yaml", YAML), ("crlf.yml", YAML.replace("\n", "\r\n"))]
)
def test_the_patch_makes_an_old_file_load(name: str, text: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A file that is refused for its old names loads once git has applied the patch; then nothing is left to change."""
    Path(name).write_bytes(text.encode())
    with pytest.raises(InvalidInput, match="now"):
        load_stacks(Path(name))
    assert run(name) == 3
    subprocess.run(["git", "apply", "-"], input=capfdbinary.readouterr().out, check=True)
    load_stacks(Path(name))
    assert run(name) == 0
    assert capfdbinary.readouterr().out == b""
    assert Path(name).read_bytes().count(b"\r") == text.count("\r")


def test_every_row_of_the_table_is_rewritten() -> None:
    """Python and YAML know every old name, each owner is a class, the new name one of its fields, the old one not."""
    for row in RENAMED_FIELDS:
        if row.owner in mlinfra.__all__:
            fields = hints(kinds()[row.owner])
            assert row.old not in fields
            assert row.advice or row.new in fields
        text = f"from mlinfra import *\nfrom mlinfra.blueprints import x\n{row.owner}({row.old}=1)\nx.{row.owner}({row.old}=1)\n"
        found = upgrade_python("a.py", text.encode())
        assert len(found.leftovers if row.advice else found.renames) == 2


def test_an_order_by_name_is_left_to_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    """`Stack.after` cannot be rewritten: the place and what to write there are told, and the exit code says so."""
    Path("a.py").write_text('from mlinfra import Stack\n\nstack = Stack("a", after={"b": ["c"]})\n', encoding="utf-8")
    Path("b.yaml").write_text("name: a\nafter: {b: [c]}\n", encoding="utf-8")
    assert run("a.py", "b.yaml") == 3
    told = capsys.readouterr()
    assert not told.out
    assert "a.py:3: Stack.after is depends_on now" in told.err
    assert "b.yaml:2: Stack.after is depends_on now" in told.err
    assert "depends_on=[...]" in told.err


def test_what_is_not_certain_is_told_but_not_rewritten() -> None:
    """Names of other classes stay; a keyword of `replace` of something unknown is pointed to."""
    text = "from dataclasses import replace\nother.salt\nf(salt=1)\nx = replace(other, salt=2)\n"
    found = upgrade_python("a.py", text.encode())
    assert not found.patch
    assert [leftover.line for leftover in found.leftovers] == [4]


def test_json_has_the_patch_and_every_name(capsys: pytest.CaptureFixture[str]) -> None:
    """`--format json` gives patch, names and leftovers by file, and nothing else on stdout."""
    Path("stack.py").write_text(PYTHON, encoding="utf-8")
    assert run("stack.py", "--format", "json") == 3
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["patch"].startswith("--- a/stack.py\n+++ b/stack.py\n@@")
    assert {"line": 8, "class": "StorageAccount", "old": "hierarchical", "new": "hierarchical_namespace"} in file[
        "renames"
    ]


@pytest.mark.parametrize(
    ("name", "text"), [("a.py", "stack = ("), ("a.yaml", "name: ["), ("a.txt", ""), ("b.py", None)]
)
def test_a_file_that_cannot_be_read_is_an_error(
    name: str, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is no stack file ends in one message and exit code 1."""
    if text is not None:
        Path(name).write_text(text, encoding="utf-8")
    assert run(name) == 1
    assert name in capsys.readouterr().err


@given(st.lists(st.sampled_from([*PYTHON.splitlines(keepends=True), "\r\n", "\f\n", "é = 1  # \u2028\n"]), max_size=20))
def test_only_names_change(lines: list[str]) -> None:
    """Whatever a Python file holds, the text without the names stays, and a second run finds nothing."""
    text = "".join(lines)
    try:
        found = upgrade_python("a.py", text.encode())
    except mlinfra.MlinfraError:
        return
    again = upgrade_python("a.py", found.upgraded.encode())
    assert not again.renames
    assert len(found.upgraded) - len(text) == sum(len(each.new) - len(each.old) for each in found.renames)


def test_yaml_of_overlays_is_read_too() -> None:
    """What a stage changes has the fields of the stack."""
    text = "name: s\nscope: {name: rg}\nresources: []\noverlays:\n  dev:\n    salt: x\n"
    (rename,) = upgrade_yaml("a.yaml", text.encode()).renames
    assert (rename.line, rename.old, rename.new) == (6, "salt", "name_salt")


def test_yaml_without_a_known_class_is_left_alone() -> None:
    """A mapping whose class is not said is not guessed at."""
    text = "name: a\nresources: [{salt: 1, hierarchical: 2}]\ntags: {salt: x}\n"
    assert upgrade_yaml("a.yaml", text.encode()).renames == ()
