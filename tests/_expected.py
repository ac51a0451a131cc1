"""The list of expected failures: questions of the reference corpus that mlinfra still answers wrongly, by kind.

Each entry is strict: a question that is answered rightly and still stands here fails its test, so the list only shrinks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

_LIST: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("expected_failures.json").read_text(encoding="utf-8")
)


def expected(corpus: str) -> dict[str, str]:
    """Question -> kind, for one corpus: ``expressions``, ``templates``, ``files``, ``fragments`` ..."""
    return {name: kind for kind, names in _LIST.get(corpus, {}).items() for name in names}


def cases(corpus: str, values: Iterable[Any], name: Any = str) -> list[Any]:
    """The values as parameters of a test, named by ``name``; those of the list must fail."""
    listed = expected(corpus)
    return [
        pytest.param(value, id=key, marks=[pytest.mark.xfail(reason=listed[key])] if key in listed else [])
        for value in values
        for key in [name(value)]
    ]
