from __future__ import annotations

from pathlib import Path

import pytest

from mlinfra.base.errors import LoadError
from mlinfra.landing_zone.load import load_stacks

_STACK = """\
name: a
scope: {name: rg-a, location: westeurope}
resources:
  - kind: Workspace
    name: mlw-a
    extra:
"""
_LAUGHS = "      a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"      a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
)
_REFUSED = {
    "aliases that repeat each other": (_STACK + _LAUGHS, "aliases repeat each other"),
    "a mapping that holds itself": (_STACK + "      a: &a {b: *a}\n", "s.yaml:7: a value holds itself"),
    "a stack that is its own scope": ("&s\nname: a\nscope: *s\n", "a value holds itself"),
    "an integer of 5,000 digits": (_STACK + "      a: " + "9" * 5000 + "\n", "s.yaml:7: .*is not an integer"),
    "a date that does not exist": (_STACK + "      a: 2024-13-45\n", "s.yaml:7: '2024-13-45' is not a date"),
    "a tag whose text does not fit": (_STACK + "      a: !!float x\n", "s.yaml:7: 'x' is not a number"),
    "bytes that are no base64": (_STACK + "      a: !!binary a\n", "s.yaml:7: 'a' is not base64"),
    "a tag that nobody knows": (_STACK + "      a: !!python/object:os.system x\n", "s.yaml:7: the tag"),
    "half a surrogate pair": ('salt: "\\ud800"\n' + _STACK, "s.yaml:1: the text holds half a surrogate pair"),
    "thousands of lists in each other": (_STACK + "      a: " + "[" * 5000 + "]" * 5000 + "\n", "nested too deeply"),
}


@pytest.mark.parametrize("name", sorted(_REFUSED))
def test_yaml_that_no_stack_can_be_read_from_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    """Values that don't exist, and aliases that stand for too much, are a `LoadError` that names the line."""
    text, message = _REFUSED[name]
    file = tmp_path / "s.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError, match=message):
        load_stacks(file)


def test_aliases_that_are_used_twice_are_taken(tmp_path: Path) -> None:
    """An anchor that several places repeat is read as before."""
    file = tmp_path / "s.yaml"
    file.write_text(_STACK + "      a: &a {b: [1, 2]}\n      c: *a\n      d: *a\n", encoding="utf-8")
    (stack,) = load_stacks(file)
    assert stack.resources[0].extra == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": {"b": [1, 2]}}
