"""The documentation says what is there: generated pages, links, code, commands."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import mlinfra
from _references import PAGES, ROOT, command, definition, given_fields, help_text
from mlinfra.app.modules import modules
from mlinfra.app.stages import prepare
from mlinfra.cli.main import COMMANDS, program
from mlinfra.landing_zone.checks import RULES
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.write.yaml import yaml_text

DOCS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))
WRITTEN = tuple(page for page in DOCS if page.name not in PAGES)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _first(value: str) -> str:
    return value.split("\n", 1)[0][:40]


def _blocks(*languages: str, pages: tuple[Path, ...] = DOCS) -> Iterator[tuple[str, str]]:
    """Code blocks of a language, each as page:line and text."""
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for found in _FENCE.finditer(text):
            if found[1] in languages:
                yield f"{_name(page)}:{text.count(chr(10), 0, found.start()) + 1}", found[2]


def _prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    """The anchors GitHub gives a page's headings."""
    headings = re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_generated_pages_are_up_to_date(page: str) -> None:
    """What docs/reference says is what the code says; `make baselines` rewrites it."""
    path, text = ROOT / "docs" / "reference" / page, PAGES[page]()
    if os.environ.get("MLINFRA_BASELINES") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "the page is stale: run `make baselines` and read the diff"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    """Help says what a command does, gives an example a line, and names its exit codes; every option has help."""
    text = help_text(name)
    assert re.search(rf"^  Examples?:\n    mlinfra {name}", text, re.MULTILINE), text
    assert "Exit codes:" in text
    silent = [each.opts for each in command(name).params if isinstance(each, click.Option) and not each.help]
    assert not silent, f"options without help: {silent}"


