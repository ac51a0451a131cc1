"""What an entry says of its properties for a plan: those that decide who may do what, and those that tell resources apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlinfra.base.arm_types import DEPLOYMENT_STACKS
from mlinfra.catalogue.lookup import all_types
from mlinfra.catalogue.property_table import PropertyTable, parse_table, table_file
from mlinfra.catalogue.resource_type import ResourceType
from mlinfra.catalogue.security_names import BY_NAME
from mlinfra.review.plan.security import security_reason

each_entry = pytest.mark.parametrize("entry", all_types(), ids=lambda entry: entry.type)

NOT_SECURITY = {
    "Microsoft.Network/networkInterfaces properties.ipConfigurations": "the subnet that it stands in is a resource of its own",
    "Microsoft.Network/privateEndpoints properties.subnet": "a reference: the subnet is a resource of its own",
}
"""Places of names that decide who may do what elsewhere, and do not here; with the reason."""


def _members(table: PropertyTable, kind: str) -> Iterator[tuple[str, str, str, bool]]:
    """The path, name, kind and whether it is read-only of each property of an object, or of the items of a list or map."""
    for form, step in ((r"(.*)\[\]", "[*]"), (r"map<(.*)>", "*")):
        if inner := re.fullmatch(form, kind):
            yield from ((f"{step}.{path}", *rest) for path, *rest in _members(table, inner[1]))  # type: ignore[misc]
            return
    own = table.objects.get(kind)
    for held in (own, *(table.objects[name] for name in ((own and own.variants) or {}).values())):
        for name, row in held.properties.items() if held else ():
            yield name, name, row.kind, row.read_only


def _walk(table: PropertyTable, kind: str, path: str, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every property that a body may say, with its name; what names in `BY_NAME` hold is not looked into."""
    if kind in above or len(above) > 6:
        return
    for step, name, inner, read_only in _members(table, kind):
        here = f"{path}{step}" if step.startswith("[") or not path else f"{path}.{step}"
        if not read_only:
            yield here, name
            if name.casefold() not in BY_NAME:
                yield from _walk(table, inner, here, (*above, kind))


def _tables(entry: ResourceType) -> list[PropertyTable]:
    """Those of every version that there is one for."""
    file = table_file(entry.type, "*")
    return [parse_table(_json(path)) for path in file.parent.glob(file.name)]


def _json(path: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return data


@each_entry
def test_no_property_that_decides_who_may_do_what_is_forgotten(entry: ResourceType) -> None:
    """What bears such a name in a table of the type is said in `security`, or stands in `NOT_SECURITY` with its reason."""
    for table in _tables(entry):
        for path, name in _walk(table, table.root, "", ()):
            excused = any(f"{entry.type} {path}".startswith(place) for place in NOT_SECURITY)
            if name.casefold() in BY_NAME and not excused:
                place = path.replace("[*]", "[0]").replace(".*.", ".any.")
                assert security_reason(place, entry.type), (
                    f"{entry.type}: say {path} in security= ({BY_NAME[name.casefold()]})"
                )


@each_entry
def test_every_path_of_the_facets_is_a_property(entry: ResourceType) -> None:
    """`security` and `key_properties` name properties of a table of the type: a misspelled one marks nothing."""
    said = [path for row in entry.security for path in row.paths] + [row.path for row in entry.key_properties]
    known = {path.casefold() for table in _tables(entry) for path, _ in _every(table, table.root, "", ())}
    if (
        entry.type == DEPLOYMENT_STACKS
    ):  # its forecast has a form of its own, without the properties around its settings
        known |= {path.removeprefix("properties.") for path in known}
    assert [path for path in said if path.casefold() not in known] == []


def _every(table: PropertyTable, kind: str, path: str, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if kind in above or len(above) > 5:
        return
    for step, name, inner, _ in _members(table, kind):
        here = f"{path}{step}" if step.startswith("[") or not path else f"{path}.{step}"
        yield here, name
        yield from _every(table, inner, here, (*above, kind))


def test_what_is_excused_is_there() -> None:
    """Each place of `NOT_SECURITY` holds such a name: one that the types no longer have is taken out of the list."""
    named = {
        f"{entry.type} {path}"
        for entry in all_types()
        for table in _tables(entry)
        for path, name in _walk(table, table.root, "", ())
        if name.casefold() in BY_NAME
    }
    assert [place for place in NOT_SECURITY if not any(text.startswith(place) for text in named)] == []


def test_a_name_decides_on_the_types_that_say_so_alone() -> None:
    """`authMode` of an endpoint is marked, the same word in an asset's properties is not; without an entry the name decides."""
    endpoint = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints"
    assert security_reason("properties.authMode", endpoint)
    assert security_reason("properties", endpoint, {"authMode": "Key"})
    data = "Microsoft.MachineLearningServices/workspaces/data/versions"
    assert security_reason("properties.condition", data) is None
    assert security_reason("properties", data, {"tags": {"condition": "new"}}) is None
    assert security_reason("properties.tags.condition", "Microsoft.Any/thing")


def test_paths_below_what_is_said_are_marked_but_not_what_azure_computes() -> None:
    """An item of a list is marked by the row of its list; what only Azure sets there is not."""
    group = "Microsoft.Network/networkSecurityGroups"
    assert security_reason("properties.securityRules[in].properties.access", group)
    assert security_reason("properties.securityRules[in].etag", group) is None
    assert security_reason("identity.principalId", group) is None
    assert security_reason("identity.type", group)
