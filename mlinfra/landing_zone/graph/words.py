"""Say what types and classes are called in messages."""

from __future__ import annotations

import re

from mlinfra.landing_zone.model._base import Resource


def listed_as(item: Resource) -> str:
    """The plural under which a parent lists it, by its type: ``datastores``."""
    return item.arm_type.removeprefix(f"{item.parent_type}/").split("/", maxsplit=1)[0]


def kind_of_type(arm_type: str) -> str:
    """What a type is called: ``online endpoint``."""
    return re.sub(r"(?=[A-Z])", " ", arm_type.rsplit("/", maxsplit=1)[-1].removesuffix("s")).lower()


def words_of(kind: type) -> str:
    """What a class is called: ``compute cluster``."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).strip()
