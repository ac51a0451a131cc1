"""The catalogue: every entry is complete, and agrees with the property tables and with itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any, get_args

import pytest

import mlinfra
from mlinfra.catalogue import types
from mlinfra.catalogue.later import Later, made
from mlinfra.catalogue.lookup import all_types, find_type, may_hold, module_names, name_rule
from mlinfra.catalogue.property_table import property_table, table_file
from mlinfra.catalogue.resource_type import ChildOf, Cloud, ResourceType
from mlinfra.catalogue.service_facts import OTHER_CREATED, OTHER_LOCATIONS
from mlinfra.catalogue.table_source import Table
from mlinfra.landing_zone.graph import derived, derived_assets, derived_network
from mlinfra.landing_zone.model.attribute import attribute_names

ENTRIES = all_types()
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.type)


@each_entry
def test_an_entry_has_the_property_table_that_it_says(entry: ResourceType) -> None:
    """`Table` means a file for its version, made of what the entry names; anything else means none."""
    table = property_table(entry.type, entry.api_version)
    if not isinstance(entry.properties, Table):
        assert table is None
        return
    assert table, f"{entry.type} has no property table for {entry.api_version}: run make baselines"
    said = f"{entry.properties.package.replace('==', ' ')} {entry.properties.models} {entry.properties.body}"
    head = json.loads(table_file(entry.type, entry.api_version).read_text(encoding="utf-8"))
    assert f"{head['source']} {head['module']} {head['root']}" == said, f"{entry.type}: run make baselines"
    assert table.type == entry.type


@each_entry
def test_what_can_have_private_endpoints_says_which(entry: ResourceType) -> None:
    """A type whose table has privateEndpointConnections has link groups, with zones for every cloud."""
    table = property_table(entry.type, entry.api_version)
    body = table.objects[table.root].properties.get("properties") if table else None
    names = table.objects[body.kind].properties if table and body else {}
    assert bool(entry.link_groups) >= ("privateEndpointConnections" in names), f"{entry.type}: give it link_groups"
    for group in entry.link_groups:
        assert set(group.zones) == set(get_args(Cloud)), f"{entry.type}: say the zones of {group.name} in every cloud"


@each_entry
def test_an_entry_is_found_in_any_case_and_its_parent_is_there(entry: ResourceType) -> None:
    """A child's parent is an entry, and the child's type begins with it."""
    assert find_type(entry.type.upper()) is entry
    if isinstance(entry.place, ChildOf):
        assert find_type(entry.place.parent)
        assert entry.type.startswith(f"{entry.place.parent}/")


@each_entry
def test_what_an_entry_names_is_known(entry: ResourceType) -> None:
    """Types that references lead to are entries; names of children are no ids; a one-way change has values on both sides."""
    ids = [path for path in entry.child_names if path.endswith("Id")]
    assert not ids, f"{entry.type}: {ids} hold ids: say in references= which type they lead to, not in child_names="
    for targets in entry.references.values():
        assert all(map(find_type, targets))
    assert all(change.before and change.after for change in entry.one_way)
    assert entry.word == entry.word.lower()
    assert entry.page.startswith("azure/templates/")


def test_every_module_with_types_is_read() -> None:
    """Each entry of a module in catalogue/types stands in its TYPES and is found: the module is named after the provider."""
    for name in module_names():
        module = import_module(f"{types.__name__}.{name}")
        entries = [value for value in vars(module).values() if isinstance(value, ResourceType)]
        for entry in (*module.TYPES, *entries):
            assert may_hold(name, entry.namespace.lower()) or entry not in module.TYPES, (
                f"{name}.py holds {entry.type}: name it after {entry.namespace}"
            )
            assert find_type(entry.type) is entry, f"{entry.type} is missing in TYPES of {name}.py"


def test_every_class_has_an_entry() -> None:
    """Each class that becomes a resource has a type of the catalogue, with a table of its properties."""
    kinds = [value for name in mlinfra.__all__ if isinstance(value := getattr(mlinfra, name), type)]
    members = [*vars(derived).values(), *vars(derived_assets).values(), *vars(derived_network).values()]
    kinds += [value for value in members if isinstance(value, type) and hasattr(value, "arm_type")]
    arm_types = {kind.arm_type for kind in kinds if getattr(kind, "arm_type", "")}
    assert len(arm_types) > 20
    assert all(isinstance(entry.properties, Table) for entry in map(find_type, arm_types) if entry)
    assert all(map(find_type, arm_types))


@pytest.mark.parametrize(
    ("version", "variant", "name", "allowed"),
    [
        ("2025-12-01", "AmlCompute", "cpu-01", False),
        ("2024-10-01", "AmlCompute", "cpu-01", True),
        ("2024-10-01", "ComputeInstance", "cpu-01", False),
        ("", "AmlCompute", "cpu-01", False),
        ("2024-10-01", "amlcompute", "a/b", False),
    ],
)
def test_name_rules_depend_on_the_api_version(version: str, variant: str, name: str, allowed: bool) -> None:
    """Before 2025-12-01 a cluster's name may end in '-' and a number; an instance's never could."""
    rule = name_rule("Microsoft.MachineLearningServices/workspaces/computes", version, variant)
    assert rule
    assert rule.allows(name) is allowed


def test_a_forgotten_facet_fails_by_name() -> None:
    """An entry without its purge is refused when it is made, and the error names the argument."""
    facets = {name: getattr(ENTRIES[0], name) for name in ResourceType.__dataclass_fields__ if name != "purge"}
    with pytest.raises(TypeError, match="purge"):
        ResourceType(**facets)


def test_attributes_of_the_model_are_what_the_catalogue_tells() -> None:
    """Each class has an attribute for everything that the entry of its type tells, and no other; `principal_id` likewise."""
    kinds = [value for name in mlinfra.__all__ if getattr(value := getattr(mlinfra, name), "arm_type", "")]
    told = {kind: set(attribute_names(kind)) - {"id"} for kind in kinds}
    for kind, names in told.items():
        entry = find_type(kind.arm_type)
        assert entry
        known = {*entry.tells, *(["principal_id"] if entry.principal else [])}
        assert names <= known, f"{entry.type} does not tell {names - known}"
        of_type = set().union(*(told[other] for other in kinds if other.arm_type == kind.arm_type))
        assert known == of_type, f"no attribute of {kind.__name__} for {known - of_type}"


@each_entry
def test_nothing_is_made_later_but_rules_and_the_service(entry: ResourceType) -> None:
    """Of a facet that is read as it stands, and inside of what is made, nothing is a `Later`: it has another class then."""
    for facet in fields(entry):
        value = getattr(entry, facet.name)
        if facet.name in {"rules", "served"} and isinstance(value, Later):
            value = made(value)
        assert not any(isinstance(part, Later) for part in _parts(value)), facet.name


def _parts(value: Any) -> Iterator[Any]:
    """A value, and all that it holds."""
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else ()
    held = [getattr(value, item.name) for item in fields(value)] if is_dataclass(value) else []
    for part in (*inner, *held):
        yield from _parts(part)


def test_tables_of_other_types_name_none_that_has_an_entry() -> None:
    """What is known of a type stands in its entry, from the day on which it has one: take it out of the table then."""
    assert sorted(name for name in (*OTHER_LOCATIONS, *OTHER_CREATED) if find_type(name)) == []


@pytest.mark.parametrize("name", [name for name in mlinfra.__all__ if hasattr(getattr(mlinfra, name), "parent_field")])
def test_a_class_of_a_child_says_which_field_is_its_parent(name: str) -> None:
    """``parent_field`` names a field of the class, and a field called ``parent`` is named by it."""
    kind = getattr(mlinfra, name)
    there = {field.name for field in fields(kind)}
    assert kind.parent_field in {None, *there}
    assert kind.parent_field or "parent" not in there, f'{name}: say parent_field: ClassVar[str] = "parent"'
