"""Write the page of the fields that take no parameter, each with what its value decides before the deployment."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import mlinfra
from _azure_properties import table
from mlinfra.landing_zone.model._parameter_fit import parameterless

COMMON = {"name": "what it is called", "omit": "what the body leaves out"}
"""What many classes have alike, and the page says once."""
_LEAD = """A [`Parameter`](../stack-files.md#parameters-and-secrets) stands in every field for a text, a number, a switch, a length of
time, a date, one of several words, or a list of these, alone or in the list, but for those below. What mlinfra itself reads before
anything is deployed has to be known then: give it by stage. A field that refuses a parameter says the same.

- The `name` of a resource, and the other fields that make its ARM id, take none: the value decides what it is called. Nor does `omit`,
  which decides what the body leaves out.
- An object, such as `Autoscale(...)`, and a list of objects are no parameters: fields in them take some. So are the names of a
  mapping, such as `tags`; a value by one of them may be a parameter."""


def parameter_page(note: str) -> str:
    """The fields, by class."""
    fields: dict[tuple[str, str], list[str]] = {}
    for name, field, why in refusals():
        if COMMON.get(field) != why:
            fields.setdefault((name, why), []).append(f"`{field}`")
    rows = [
        f"| [{name}](model.md#{name.lower()}) | {', '.join(held)} | {why} |" for (name, why), held in fields.items()
    ]
    head = f"# Fields without parameters\n\n{note}\n{_LEAD}"
    return f"{head}\n\n{table('class | fields | their value decides', rows)}\n"


def refusals() -> Iterator[tuple[str, str, str]]:
    """Each field of plain values that takes no parameter: class, field, and what its value decides."""
    kinds = {name: getattr(mlinfra, name) for name in mlinfra.__all__}
    for name, kind in kinds.items():
        if dataclasses.is_dataclass(kind) and isinstance(kind, type):
            for field, why in parameterless(kind).items():
                yield name, field, why