def test_the_program_has_help_with_an_example() -> None:
    """`mlinfra --help` lists every command and shows how to begin."""
    text = help_text()
    assert "Example:\n    mlinfra new" in text
    assert all(f"  {name} " in text for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_written_docs(name: str) -> None:
    """Each command is told about on a page that somebody wrote."""
    assert any(f"mlinfra {name}" in page.read_text(encoding="utf-8") for page in WRITTEN)


@pytest.mark.parametrize("name", mlinfra.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """A public class has a docstring, and each field that users give a text."""
    kind = getattr(mlinfra, name)
    assert kind.__doc__, name
    silent = [
        field
        for field, _, _, says in given_fields(definition(kind))
        if not says and not re.search(rf"\b{field}\b", kind.__doc__)
    ]
    assert not silent or kind is mlinfra.Existing, f"fields without a text: {silent}"  # users call `existing`


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page(rule) -> None:
    """A rule's page has a title and says more than it."""
    title, _, rest = rule.page.partition("\n\n")
    assert "\n" not in title
    assert len(rest) > 80


@pytest.mark.parametrize("page", DOCS, ids=_name)
def test_relative_links_resolve(page: Path) -> None:
    """A link to a file of the repository, or to a heading, leads there."""
    for link in _LINK.findall(_prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor and target.suffix == ".md":
            assert anchor in _anchors(target), f"{target.name} has no heading for #{anchor}"


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=_name)
def test_every_page_is_linked(page: Path) -> None:
    """No page of docs/ lies where nobody finds it."""
    others = (other for other in DOCS if other != page)
    links = {
        (other.parent / link.partition("#")[0]).resolve() for other in others for link in _LINK.findall(_prose(other))
    }
    assert page.name == "index.md" or page in links


@pytest.mark.parametrize(("where", "text"), [*_blocks("python", pages=WRITTEN)], ids=_first)
def test_python_blocks_work(where: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python in the docs runs; a stack file in them loads and resolves; a test in them passes on the README's stack."""
    monkeypatch.chdir(tmp_path)
    Path("stack.py").write_text(next(_blocks("python", pages=WRITTEN[:1]))[1], encoding="utf-8")
    for reference in re.findall(r'Module\(\s*"(br[^"]+)"', text):  # a small module of ours stands for the published one
        modules("add", reference, tmp_path, source=ROOT / "tests" / "modules" / "logs.json")
    if re.search(r"^stacks? = ", text, re.MULTILINE):
        _load(text, Path("page.py"))
        _say_in_yaml(load_stacks(Path("page.py")))
        return
    names: dict[str, Any] = {}
    exec(compile(text, where, "exec"), names)  # ruff: ignore[exec-builtin]  what the page shows is what readers run
    for test in [value for name, value in names.items() if name.startswith("test_")]:
        test()


def _say_in_yaml(stacks: Sequence[Stack]) -> None:
    """A page's stacks render to the same bytes when they are written as YAML; only a function cannot be."""
    if any(stack.naming and not isinstance(stack.naming, (str, mlinfra.Naming)) for stack in stacks):
        with pytest.raises(mlinfra.InvalidInput, match="a stack file cannot say a function"):
            yaml_text(stacks, "written")
        return
    Path("page.yaml").write_text(yaml_text(stacks, "written"), encoding="utf-8")
    environment = re.findall(r"readEnvironmentVariable\(.(\w+)", "".join(map(_bicepparam, stacks)))
    again = load_stacks(Path("page.yaml"), environment=environment)
    assert [_main_json(stack) for stack in again] == [_main_json(stack) for stack in stacks]


def _bicepparam(stack: Stack) -> str:
    return prepare(stack).rendered.files.get("main.bicepparam", "")


def _main_json(stack: Stack) -> str:
    return prepare(stack).rendered.files["main.json"]


@pytest.mark.parametrize(("where", "text"), [*_blocks("yaml", pages=WRITTEN)], ids=_first)
def test_yaml_blocks_work(where: str, text: str, tmp_path: Path) -> None:
    """YAML in the docs parses, and a stack file in them loads and resolves."""
    data = yaml.safe_load(text)
    if isinstance(data, dict) and {"scope", "resources"} <= set(data):
        _load(text, tmp_path / "stack.yaml")


@pytest.mark.parametrize(("where", "text"), [*_blocks("bicep", pages=WRITTEN)], ids=_first)
def test_bicep_blocks_are_rendered(where: str, text: str) -> None:
    """Bicep in the docs is what examples/meridian.py renders to, line numbers aside."""
    (stack,) = load_stacks(ROOT / "examples" / "meridian.py")
    statements = [each for file in prepare(stack).rendered.files.values() for each in file.split("\n\n")]
    found = next(each for each in statements if each.startswith(text.split(" (", 1)[0])).strip() + "\n"
    if os.environ.get("MLINFRA_BASELINES") == "write":
        page = ROOT / where.rpartition(":")[0]
        page.write_text(page.read_text(encoding="utf-8").replace(text, found), encoding="utf-8")
        return
    assert re.sub(r":\d+\)", ")", found) == re.sub(r":\d+\)", ")", text)


def _load(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")
    for stack in load_stacks(file):
        resolve(stack)


def _commands(text: str) -> Iterator[list[str]]:
    """The calls of mlinfra in shell lines, as words; of a console block the lines after a ``$``."""
    lines = text.replace("\\\n", " ").splitlines()
    typed = [line[2:] for line in lines if line.startswith("$ ")] or lines
    for line in typed:
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        call: list[str] = []
        for word in [*lexer, ";"]:
            if set(word) <= set("&|;<>"):
                if "mlinfra" in call:
                    yield call[call.index("mlinfra") + 1 :]
                call = []
            else:
                call.append(word)


_CALLS = [(where, call) for where, text in _blocks("sh", "console") for call in _commands(text)]


@pytest.mark.parametrize(("where", "call"), _CALLS, ids=[f"{where} {' '.join(call)[:40]}" for where, call in _CALLS])
def test_commands_in_the_docs_exist(where: str, call: list[str]) -> None:
    """A command line in the docs names a command that exists, with options that it has."""
    if call[:1] and call[0].startswith("-"):
        program.make_context("mlinfra", [*call, "check"], resilient_parsing=True)
        return
    assert call, where
    assert call[0] in COMMANDS, f"{where}: there is no command {call[0]}"
    command(call[0]).make_context(call[0], call[1:])


_SPEAKING = [
    path for path in sorted((ROOT / "mlinfra").rglob("*.py")) if "mlinfra " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("page", [*WRITTEN, *_SPEAKING], ids=_name)
def test_commands_in_the_text_exist(page: Path) -> None:
    """A command that a page or a message names in quotes exists, with the options that it shows."""
    for code in re.findall(r"[`']mlinfra ([^`'\n]+)[`']", _prose(page)):
        words = code.split()
        assert words[0] in COMMANDS or words[0].startswith("-") or words[0] == "…", code
        known = {option for each in command(words[0]).params for option in each.opts} if words[0] in COMMANDS else set()
        assert {word for word in words if word.startswith("--")} <= known | {"--help", "--version"}, code


def test_every_example_is_named_in_the_docs() -> None:
    """Nobody finds one that no page leads to."""
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    assert [file.name for file in (ROOT / "examples").glob("*.py") if f"examples/{file.name}" not in pages] == []
