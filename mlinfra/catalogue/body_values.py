"""Find the values of a body at a path that may stand for several: ``properties.subnets[*].name``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from mlinfra.base.property_paths import item, member


def values_at(body: object, path: str) -> Iterator[tuple[str, object]]:
    """Every value that the path stands for with the path of its own, in any letter case; nothing for what is not there.

    Example: ``a[*].b`` in ``{"a": [{"b": 1}, {}, {"b": 2}]}`` gives ``a[0].b`` 1 and ``a[2].b`` 2.
    """
    return _below(body, _pieces(path), "")


@lru_cache(maxsize=4096)
def _pieces(path: str) -> tuple[str, ...]:
    return tuple(piece for piece in path.replace("[*]", ".[*]").split(".") if piece)


def _below(value: object, pieces: tuple[str, ...], at: str) -> Iterator[tuple[str, object]]:
    if not pieces:
        if value is not None:
            yield at, value
        return
    first, rest = pieces[0], pieces[1:]
    if first == "[*]":
        if isinstance(value, Sequence) and not isinstance(value, str):
            for place, element in enumerate(value):
                yield from _below(element, rest, item(at, place))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if first == "*" or str(key).casefold() == first.casefold():
                yield from _below(inner, rest, member(at, str(key)))
    elif value is not None and not isinstance(value, (str, int, float, Sequence)):
        yield at, value  # known only while deploying: so is all below it


def first_at(body: object, path: str) -> object:
    """The first value at a path; None where there is none."""
    return next((value for _, value in values_at(body, path)), None)
