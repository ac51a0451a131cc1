"""The page of every property answers for all that the Bicep compiler lets one write of each type with a class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from _property_page import RESOURCES, answers
from _shared import needs_shared
from catalogue._compiler_types import ENVELOPE, compiler_types, has_provider
from mlinfra.base.property_paths import member
from mlinfra.catalogue.lookup import api_version
from mlinfra.landing_zone.model._rows import telling

_READ_ONLY = 2
ABSENT = {"Module": "stands for no type of its own", "AzureResource": "is of any type"}
"""Classes that are compared with nothing, and why."""


def writable(kind: type) -> Iterator[str]:
    """The paths of a class's type that one may write, at their leaves; of variants those that the class stands for."""
    _, types = compiler_types()
    resource = types.resources.get(f"{kind.arm_type}@{api_version(kind.arm_type)}".lower())  # type: ignore[attr-defined]  # of resources
    if resource is not None:
        body = types.follow(resource, types.get(resource)["body"])
        yield from dict.fromkeys(_leaves(body, "", telling(kind), ()))


def _leaves(ref: Any, path: str, told: Mapping[str, Any], above: tuple[Any, ...]) -> Iterator[str]:
    read, types = compiler_types()
    about, shape = types.get(ref), ""
    while about["$type"] == "ArrayType":
        ref, shape = types.follow(ref, about["itemType"]), f"{shape}[]"
        about = types.get(ref)
    if about["$type"] not in {"ObjectType", "DiscriminatedObjectType"} or ref in above:
        yield path
        return
    key = member(path, about.get("discriminator", ""))
    tags = about.get("elements", {None: None})
    if key in told:  # a value that the compiler has no variant for stands for none
        tags = [tag for tag in told[key] if tag in tags]
    inner: list[tuple[str, Any]] = []
    names = 0
    for tag in tags:
        properties, rest = read.members(types, ref, tag)
        names += len(properties)
        inner += [(name, target) for name, (target, flags) in properties.items() if not flags & _READ_ONLY]
        inner += [("{}", rest)] if rest is not None and not properties else []
    if tags and not inner and not names:
        yield path
    for name, target in inner:
        if path or name not in ENVELOPE:
            place = f"{path}{shape}{{}}" if name == "{}" else member(f"{path}{shape}", name)
            below = [*_leaves(target, place, told, (*above, ref))]
            yield from below or ([path] if name == "{}" else [])


def _covers(answer: str, path: str) -> bool:
    """Whether an answer is about a path: the same, an object around it, or something in it."""
    longer, shorter = sorted((answer, path), key=len, reverse=True)
    return longer == shorter or re.match(rf"{re.escape(shorter)}[.\[{{]", longer) is not None


@needs_shared
@pytest.mark.parametrize(
    "kind", [kind for kind in RESOURCES if kind.__name__ not in ABSENT], ids=lambda kind: kind.__name__
)
def test_everything_that_the_compiler_lets_one_write_is_answered(kind: type) -> None:
    """Each path of the compiler's type has a field that says it, or a reason why none does."""
    if not has_provider(kind.arm_type):  # type: ignore[attr-defined]  # of resources
        pytest.skip(f"the types beside the checkout have no provider of {kind.__name__}")
    answered = [path for path, what in answers(kind) if what]
    paths = list(writable(kind))
    missing = [path for path in paths if not any(_covers(answer, path) for answer in answered)]
    assert not missing, "give a field, or say why not in its UNSAID"
    assert paths or not answered, "the compiler has no type of this version"


@needs_shared
def test_a_property_without_an_answer_is_found() -> None:
    """The comparison sees the leaves of a body: without the answer of one of them it fails."""
    kind = next(kind for kind in RESOURCES if kind.__name__ == "ComputeCluster")
    path = "properties.properties.scaleSettings.maxNodeCount"
    assert path in writable(kind)
    assert not any(_covers(answer, path) for answer, _ in answers(kind) if answer != path)
