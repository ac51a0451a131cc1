"""Real stacks, with one baseline per stage, and what must hold for each of them."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

import mlinfra
from _bicep_rules import parse_errors
from _pipeline import CASES, FOLDER, baselines, made, prepared, scope_of
from _reader import read_bicep
from _shared import SHARED, needs_shared
from mlinfra.arm.printers.arm import print_arm
from mlinfra.arm.printers.bicep import print_bicep
from mlinfra.arm.render import write
from mlinfra.landing_zone.load.fields import hints
from mlinfra.landing_zone.lower.lowered import origin_of
from mlinfra.landing_zone.model._fields import Existing

WRITE = os.environ.get("MLINFRA_BASELINES") == "write"

each_case = pytest.mark.parametrize("case", CASES)


def _on_disk(case: str) -> dict[str, Path]:
    folder = FOLDER / case
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    given = (".py", ".pyc", "compiled/logs.json", "train.yml")  # what stack files are made of
    return {name: path for name, path in files.items() if not name.endswith(given)}


def _bicep_files(case: str) -> dict[str, str]:
    return {name: text for name, text in baselines(case).items() if name.endswith(".bicep")}


@each_case
def test_every_stage_gives_its_baseline(case: str) -> None:
    """Each stage of each case gives the bytes that were reviewed; `make baselines` rewrites them."""
    made = baselines(case)
    if WRITE:
        for name, path in _on_disk(case).items():
            if name not in made:
                path.unlink()
        for name, text in made.items():
            (FOLDER / case / name).parent.mkdir(parents=True, exist_ok=True)
            (FOLDER / case / name).write_bytes(text.encode())
    there = {name: path.read_bytes().decode() for name, path in _on_disk(case).items()}
    assert sorted(there) == sorted(made), "files are missing or left over: run `make baselines` and read the diff"
    different = [name for name, text in made.items() if text != there[name]]
    assert not different, "run `make baselines` and read the diff"


def test_fresh_interpreters_give_the_same_bytes() -> None:
    """Two new processes with different hash seeds print the same baselines as this one."""
    seen = [_hashes(seed) for seed in ("1", "4711")]
    assert seen[0] == seen[1]
    assert len(seen[0]) == sum(len(baselines(case)) for case in CASES)


def _hashes(seed: str) -> dict[str, str]:
    program = Path(__file__).with_name("_pipeline.py")
    environ = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, str(program)], env=environ, capture_output=True, check=True, timeout=120)
    hashes: dict[str, str] = json.loads(done.stdout)
    return hashes


@needs_shared
def test_azures_own_types_accept_every_template(tmp_path: Path) -> None:
    """The published resource types find nothing wrong with what is sent: names, properties, values, scopes."""
    files = []
    for case in CASES:
        for one in prepared(case):
            files.append(tmp_path / f"{case}-{one.stack.name}.json")
            files[-1].write_text(one.rendered.files["main.json"])
    tool = (SHARED or Path()) / "tools" / "check_types.py"
    done = subprocess.run([sys.executable, str(tool), *files], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@each_case
def test_an_independent_parser_reads_every_file(case: str) -> None:
    """tree-sitter-bicep finds no error in any printed Bicep file."""
    assert {name: errors for name, text in _bicep_files(case).items() if (errors := parse_errors(text))} == {}


@each_case
def test_what_people_review_is_what_azure_gets(case: str, tmp_path: Path) -> None:
    """The Bicep files, read back from disk, print the same ARM JSON, and themselves again."""
    for one in prepared(case):
        folder = tmp_path / one.stack.name
        write(one.rendered, folder)
        for path in folder.rglob("*.bicep"):
            assert print_bicep(read_bicep(path)) == _scope_first(path.read_text(encoding="utf-8"))
        assert print_arm(read_bicep(folder / "main.bicep")) == one.rendered.files["main.json"]


def _scope_first(text: str) -> str:
    """The text with ``targetScope`` at its top: where it stood is nothing that the tree keeps."""
    line = re.search(r"^targetScope = .*\n\n", text, re.MULTILINE)
    return f"{line[0]}{text.replace(line[0], '', 1)}" if line else text


def _resources(case: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    for one in prepared(case):
        for resource in made(one).resources:
            yield one, dict(resource)


@each_case
def test_no_resource_is_deployed_twice(case: str) -> None:
    """The ids of all resources of all stacks of a case are different, as Azure compares them, but for those of later phases."""
    ids = [resource["id"].lower() for _, resource in _resources(case)]
    again = [own.arm_id(scope_of(one)).lower() for one in prepared(case) for own in one.graph.nodes if own.phase]
    assert sorted(ids) == sorted([*set(ids), *again])
    assert ids


@each_case
def test_everything_says_where_it_comes_from(case: str) -> None:
    """Each deployed resource has an origin with a line of the stack file or blueprint; derived ones say why."""
    entries = [(one, entry) for one in prepared(case) for entry in made(one).entries]
    for one, entry in entries:
        resource = entry.resource
        origin = origin_of(one.lowered, one.template, entry.path, resource)
        assert origin is not None, resource["id"]
        assert re.fullmatch(r"[\w-]+\.py:\d+", origin.where), resource["id"]
        assert origin.because or "roleAssignments" not in resource["type"], resource["id"]


@each_case
def test_every_declaration_has_a_comment(case: str) -> None:
    """A comment with the origin, or a description, stands above every resource, module, variable for a role and output."""
    bare = []
    for name, text in _bicep_files(case).items():
        for before, line in re.findall(r"^(.*)\n((?:resource|module|output|var) .*)$", text, re.MULTILINE):
            if not before.startswith(("//", "@description(")) and not line.startswith("var tags "):
                bare.append(f"{name}: {line}")
    assert not bare


_URLS = re.compile(r"core\.windows\.net|vault\.azure\.net|management\.azure\.com|login\.microsoftonline\.com")
_TEXTS = re.compile(r"^(?:@description|\s*//).*$", re.MULTILINE)


@each_case
def test_the_linter_would_be_silent(case: str) -> None:
    """No addresses of one cloud, nothing declared without use, no needless interpolation, quotes or ``concat``."""
    faults = [f"{name}: {fault}" for name, text in _bicep_files(case).items() for fault in _faults(text)]
    assert not faults


def _faults(text: str) -> Iterator[str]:
    code = _TEXTS.sub("", text)
    yield from (f"hard-coded {found}" for found in _URLS.findall(code))
    for kind, name in re.findall(r"^(param|var) (\w+)", code, re.MULTILINE):
        if len(re.findall(rf"\b{name}\b", code)) == 1:
            yield f"unused {kind} {name}"
    for name in re.findall(r"^resource (\w+) '[^']+' existing", code, re.MULTILINE):
        if len(re.findall(rf"\b{name}\b", code)) == 1:
            yield f"unused existing {name}"
    # As a key it is how an expression is said.
    yield from re.findall(r"(?<!\\)'\$\{[^{}']*\}'(?!:)", code)
    yield from re.findall(r"^\s*'[A-Za-z_]\w*':", code, re.MULTILINE)
    yield from re.findall(r"\bconcat\(|\bjson\('null'\)|\breference\(|\blistKeys\(", code)


@each_case
def test_no_dependency_is_said_twice(case: str) -> None:
    """``dependsOn`` names nothing that the same resource waits for anyway, directly or through others."""
    for name, text in _bicep_files(case).items():
        blocks = dict(re.findall(r"^(?:resource|module) (\w+) '.*?= \{\n(.*?)^\}$", text, re.MULTILINE | re.DOTALL))
        said = {symbol: re.findall(r"\w+", _depends(body)) for symbol, body in blocks.items()}
        needs = {
            symbol: {other for other in blocks if re.search(rf"(?<![\w.'/-]){other}(?=[.\n,)\]}}])", _without(body))}
            for symbol, body in blocks.items()
        }
        for symbol, explicit in said.items():
            for one in explicit:
                others = needs[symbol] | (set(explicit) - {one})
                reached = _reached(others - {symbol}, {key: needs[key] | set(said[key]) for key in blocks})
                assert one not in reached, f"{name}: {symbol} need not name {one}"


def _depends(body: str) -> str:
    found = re.search(r"^  dependsOn: \[\n(.*?)^  \]", body, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def _without(body: str) -> str:
    """A body without ``dependsOn`` and without its texts, holes apart."""
    code = re.sub(r"^  dependsOn: \[\n.*?^  \]", "", body, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"'(?:\\.|[^'\\$])*'", "''", code)


def _reached(start: set[str], needs: dict[str, set[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        more = needs[todo.pop()] - found
        found |= more
        todo += more
    return found


@cache
def _used() -> dict[type, dict[str, int]]:
    """How often each field of each model class has a value other than its default, over all cases."""
    counts: dict[type, dict[str, int]] = {}
    seen: set[int] = set()
    todo: list[Any] = [one.stack for case in CASES for one in prepared(case)]
    keep = list(todo)
    while todo:
        value = todo.pop()
        if id(value) in seen or isinstance(value, (str, int, type(None), type)):
            continue
        seen.add(id(value))
        keep.append(value)
        if isinstance(value, dict):
            todo += value.values()
        elif isinstance(value, (tuple, list)):
            todo += value
        elif dataclasses.is_dataclass(value):
            _count(value, counts.setdefault(type(value), {}))
            todo += [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    return counts


def _count(value: Any, counts: dict[str, int]) -> None:
    for field in dataclasses.fields(value):
        if field.name.startswith("_"):
            continue
        factory = field.default_factory
        default = factory() if factory is not dataclasses.MISSING else field.default
        held = getattr(value, field.name)
        counts[field.name] = counts.get(field.name, 0) + (held != default and (bool(default) or held not in ((), {})))


_OF_EVERY_RESOURCE = {"depends_on", "accept", "exempt", "omit", "parent", "scope"}
_NO_VALUES = {"Blueprint", "InvalidInput", "MlinfraError", "NameRequest"}


@pytest.mark.parametrize("name", sorted(set(mlinfra.__all__) - _NO_VALUES))
def test_the_cases_use_every_field(name: str) -> None:
    """Each public class, and each of its fields with a value that is not the default, stands in some case."""
    kind = getattr(mlinfra, name)
    counts = _used().get(kind)
    assert counts is not None, f"no case uses {name}"
    types = hints(kind) if kind not in {Existing, mlinfra.Ignore} else dict.fromkeys(counts)
    fields = [field for field, hint in types.items() if get_origin(hint) is not Literal or len(get_args(hint)) > 1]
    unused = [field for field in fields if not counts.get(field) and field not in _OF_EVERY_RESOURCE]
    assert not unused, f"no case gives {name} another value than the default of: {', '.join(unused)}"


def test_the_cases_order_a_resource_explicitly() -> None:
    """The fields that every resource inherits have a value in some case."""
    assert all(any(counts.get(field) for counts in _used().values()) for field in _OF_EVERY_RESOURCE)
