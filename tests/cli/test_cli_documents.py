"""A command parses, calls one function of `app`, and prints: the documents that it prints are made there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mlinfra.cli

FILES = sorted(Path(mlinfra.cli.__path__[0]).glob("*.py"))
_SHAPE = {"format_version", "kind", "error", "stacks"}
"""Members that only documents have."""


def made_here(text: str) -> Iterator[int]:
    """The lines at which a module makes a JSON document, instead of asking for one."""
    tree = ast.parse(text)
    displays = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Dict, ast.DictComp))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if keys & _SHAPE:
                yield node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "json.dumps":
            (value, *_) = node.args
            if isinstance(value, (ast.Dict, ast.DictComp)) or (isinstance(value, ast.Name) and value.id in displays):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "mlinfra.app.errored_plan":
            yield node.lineno  # what a failure comes to is told by `app` too


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_command_makes_a_document(path: Path) -> None:
    """No module of the command line makes JSON of its own, nor a plan of what was raised."""
    assert not list(made_here(path.read_text(encoding="utf-8"))), path


def test_a_document_that_is_made_here_is_found() -> None:
    """A document in a variable, in the call, and a plan made of an error are each found."""
    for text in (
        'data = {"format_version": "1.0"}',
        "json.dumps({name: 1 for name in names})",
        "data = {name: 1}\njson.dumps(data)",
        "from mlinfra.app.errored_plan import errored_plan",
    ):
        assert list(made_here(text)), text
