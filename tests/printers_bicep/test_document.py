from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from _bicep_rules import parse_errors
from mlinfra.arm.expressions import Blank, Comment, Prop, Ref
from mlinfra.arm.printers import jinja_layout
from mlinfra.arm.printers.document import lay_out
from mlinfra.arm.tree import (
    Metadata,
    Module,
    Output,
    Parameter,
    Resource,
    Template,
    TypeName,
    Variable,
)
from mlinfra.base.errors import Unprintable


def resource(symbol: str, *, existing: bool = False) -> Resource:
    """A small resource."""
    return Resource(symbol, "Microsoft.Storage/storageAccounts", "2025-08-01", (Prop("name", symbol),), existing)


MIXED = Template(
    (
        Comment("// churn-dev: development"),
        Blank(),
        Output("first", TypeName("string"), Ref("a")),
        Comment("// the account (stack.py:3)"),
        resource("stA"),
        Module("roles", "modules/roles.bicep", Template(()), (Prop("name", "roles"),)),
        Comment("// brought along (stack.py:7)"),
        resource("platform", existing=True),
        Comment("/* two\n   lines */"),
        Variable("b", "'''\n\n\n${x}"),
        Comment("// trails", trailing=True),
        Variable("a", 1),
        resource("stB"),
        Parameter("location", TypeName("string")),
        Metadata("owner", "platform"),
        Comment("// the end"),
    ),
    scope="subscription",
)

EXPECTED = """\
// Rendered by mlinfra: change the stack file, not this one.
// churn-dev: development

targetScope = 'subscription'

metadata owner = 'platform'

param location string

/* two
   lines */
var b = '\\'\\'\\'\\n\\n\\n\\${x}' // trails

var a = 1

// brought along (stack.py:7)
resource platform 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: 'platform'
}

// the account (stack.py:3)
resource stA 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: 'stA'
}

resource stB 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: 'stB'
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
}

output first string = a

// the end
"""


def layout(folder: Path, text: str) -> Path:
    """A user's template folder with one overriding document."""
    (folder / "bicep").mkdir(parents=True)
    (folder / "bicep" / "document.bicep.j2").write_text(text)
    return folder


def test_statements_are_laid_out_by_kind_with_their_comments() -> None:
    """Sections stand in a reader's order, each statement keeps its comments, empty lines part what is tall."""
    text = lay_out(MIXED).text
    assert text == EXPECTED
    assert not parse_errors(text)


def test_the_template_comes_back_in_printed_order() -> None:
    """The ordered template holds every statement once, in the order of the text, so that ARM JSON follows it."""
    ordered = lay_out(MIXED).template
    assert [getattr(node, "symbol", "") for node in ordered.body if isinstance(node, (Resource, Module))] == [
        "platform",
        "stA",
        "stB",
        "roles",
    ]
    assert sorted(map(repr, ordered.body)) == sorted(map(repr, MIXED.body))
    assert lay_out(ordered) == lay_out(MIXED)


def test_a_module_is_laid_out_as_a_document() -> None:
    """The bundled module layout is the document's, until somebody overrides it."""
    assert lay_out(MIXED, layout="module").text == EXPECTED


def test_an_override_changes_one_part(tmp_path: Path) -> None:
    """A user's layout extends the bundled one and replaces a block; the rest stays."""
    folder = layout(
        tmp_path / "mine",
        '{% extends "mlinfra/bicep/document.bicep.j2" %}\n{% block header %}\n   // Team Churn, {{ resources | length }} parts\n{% endblock %}\n',
    )
    expected = EXPECTED.replace(
        "// Rendered by mlinfra: change the stack file, not this one.\n// churn-dev: development\n",
        "// Team Churn, 2 parts\n",
    )
    told = "// Laid out with bicep/document.bicep.j2 of this repository, not of mlinfra.\n"
    assert lay_out(MIXED, templates=folder).text == expected + told
    assert lay_out(MIXED, layout="module", templates=folder).text == expected + told


def test_an_override_changes_the_order(tmp_path: Path) -> None:
    """When a layout puts resources before existing ones, the template that ARM JSON is printed from says the same."""
    every = ["scope", "metadata", "outputs", "variables", "parameters", "modules", "resources", "existing"]
    lines = "\n".join(
        f"{{% for block in {name} %}}\n// {name}\n{{{{ block }}}} // it\n{{% endfor %}}" for name in every
    )
    document = lay_out(MIXED, templates=layout(tmp_path / "mine", lines))
    symbols = [node.symbol for node in document.template.body if isinstance(node, (Resource, Module))]
    assert symbols == ["roles", "stA", "stB", "platform"]
    assert "// modules\nmodule roles" in document.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% for b in resources %}\n{{ b }}\n{% endfor %}", "the layout leaves out"),
        ("{% for b in scope + scope %}\n{{ b }}\n{% endfor %}", "the layout repeats"),
        ("/*\n{% for b in outputs %}\n{{ b }}\n{% endfor %}\n*/", "the layout leaves out"),
        ("// {{ outputs[0] }}", "the layout leaves out"),
        ("param extra string", "the layout adds code: 'param extra string'"),
        ("{{ outputs[0] }} {{ resources[0] }}", "the layout adds code"),
        ("{{ nobody }}", "'nobody' is undefined"),
        ("{% block x %}", "Unexpected end of template"),
        ('{% extends "missing.j2" %}', "missing.j2"),
    ],
)
def test_a_layout_cannot_change_the_meaning(tmp_path: Path, text: str, message: str) -> None:
    """A layout that drops, repeats or adds a statement, or fails, is an error that names it."""
    with pytest.raises(Unprintable) as caught:
        lay_out(MIXED, templates=layout(tmp_path / "mine", text))
    assert message in str(caught.value)
    assert "document.bicep.j2" in caught.value.where


def test_an_empty_template_is_only_a_header() -> None:
    """A template without statements prints the header and one line end."""
    assert lay_out(Template(())).text == EXPECTED.split("\n", maxsplit=1)[0] + "\n"


def test_bundled_layouts_are_compiled_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """They are kept where Python keeps compiled files; a user's, which come with the stack, never are."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(jinja_layout, "bundled", lambda _: tmp_path)
    (tmp_path / "bicep").mkdir()
    kept = jinja_layout._compiled_layouts()
    assert kept is not None
    environment = jinja2.Environment(loader=jinja2.DictLoader({"a": "1"}), autoescape=True, bytecode_cache=kept)
    environment.get_template("a")
    (file,) = (tmp_path / "bicep" / "__pycache__").iterdir()
    assert jinja2.__version__ in file.name
    assert jinja_layout._environment(tmp_path).bytecode_cache is None


@pytest.mark.parametrize("why", ["no compiled files", "read-only"])
def test_where_nothing_is_kept_layouts_are_compiled_anew(monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    """Without compiled files of Python's, and in an installation that nobody may write to."""
    monkeypatch.setattr(sys, "dont_write_bytecode", why == "no compiled files")
    monkeypatch.setattr(jinja_layout.os, "access", lambda *_: False)
    assert jinja_layout._compiled_layouts() is None
