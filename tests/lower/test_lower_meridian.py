from __future__ import annotations

import runpy
from pathlib import Path

from mlinfra.arm.tree import Module, Resource
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.lower.lower import Lowered, lower
from mlinfra.landing_zone.lower.lowered import origin_key

EXAMPLES = Path(__file__).parents[2] / "examples"


def _meridian() -> Lowered:
    return lower(resolve(runpy.run_path(str(EXAMPLES / "meridian.py"))["stack"]))


def test_the_example_stays_short() -> None:
    """The landing zone of the example takes fewer than 60 lines."""
    assert len((EXAMPLES / "meridian.py").read_text().splitlines()) < 60


def test_roles_in_other_groups_stand_in_modules() -> None:
    """One module for each other resource group; its assignments say who reads what."""
    modules = {m.path: m for m in _meridian().template.body if isinstance(m, Module)}
    assert set(modules) == {"modules/rg-meridian-data.bicep", "modules/rg-meridian-platform.bicep"}
    tree = modules["modules/rg-meridian-data.bicep"].template
    assert not isinstance(tree, dict)
    symbols = [r.symbol for r in tree.body if isinstance(r, Resource) and not r.existing]
    assert symbols == ["idMeridianTrainReadsShipmentsContainer"]


def test_children_have_parents_and_existing_come_first() -> None:
    """Existing resources stand before created ones; children name their parent by symbol."""
    resources = [r for r in _meridian().template.body if isinstance(r, Resource)]
    existing = [r.existing for r in resources]
    assert existing == sorted(existing, reverse=True)
    children = [r for r in resources if r.type.count("/") > 1]
    assert children
    assert all(getattr(r.items[0], "key", None) == "parent" for r in children)


def test_origins_are_found_by_arm_id() -> None:
    """A changed resource's id leads to the line that wrote it; a role assignment's body helps."""
    lowered = _meridian()
    group = "/subscriptions/S/resourceGroups/rg-meridian-ml/providers"
    found = lowered.origin(f"{group}/Microsoft.MachineLearningServices/workspaces/MLW-meridian/computes/gpu-train")
    assert found is not None
    assert found.where.startswith("meridian.py:")
    lake = "/subscriptions/S/resourceGroups/rg-meridian-data/providers/Microsoft.Storage/storageAccounts/stmeridianlake"
    role = f"{lake}/blobServices/default/containers/shipments/providers/Microsoft.Authorization/roleAssignments/ab"
    definition = "/x/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
    body = {"properties": {"roleDefinitionId": definition, "description": "gpu-train reads ds_shipments"}}
    origin = lowered.origin(role, body)
    assert origin is not None, origin_key(role, body)
    assert origin.because == "gpu-train reads ds_shipments"
