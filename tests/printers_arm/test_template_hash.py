"""The template hash against published hashes and every compiled file of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from _expected import cases
from _shared import SHARED, needs_shared
from mlinfra.arm.printers.template_hash import template_hash

_REFERENCE = (SHARED or Path()) / "reference"
_COMPILED = sorted((_REFERENCE / "lowering").glob("**/*.json")) if SHARED else []


def _published() -> list[dict[str, Any]]:
    if not SHARED:
        return []
    entries = json.loads((_REFERENCE / "uniquestring-guid-vectors.json").read_text("utf-8"))
    return [entry for entry in entries if entry["function"] == "templateHash"]


@needs_shared
@pytest.mark.parametrize("entry", _published(), ids=lambda entry: entry["source"][:60])
def test_a_published_hash(entry: dict[str, Any]) -> None:
    """The hash of a published template."""
    assert template_hash(entry["args"][0]) == entry["expected"]


@needs_shared
@pytest.mark.parametrize("path", cases("hashes", _COMPILED, lambda path: f"{path.parent.name}/{path.name}"))
def test_every_compiled_template_of_the_corpus(path: Path) -> None:
    """All templates in a compiled file, nested ones too, have the hash that stands in them."""
    for template in _templates(json.loads(path.read_text("utf-8"))):
        assert template_hash(template) == template["metadata"]["_generator"]["templateHash"]


@needs_shared
def test_the_corpus_holds_many_compiled_templates() -> None:
    """The corpus has at least 150 templates with a hash."""
    assert sum(1 for path in _COMPILED for _ in _templates(json.loads(path.read_text("utf-8")))) >= 150


def _templates(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        metadata = value.get("metadata")
        generator = metadata.get("_generator") if isinstance(metadata, dict) else None
        if generator and "templateHash" in generator and "$schema" in value:
            yield value
        for item in value.values():
            yield from _templates(item)
    elif isinstance(value, list):
        for item in value:
            yield from _templates(item)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"a": "straße ı"}, {"A": "STRAßE ı"}),
        ({"ᾀ": 1}, {"ᾈ": 1}),
    ],
)
def test_case_does_not_count(left: dict[str, Any], right: dict[str, Any]) -> None:
    """Texts that differ in case alone, one character for one, hash alike; what has no such capital stays."""
    assert template_hash({"variables": left}) == template_hash({"variables": right})


def test_order_inside_a_resource_counts_only_below_its_keys() -> None:
    """Keys of a resource are put in the engine's order; those of its properties are not."""
    one = {"resources": [{"type": "t", "name": "n", "properties": {"a": 1, "b": 2}}]}
    moved = {"resources": [{"name": "n", "properties": {"a": 1, "b": 2}, "type": "t"}]}
    changed = {"resources": [{"type": "t", "name": "n", "properties": {"b": 2, "a": 1}}]}
    assert template_hash(one) == template_hash(moved) != template_hash(changed)
