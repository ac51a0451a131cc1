from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from _reader import read_bicep
from _shared import SHARED, needs_shared
from mlinfra.arm.expressions import Call, Prop
from mlinfra.arm.printers.arm import print_arm
from mlinfra.arm.render import Rendered, differences, render, write
from mlinfra.arm.tree import (
    Assignment,
    Import,
    Module,
    Output,
    Parameter,
    ParameterFile,
    Resource,
    Template,
    TypeName,
    Variable,
)
from mlinfra.base.errors import Unprintable

CORPUS = SHARED / "reference" / "lowering" if SHARED else Path("missing")
MAINS = [pytest.param(path, id=path.parent.name) for path in sorted(CORPUS.glob("*/main.bicep"))]

LEAF = Template((Output("done", TypeName("bool"), value=True),))
INNER = Template((Module("leaf", "leaf.bicep", LEAF, (Prop("name", "leaf"),)),))
VAULT = Resource("vault", "Microsoft.KeyVault/vaults", "2025-05-01", (Prop("name", "kv"),), existing=True)
IDENTITY = Resource(
    "identity",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    "2024-11-30",
    (Prop("name", "id"), Prop("location", "westeurope")),
)
STACK = Template(
    (
        Parameter("stage", TypeName("string")),
        IDENTITY,
        VAULT,
        Module("inner", "modules/inner.bicep", INNER, (Prop("name", "inner"),)),
        Module("again", "modules/inner.bicep", INNER, (Prop("name", "again"),)),
    )
)
PARAMETERS = ParameterFile("main.bicep", (Assignment("stage", "dev"),))


def files(*texts: tuple[str, str]) -> Rendered:
    """Made-up rendered files."""
    return Rendered(dict(texts))


def test_every_file_of_a_stack_is_rendered() -> None:
    """Modules land where their path says, once each; parameters come in both languages."""
    rendered = render(STACK, PARAMETERS)
    assert sorted(rendered.files) == [
        "main.bicep",
        "main.bicepparam",
        "main.json",
        "main.parameters.json",
        "modules/inner.bicep",
        "modules/leaf.bicep",
    ]
    assert rendered.files["main.bicepparam"] == "using 'main.bicep'\n\nparam stage = 'dev'\n"
    assert "module leaf 'leaf.bicep'" in rendered.files["modules/inner.bicep"]
    assert sorted(render(STACK).files) == sorted(set(rendered.files) - {"main.bicepparam", "main.parameters.json"})


def test_arm_json_follows_the_printed_order() -> None:
    """The JSON is printed from the template as the document orders it: existing resources first."""
    rendered = render(STACK)
    before, after = rendered.files["main.bicep"].split("resource identity")
    assert "resource vault" in before
    assert "module inner" in after
    ordered = Template((STACK.body[0], VAULT, IDENTITY, *STACK.body[3:]))
    assert rendered.files["main.json"] == print_arm(ordered)


@needs_shared
@pytest.mark.parametrize("path", MAINS)
def test_the_files_on_disk_say_what_is_sent(path: Path, tmp_path: Path) -> None:
    """Rendered, written and read back from disk, the Bicep files of every corpus folder give the rendered JSON."""
    rendered = render(read_bicep(path))
    write(rendered, tmp_path)
    for restored in path.parent.glob("logs.json"):  # a registry module is not rendered
        shutil.copy(restored, tmp_path)
    assert print_arm(read_bicep(tmp_path / "main.bicep")) == rendered.files["main.json"]


def test_loaded_files_are_rendered_beside_their_template() -> None:
    """A text that a module loads at compile time is one of the rendered files."""
    loading = Template((Variable("text", Call("loadTextContent", ("conda.yml",))),), files={"conda.yml": b"name: x\n"})
    stack = Template((Module("m", "modules/m.bicep", loading, (Prop("name", "m"),)),))
    assert render(stack).files["modules/conda.yml"] == "name: x\n"


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_nothing_is_rendered_from_text_that_azure_cannot_take(text: str) -> None:
    """NUL and half a surrogate pair stop the rendering, in a module as in the main file and in parameters."""
    leaf = Template((Output("text", TypeName("string"), text),))
    with pytest.raises(Unprintable, match=r"^m\.bicep: output text: "):
        render(Template((Module("m", "m.bicep", leaf, (Prop("name", "m"),)),)))
    with pytest.raises(Unprintable, match=r"^param stage: "):
        render(STACK, ParameterFile("main.bicep", (Assignment("stage", text),)))


@pytest.mark.parametrize("path", ["../m.bicep", "/m.bicep", "modules/../../m.bicep", "C:/m.bicep", "a\\m.bicep"])
def test_a_module_stays_inside_the_folder(path: str) -> None:
    """A path that leaves the stack's folder is refused: nothing is ever written outside."""
    with pytest.raises(Unprintable, match="outside the stack's folder"):
        render(Template((Module("m", path, LEAF, ()),)))


def test_one_path_holds_one_module() -> None:
    """Two different modules cannot share a file."""
    other = Template((Output("done", TypeName("bool"), value=False),))
    body = (Module("a", "m.bicep", LEAF, ()), Import("m.bicep", (("x", None),), template=other))
    with pytest.raises(Unprintable, match="two different modules"):
        render(Template(body))


def test_writing_touches_only_what_changed(tmp_path: Path) -> None:
    """Equal files keep their time stamp, changed ones are replaced, missing ones made; the names come back."""
    assert write(files(("main.bicep", "a\n"), ("modules/m.bicep", "é\n")), tmp_path) == (
        "main.bicep",
        "modules/m.bicep",
    )
    (tmp_path / "main.bicep").touch()
    stamp = (tmp_path / "main.bicep").stat().st_mtime_ns
    assert write(files(("main.bicep", "a\n"), ("modules/m.bicep", "b\n")), tmp_path) == ("modules/m.bicep",)
    assert (tmp_path / "main.bicep").stat().st_mtime_ns == stamp
    assert (tmp_path / "modules" / "m.bicep").read_bytes() == b"b\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["m.bicep", "main.bicep", "modules"]


def test_writing_removes_its_own_stale_modules_only(tmp_path: Path) -> None:
    """A module rendered before goes away; a file that somebody put there stays."""
    rendered = render(STACK)
    write(rendered, tmp_path)
    (tmp_path / "modules" / "mine.bicep").write_text("// by hand\n")
    small = render(Template(STACK.body[:2]))
    assert any("modules/leaf.bicep" in line for line in differences(small, tmp_path))
    assert set(write(small, tmp_path)) == {"main.bicep", "main.json", "modules/inner.bicep", "modules/leaf.bicep"}
    assert [path.name for path in (tmp_path / "modules").iterdir()] == ["mine.bicep"]
    assert differences(small, tmp_path) == ()


def test_differences_are_a_unified_diff(tmp_path: Path) -> None:
    """What a write would change is told line by line; afterwards there is nothing to tell."""
    rendered = files(("main.bicep", "a\nb\n"))
    (tmp_path / "main.bicep").write_text("a\nc\n")
    lines = differences(rendered, tmp_path)
    assert lines[:2] == (f"--- {tmp_path / 'main.bicep'}", f"+++ {tmp_path / 'main.bicep'} (rendered)")
    assert {"-c", "+b"} <= set(lines)
    write(rendered, tmp_path)
    assert differences(rendered, tmp_path) == ()
