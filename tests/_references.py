"""The code goes in, the generated pages of docs/reference come out, by file name."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import click
from click.testing import CliRunner

import mlinfra
from _azure_properties import azure_page
from _parameter_page import parameter_page
from _property_page import property_page
from mlinfra.catalogue.lookup import find_type
from mlinfra.cli.main import COMMANDS, program
from mlinfra.landing_zone.checks import RULES
from mlinfra.landing_zone.load.azure_names import azure_names
from mlinfra.landing_zone.load.schema import stack_schema
from mlinfra.landing_zone.model._base import Resource
from mlinfra.review.plan.schema import plan_schema

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "mlinfra" / "landing_zone" / "model"
_NOTE = "<!-- Generated from the code by `make baselines`: change the code, not this page. -->\n"


def help_text(*arguments: str) -> str:
    """What ``mlinfra … --help`` prints, at a width that does not depend on the terminal."""
    result = CliRunner().invoke(program, [*arguments, "--help"], prog_name="mlinfra", terminal_width=100)
    assert result.exit_code == 0, result.output
    return result.output.rstrip()


def command(name: str) -> click.Command:
    """A command as click knows it."""
    found = program.get_command(click.Context(program), name)
    assert found is not None, name
    return found


def cli_page() -> str:
    """Every command's help, by running it."""
    links = "\n".join(f"- [`mlinfra {name}`](#mlinfra-{name}): {says}" for name, says in COMMANDS.items())
    parts = [f"# Commands\n\n{_NOTE}\n{links}\n\n{_block(help_text())}"]
    parts += [f"## mlinfra {name}\n\n{_block(help_text(name))}" for name in COMMANDS]
    return "\n\n".join(parts) + "\n"


def rules_page() -> str:
    """Every rule's page, with what it finds and what to write instead."""
    rows = "\n".join(
        f"| [{rule.code}](#{rule.code.lower()}-{rule.slug}) | `{rule.slug}` | {rule.severity} | {rule.title} |"
        for rule in RULES
    )
    table = f"| code | name | severity | |\n| --- | --- | --- | --- |\n{rows}"
    lead = (
        "`mlinfra check` runs these rules; `mlinfra explain CODE` prints one. An error fails the check; "
        "with `--strict` a warning does too; advice never does."
    )
    parts = [f"# Rules\n\n{_NOTE}\n{lead}\n\n{table}"]
    for rule in RULES:
        head = f"## {rule.code} {rule.slug}\n\nSeverity: {rule.severity}. If it stays: {rule.why}.\n\n{rule.page}"
        head += f"\n\n[Microsoft's page]({rule.link})"
        head += f"; for stacks alone: {rule.only_stacks}." if rule.only_stacks else "."
        parts.append(f"{head}\n\nFound in:\n\n{_block(rule.bad, 'python')}\n\nWrite:\n\n{_block(rule.good, 'python')}")
    return "\n\n".join(parts) + "\n"


def model_page() -> str:
    """Every public class with its fields, and the type names that stand in them."""
    names = ", ".join(f"[{name}](#{name.lower()})" for name in mlinfra.__all__)
    lead = (
        "Everything that `from mlinfra import …` gives. Classes are frozen; the name stands first, all other fields are "
        "given by name. A class marked *resource* can also stand for an existing one: `CLASS.existing(NAME, scope=GROUP)` or "
        "`CLASS.from_id(ARM_ID)`; each tells its `id`, and what stands below its table."
    )
    parts = [f"# Model\n\n{_NOTE}\n{lead}\n\n{names}."]
    parts += [_class(getattr(mlinfra, name)) for name in mlinfra.__all__]
    text = "\n".join(parts)
    used = [each for each in sorted(_aliases()) if re.search(rf"\b{each[0]}\b", text)]
    rows = "\n".join(f"| `{name}` | `{_cell(value)}` | {_cell(says)} |" for name, value, says in used)
    parts.append(f"## Names in types\n\n| name | stands for | meaning |\n| --- | --- | --- |\n{rows}")
    return "\n\n".join(parts) + "\n"


def _class(kind: type) -> str:
    node, text = definition(kind), inspect.cleandoc(kind.__doc__ or "")
    resource = _type(kind.arm_type) if issubclass(kind, Resource) else ""
    azure = azure_names(kind)
    fields = [
        f"| `{name}` | `{_cell(type_)}` | {_default(default)} | {_cell(says)} |{f' {azure[name]} |' if azure else ''}"
        for name, type_, default, says in _all_fields(kind)
    ]
    head = ("| field | type | default | meaning |", "| --- | --- | --- | --- |")
    lines = [*([f"{head[0]} Azure property |", f"{head[1]} --- |"] if azure else head), *fields]
    table = "\n".join(lines) + "\n\n"
    members = [f"- `{name}`: {says}" for name, says in _members(node)]
    return f"## {kind.__name__}\n\n{resource}{text}\n\n{table if fields else ''}{chr(10).join(members)}".rstrip()


