"""Which modules are loaded for a graph: those about the types that it has."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from mlinfra.landing_zone.graph import conditions, roles, uses
from mlinfra.landing_zone.graph.when_present import LookedFor
from mlinfra.landing_zone.model._base import Resource

TABLES: dict[str, tuple[ModuleType, LookedFor]] = {
    "conditions": (conditions, conditions.LOOKED_FOR),
    "roles": (roles, {**roles.LOOKED_FOR, **roles.LOOKED_FOR_AROUND}),
    "uses": (uses, {**uses.LOOKED_FOR, **uses.LOOKED_FOR_BY_JOBS}),
}
LOOKED_UP = {
    ("roles", "batch", "ComputeCluster"): "the computes of a batch deployment",
    ("roles", "endpoint", "DataAsset"): "the data of a collector of a deployment",
    ("roles", "endpoint", "OnlineDeployment"): "deployments of an endpoint",
    ("roles", "endpoint", "KubernetesOnlineDeployment"): "deployments of an endpoint",
    ("uses", "registries", "Workspace"): "the workspace that is asked about",
}
"""Classes that a module looks up from the resource that it is about."""


def _classes(module: ModuleType) -> list[type[Resource]]:
    """The classes of resources with a type that a module imports."""
    classes = [item for _, item in inspect.getmembers(module, inspect.isclass) if issubclass(item, Resource)]
    return [item for item in classes if getattr(item, "arm_type", "")]


@pytest.mark.parametrize("name", TABLES)
def test_each_file_is_in_the_table(name: str) -> None:
    """A file about resources that the table does not name would never be loaded."""
    package, table = TABLES[name]
    files = {path.stem for path in Path(package.__path__[0]).glob("*.py") if not path.stem.startswith("_")}
    assert files == set(table)


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, (_, table) in TABLES.items() for file in table])
def test_each_class_that_a_file_looks_for_is_in_the_table(name: str, file: str) -> None:
    """The type of each class that it imports is in its row, or one there is that of a part of such a resource."""
    package, table = TABLES[name]
    module = import_module(f"{package.__name__}.{file}")
    missing = [
        item.__name__
        for item in _classes(module)
        if not any(f"{row}/".startswith(f"{item.arm_type.lower()}/") for row in table[file])
        and (name, file, item.__name__) not in LOOKED_UP
    ]
    assert missing == []


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, (_, table) in TABLES.items() for file in table])
def test_each_type_of_the_table_is_one_that_the_file_looks_for(name: str, file: str) -> None:
    """A row with a misspelt type would never load its file."""
    from mlinfra.catalogue.lookup import find_type

    assert [row for row in TABLES[name][1][file] if find_type(row) is None] == []


def test_a_condition_is_among_those_of_its_file() -> None:
    """A public function of a file that its list does not name would never be asked."""
    for file in conditions.LOOKED_FOR:
        module = import_module(f"{conditions.__name__}.{file}")
        written = [
            item
            for item_name, item in inspect.getmembers(module, inspect.isfunction)
            if item.__module__ == module.__name__ and not item_name.startswith("_")
        ]
        assert set(module.CONDITIONS) == set(written), file


STACK = """
from mlinfra import ResourceGroup, Stack, UserAssignedIdentity
from mlinfra.landing_zone.graph.resolve import resolve
import sys

resolve(Stack("s", scope=ResourceGroup("rg"), resources=[UserAssignedIdentity("id-a")]))
print(*sys.modules)
"""


def test_a_graph_without_a_kind_does_not_load_it() -> None:
    """A stack of one identity loads no model of schedules, connections or peerings, and none of the files about other types."""
    ended = subprocess.run([sys.executable, "-c", STACK], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    files = {f"{package.__name__}.{file}" for package, table in TABLES.values() for file in table}
    models = ("budget", "connection", "diagnostics", "event_hub", "log_alert", "peering", "schedule")
    assert not loaded & (files | {f"mlinfra.landing_zone.model.{name}" for name in models})
