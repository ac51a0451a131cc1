"""What a team's strictest linter configuration asks of rendered Bicep."""

from __future__ import annotations

import re

from _pipeline import CASES, prepared
from mlinfra import ResourceGroup, Stack
from mlinfra.app.stages import prepare
from mlinfra.arm.expressions import Ref
from mlinfra.arm.tree import Module, Output, Statement, Template, Variable

_CONSTANTS = (str, int, list, dict, type(None))


def _statements(template: Template) -> list[Statement]:
    inner = [node.template for node in template.body if isinstance(node, Module)]
    return [*template.body, *(node for part in inner if isinstance(part, Template) for node in _statements(part))]


def test_every_variable_has_a_description() -> None:
    """The linter's use-description-vars draws nothing, in modules either."""
    statements = [node for case in CASES for one in prepared(case) for node in _statements(one.lowered.template)]
    variables = [node for node in statements if isinstance(node, Variable)]
    assert len(variables) > 20
    assert all([item.name for item in node.decorators] == ["description"] for node in variables)


def test_no_output_is_a_constant() -> None:
    """The linter's no-hardcoded-outputs draws nothing: a constant is a variable, under a name of its own."""
    group = ResourceGroup("rg-example", location="westeurope")
    body = prepare(
        Stack("example", scope=group, resources=[], outputs={"tier": "gold", "location": "x"})
    ).lowered.template.body
    outputs = {node.name: node.value for node in body if isinstance(node, Output)}
    assert outputs == {"tier": Ref("tierValue"), "location": Ref("locationValue")}
    assert {node.name: node.value for node in body if isinstance(node, Variable)} == {
        "tierValue": "gold",
        "locationValue": "x",
    }
    statements = [node for case in CASES for one in prepared(case) for node in _statements(one.lowered.template)]
    assert not [node for node in statements if isinstance(node, Output) and isinstance(node.value, _CONSTANTS)]


def test_no_file_holds_a_character_that_a_reader_does_not_see() -> None:
    """Whatever stands in names, tags and descriptions, rendered Bicep shows it, also in its comments."""
    files = [(name, text) for case in CASES for one in prepared(case) for name, text in one.rendered.files.items()]
    texts = [text for name, text in files if name.endswith((".bicep", ".bicepparam"))]
    unseen = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
    assert not [text for text in texts if unseen.search(text)]
