"""A resource as rules see it: what is known, what is open, what is absent, and the resources around it."""

from __future__ import annotations

import pytest

from mlinfra.landing_zone.bodies.subjects import ABSENT, OPEN, Resources, Subject

GROUP = "/subscriptions/0/resourceGroups/rg/providers"
WORKSPACE = f"{GROUP}/Microsoft.MachineLearningServices/workspaces/mlw"
ACCOUNT = f"{GROUP}/Microsoft.Storage/storageAccounts/st"


def _subject(resource_id: str, **properties: object) -> Subject:
    arm_type = "/".join([resource_id.split("/")[6], *resource_id.split("/")[7::2]])
    return Subject(resource_id, arm_type, "2025-12-01", {"name": "mlw/x", "properties": properties})


@pytest.fixture
def resources() -> Resources:
    """A workspace with a storage account, a vault elsewhere, and a compute."""
    workspace = _subject(WORKSPACE, storageAccount=ACCOUNT.upper(), keyVault=f"{GROUP}/Microsoft.KeyVault/vaults/kv")
    compute = _subject(
        f"{WORKSPACE}/computes/x", Size="D4", zone=None, tags="[parameters('t')]", rows=[{"a": 1}, "[b()]"]
    )
    return Resources((workspace, compute, _subject(ACCOUNT)))


def test_a_value_is_known_open_or_absent(resources: Resources) -> None:
    """In any letter case; null is absent; below an open value everything is open. What was open is noted."""
    compute = resources.by_id(f"{WORKSPACE}/computes/X".upper())
    assert compute is not None
    assert compute.get("PROPERTIES.size") == "D4"
    assert compute.get("properties.zone") is ABSENT
    assert compute.get("properties.none.at.all") is ABSENT
    assert not resources.met
    assert compute.get("properties.tags") is OPEN
    assert compute.get("properties.tags.owner") is OPEN
    assert [met.path for met in resources.met] == ["properties.tags", "properties.tags.owner"]
    assert compute.shown("properties.tags", "unknown") == "unknown"


def test_parts_have_paths_of_their_own(resources: Resources) -> None:
    """Items of a list by number, members of an object by name; an item may be open as a whole."""
    (compute,) = resources.of("microsoft.machinelearningservices/WORKSPACES/computes")
    first, second = compute.members("properties.rows")
    assert (first[0], first[1].get("a"), second[1].get("a")) == ("0", 1, OPEN)
    assert compute.part("properties").get("size") == "D4"
    assert [name for name, _ in compute.members("properties")] == ["Size", "zone", "tags", "rows"]
    assert compute.members("properties.tags") == ()


def test_resources_find_each_other(resources: Resources) -> None:
    """By the id that a property holds, as parent and children; one that is not part of the deployment is open."""
    (compute,) = resources.of("Microsoft.MachineLearningServices/workspaces/computes")
    workspace = compute.parent()
    assert isinstance(workspace, Subject)
    assert workspace.id == WORKSPACE
    assert [child.id for child in workspace.children()] == [compute.id]
    account = workspace.target("properties.storageAccount")
    assert isinstance(account, Subject)
    assert account.parent() is ABSENT
    assert workspace.target("properties.applicationInsights") is ABSENT
    assert workspace.target("properties.keyVault") is OPEN
    assert [met.words for met in resources.met] == [
        "properties.keyVault is a resource that this deployment does not make"
    ]


def test_a_part_that_is_written_twice_is_one_resource() -> None:
    """What stands in the list of a network and beside it is as the later one says, there and in the list."""
    network = f"{GROUP}/Microsoft.Network/virtualNetworks/vnet"
    listed = {"name": "snet", "properties": {"addressPrefix": "10.0.0.0/24"}}
    body = {"name": "vnet", "Properties": {"Subnets": [listed, {"name": "other"}]}}
    parent = Subject(network, "Microsoft.Network/virtualNetworks", "2024-05-01", body)
    beside = {"name": "vnet/SNET", "properties": {"addressPrefix": "10.0.1.0/24"}}
    child = Subject(f"{network}/subnets/SNET", "Microsoft.Network/virtualNetworks/subnets", "2024-05-01", beside)
    resources = Resources((parent, child))
    prefixes = {
        subject.address: subject.get("properties.addressPrefix") for subject in resources if subject.id != network
    }
    assert prefixes == {"vnet/SNET": "10.0.1.0/24", "vnet/other": ABSENT}
    (whole,) = resources.of("Microsoft.Network/virtualNetworks")
    assert whole.get("properties.subnets.0.properties.addressPrefix") == "10.0.1.0/24"
    assert whole.place("properties.subnets[1].properties.x") == ("vnet/other", "")
    assert next(resources.sent()).body == body