def _type(arm_type: str) -> str:
    """The ARM type of a resource with its version, and Microsoft's page about it."""
    if not arm_type:
        return "Resource of any type.\n\n"
    entry = find_type(arm_type)
    assert entry, arm_type
    return f"Resource: [`{entry.type}`](https://learn.microsoft.com/{entry.page}), version {entry.api_version}.\n\n"


_Row: TypeAlias = "tuple[str, str, ast.expr | None, str]"
"""Of a field: name, type, default and text."""


def _all_fields(kind: type) -> list[_Row]:
    """The fields of a class: what stands before the name, the name, its own, those of the classes that it extends."""
    first = [base for base in kind.__bases__ if base.__name__ in {"_OfType", "_OfSource"}]
    order = [*first, *(base for base in kind.__mro__ if base not in first and base.__module__.startswith("mlinfra."))]
    rows: dict[str, _Row] = {}
    for row in (row for base in order for row in given_fields(definition(base))):
        rows.setdefault(row[0], row)
    named = [rows.pop("name")] if "name" not in _own_names(kind) and "name" in rows else []
    return [*named, *rows.values()]


def _own_names(kind: type) -> set[str]:
    return {row[0] for row in given_fields(definition(kind))}


def definition(kind: type) -> ast.ClassDef:
    """The source of a class, parsed."""
    node = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(node, ast.ClassDef)
    return node


def given_fields(node: ast.ClassDef) -> Iterator[tuple[str, str, ast.expr | None, str]]:
    """The fields that users give: name, type, default, text below it."""
    for statement, following in itertools.pairwise((*node.body, ast.Pass())):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        name, type_ = statement.target.id, _spelled(statement.annotation)
        if not name.startswith("_") and not type_.startswith("ClassVar"):
            yield name, type_, statement.value, _text_of(following)


def _members(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and not item.name.startswith("_") and item.name != "segments":
            is_property = any(isinstance(each, ast.Name) and each.id == "property" for each in item.decorator_list)
            yield item.name + ("" if is_property else "()"), (ast.get_docstring(item) or "").split("\n")[0]


def _aliases() -> Iterator[tuple[str, str, str]]:
    """The public type aliases of the model: name, meaning as Python, text below it."""
    for path in sorted(MODEL.glob("*.py")):
        for statement, following in itertools.pairwise((*ast.parse(path.read_text(encoding="utf-8")).body, ast.Pass())):
            if isinstance(statement, ast.AnnAssign) and ast.unparse(statement.annotation) == "TypeAlias":
                says = _text_of(following)
                if statement.value is not None:
                    yield ast.unparse(statement.target), _spelled(statement.value), says


def _spelled(type_: ast.expr) -> str:
    """A type as users read it: without ``Annotated``, but with the range of a number."""
    bare = ast.unparse(_Bare().visit(type_))
    return re.sub(r"Annotated\[int, Between\((\d+), (\d+)\)\]", r"int, \1 to \2", bare)


class _Bare(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """How a value is validated is nothing to read."""
        inner = self.generic_visit(node)
        assert isinstance(inner, ast.Subscript)
        if ast.unparse(node.value) == "Annotated" and isinstance(node.slice, ast.Tuple):
            return inner if "Between" in ast.unparse(node) else node.slice.elts[0]
        return inner


def _text_of(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""


def _default(value: ast.expr | None) -> str:
    if value is None:
        return "required"
    if isinstance(value, ast.Call) and ast.unparse(value.func) in {"field", "at", "elsewhere", "deciding"}:
        given = {keyword.arg: ast.unparse(keyword.value) for keyword in value.keywords}
        if "default" in given:
            return f"`{given['default']}`"
        made = given.get("default_factory")
        return "required" if made is None else "`{}`" if made == "dict" else f"`{made}()`"
    return f"`{ast.unparse(value)}`"


def _cell(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|")


def _block(text: str, language: str = "text") -> str:
    return f"```{language}\n{text}\n```"


def _json_page(schema: Callable[[], dict[str, object]]) -> str:
    return json.dumps(schema(), indent=2) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "rules.md": rules_page,
    "model.md": model_page,
    "azure-properties.md": lambda: azure_page(_NOTE),
    "parameters.md": lambda: parameter_page(_NOTE),
    "every-property.md": lambda: property_page(_NOTE),
    "stack-schema.json": lambda: _json_page(stack_schema),
    "plan-schema.json": lambda: _json_page(plan_schema),
}
"""Every generated page of docs/reference."""
