"""YAML refers to what has no name by an alias, wherever a value of a resource may stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlinfra.base.errors import LoadError
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.write.yaml import yaml_text

HEAD = "name: s\nscope: {name: rg-x, location: westeurope}\n"
RESOURCES = "resources:\n  - {kind: Workspace, name: mlw-x, key_vault: &vault {tags: {a: b}}}\n"
OUTPUTS = "outputs: {vault: {of: *vault, attribute: uri}}\n"
FIRST = "outputs: {vault: {of: &vault {kind: KeyVault, tags: {a: b}}, attribute: uri}}\nresources:\n  - {kind: Workspace, name: mlw-x, key_vault: *vault}\n"


def load(tmp_path: Path, text: str) -> Stack:
    """The one stack of a file."""
    (tmp_path / "stack.yaml").write_text(text, encoding="utf-8")
    (stack,) = load_stacks(tmp_path / "stack.yaml")
    return stack


@pytest.mark.parametrize("text", [HEAD + RESOURCES + OUTPUTS, HEAD + FIRST], ids=["after", "before"])
def test_an_alias_is_the_resource_itself(text: str, tmp_path: Path) -> None:
    """`{of: *vault, attribute: uri}` is a value of the very vault, wherever it is written out; it is written so again."""
    stack = load(tmp_path, text)
    (workspace,) = stack.resources
    assert stack.outputs["vault"].resource is workspace.key_vault  # type: ignore[union-attr, attr-defined]  # as written
    assert load(tmp_path, yaml_text([stack], "written")) == stack


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tags: &tags {a: b}\nresources: []\noutputs: {x: {of: *tags, attribute: id}}\n", "`of` is not an alias of a resource"),
        ("resources:\n  - &x {kind: KeyVault, tags: {a: {of: *x, attribute: id}}}\n", "a value holds itself"),
    ],
)  # fmt: skip
def test_an_alias_of_something_else_is_refused(text: str, told: str, tmp_path: Path) -> None:
    """What is no resource, or stands inside itself, is told with its line."""
    with pytest.raises(LoadError, match=rf"stack.yaml:\d+: .*({told})"):
        load(tmp_path, HEAD + text)
