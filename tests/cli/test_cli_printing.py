"""Everything that a command prints goes through the functions that make text safe."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from cli._run import Ran, run

PACKAGE = Path(__file__).parents[2] / "mlinfra"
PRINTERS = {"echo", "secho", "confirm", "prompt", "echo_via_pager", "print", "print_exception", "write_through"}
STREAMS = {"stdout", "stderr"}
HOSTILE = "a\x1b[31mb\u202ec"
STACK = (
    'from mlinfra import *\n\nstack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), '
    'resources=[Workspace("mlw-a", tags={"note": NOTE})])\n'
)


def _prints(call: ast.Call) -> bool:
    """Whether a call writes to the terminal by itself: ``click.echo(...)``, ``print(...)``, ``sys.stdout.write(...)``."""
    name = call.func
    if isinstance(name, ast.Name):
        return name.id == "print"
    if not isinstance(name, ast.Attribute):
        return False
    owner = ast.unparse(name.value)
    streams = name.attr in {"write", "writelines"} and owner in {"sys.stdout", "sys.stderr", "sys.stdout.buffer"}
    return streams or (name.attr in PRINTERS and owner in {"click", "traceback"})


def test_only_one_module_prints() -> None:
    """No command, and nothing below the commands, writes to the terminal by itself."""
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "cli" / "screen.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _prints(node)
    ]
    assert not found


def _safe(ran: Ran) -> None:
    text = ran.out + ran.err
    assert not {"\x1b", "\u202e", "\x07", "\r"} & set(text)
    assert "##vso[" not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


COMMANDS = (
    ("check", "{file}"),
    ("render", "{file}", "-o", "{name}"),
    ("render", "{file}", "-o", "{name}", "--check"),
    ("render", "{file}", "--format", "json"),
    ("expand", "{file}"),
    ("plan", "{file}", "--target", "local"),
    ("plan", "{file}", "--target", "local", "--format", "json"),
    ("plan", "{file}", "--target", "local", "--format", "markdown"),
    ("plan", "{file}", "--target", "local", "--format", "html"),
    ("deploy", "{file}", "--target", "local"),
    ("deploy", "{file}", "--target", "local", "--yes"),
    ("destroy", "{file}", "--target", "local"),
    ("new", "{name}"),
    ("new", "{name}", "--format", "json"),
    ("explain", "{name}"),
    ("{name}",),
    ("plan", "{name}.py"),
    ("plan", "{file}", "--against", "{name}"),
    ("plan", "{file}", "--{name}"),
)


@pytest.mark.parametrize("name", ["a\x1b[31mb\u202ec", "##vso[task.complete]x", "a\n::error::b", "::warning::c"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_name_or_value_speaks_to_the_terminal_or_the_pipeline(
    tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    """Whether it stands in a file's name, in a value of the stack, or on the command line."""
    (tmp_path / f"{name}.stack.py").write_text(STACK.replace("NOTE", repr(name)), encoding="utf-8")
    filled = [word.format(file=f"./{name}.stack.py", name=name) for word in words]
    _safe(run(*filled, cwd=tmp_path))


def test_json_means_the_same_after_it_was_made_safe(tmp_path: Path) -> None:
    """A value that looks like a command stands in the JSON as an escape of its first character."""
    (tmp_path / "stack.py").write_text(STACK.replace("NOTE", repr(f"##vso[x]{HOSTILE}")), encoding="utf-8")
    ran = run("expand", "stack.py", cwd=tmp_path)
    tags = [each.get("tags") for each in json.loads(ran.out)["predictedResources"]]
    assert {"note": f"##vso[x]{HOSTILE}"} in tags
    _safe(ran)
