"""Objects in lists and by name have rows of their own; classes that a stack does not use are not loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._body import body_of
from mlinfra.landing_zone.model._body_context import Reading
from mlinfra.landing_zone.model._field_types import type_of
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._nested import nested_of
from mlinfra.landing_zone.model._reading import read_value
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model.storage import StorageAccount


@model
class Red:
    """One of two classes that a constant tells apart."""

    depth: int = at("depth")
    ROWS: ClassVar[Rows] = (Constant("color", "red", tells_class=True),)


@model
class Blue:
    """The other."""

    width: int = at("width")
    ROWS: ClassVar[Rows] = (Constant("color", "blue", tells_class=True),)


@model
class Box:
    """Has colors in a list and by name."""

    listed: Many[Red | Blue] | None = at("inner.listed", default=None, nested=True)
    named: Mapping[str, Red] | None = at("inner.named", default=None, nested=True)
    extra: Mapping[str, Any] = at("", default_factory=dict)
    ROWS: ClassVar[Rows] = ()


BOX = Box(listed=[Red(1), Blue(2)], named={"a": Red(3)})
BODY = {
    "inner": {
        "listed": [{"color": "red", "depth": 1}, {"color": "blue", "width": 2}],
        "named": {"a": {"color": "red", "depth": 3}},
    }
}
CONTEXT: Any = SimpleNamespace(phase=0)
"""The first write of a resource; no row of these classes asks for more."""


def reading(body: Mapping[str, Any]) -> Reading:
    """Nothing in these bodies names a resource."""
    return Reading(body, lambda _kind, arm_id: arm_id, lambda _type, name: name)


def read(body: Mapping[str, Any]) -> Any:
    """The box that has a body."""
    return read_value(Box, body, reading(body), {})


def test_lists_and_names_are_written_and_read() -> None:
    """Each object by the rows of its own class, and back."""
    assert body_of(Box, BOX, CONTEXT) == BODY
    assert read(BODY) == BOX


@pytest.mark.parametrize("listed", [None, []])
def test_none_is_not_written_and_an_empty_list_is(listed: Sequence[Red] | None) -> None:
    """None says nothing; an empty list says that there are none."""
    body = body_of(Box, Box(listed=listed), CONTEXT)
    assert body == ({} if listed is None else {"inner": {"listed": []}})
    assert read(body) == Box(listed=listed)


def test_a_list_with_something_unknown_is_kept_whole() -> None:
    """What no row of an item says is not lost: the whole list stands in `extra`."""
    listed = [{"color": "red", "depth": 1, "future": True}]
    assert read({"inner": {"listed": listed}}).extra == {"inner": {"listed": listed}}


def test_an_object_of_no_class_is_refused() -> None:
    """With the field and what stands there."""
    with pytest.raises(InvalidInput, match=r"no class has such an object: \{'color': 'green'\}"):
        read({"inner": {"listed": [{"color": "green"}]}})


def test_the_type_says_what_may_stand_there() -> None:
    """The classes, and whether they are listed or named."""
    assert nested_of(Box, "listed") == ((Red, Blue), "[]")
    assert nested_of(Box, "named") == ((Red,), "{}")


def test_a_name_that_is_not_there_is_said() -> None:
    """A type that names nothing raises NameError, as Python does."""

    class Wrong:
        field: Nothing  # type: ignore[name-defined]  # ruff: ignore[undefined-name]  that is the point

    with pytest.raises(NameError, match="Nothing"):
        type_of(Wrong, "field")
    assert type_of(StorageAccount, "containers") is not None
