"""Check the fields of a workspace that depend on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._known import known, known_items
from mlinfra.landing_zone.model._preview import check_preview
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._value_checks import address_range, check_together
from mlinfra.landing_zone.model.compute import ComputeCluster, check_place
from mlinfra.landing_zone.model.network import Managed, Public
from mlinfra.landing_zone.model.storage import StorageAccount

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
    from mlinfra.landing_zone.model.workspace import Workspace
else:
    ComputeInstance = Seldom("model.compute_instance", "ComputeInstance")

_OF_A_PROJECT = ("storage", "key_vault", "insights", "registry")
"""What a project has of its hub, and no other workspace of anybody."""


def check_workspace(workspace: Workspace, place: str) -> None:
    """Hold a workspace to what Azure takes; a project loses the default resources that its hub has. Raises `InvalidInput`."""
    _check_kind(workspace, place)
    check_preview(workspace, _PREVIEW, place)
    _check_addresses(workspace, place)
    if isinstance(workspace.storage, StorageAccount):
        _check_storage(workspace.storage, f"{place}.storage")
    for compute in workspace.computes:
        if isinstance(compute, (ComputeCluster, ComputeInstance)):
            check_place(compute, workspace)


_PREVIEW = (
    "ip_allowlist",
    "default_action",
    "ip_rules",
    "rights_on_group",
    "soft_delete_days",
    "bill_of_materials",
    "simplified_customer_key",
    "existing_workspace_ids",
    "more_storage_ids",
    "more_key_vault_ids",
    "more_registry_ids",
)
"""Fields whose properties no stable API version has."""
_MOST_ADDRESSES = 200


def _check_addresses(workspace: Workspace, place: str) -> None:
    addresses = known_items(workspace.ip_allowlist)
    if len(addresses) > _MOST_ADDRESSES:
        message = f"Azure takes at most {_MOST_ADDRESSES} ranges, these are {len(addresses)}"
        raise InvalidInput(message, where=f"{place}.ip_allowlist")
    for field, ranges in (("ip_allowlist", addresses), ("ip_rules", known_items(workspace.ip_rules))):
        for address in ranges:
            address_range(address, f"{place}.{field}")


def _check_kind(workspace: Workspace, place: str) -> None:
    """Hold a workspace to what its kind has; a project gets nothing of its own that its hub has."""
    wants = {"hub": "Project", "hub_settings": "Hub", "feature_store": "FeatureStore"}
    for field, kind in wants.items():
        given = getattr(workspace, field) is not None
        if given and workspace.workspace_kind != kind:
            raise InvalidInput(
                f"only a workspace of kind {kind} has it", where=f"{place}.{field}", hint=f'say workspace_kind="{kind}"'
            )
    if workspace.associated_workspaces is not None and workspace.workspace_kind not in {"Hub", "FeatureStore"}:
        message = f"no workspaces belong to a {workspace.workspace_kind} workspace"
        raise InvalidInput(message, where=f"{place}.associated_workspaces", hint="drop it, or give it to the hub")
    if workspace.workspace_kind == "Project" and workspace.hub is None:
        raise InvalidInput(
            "a project needs its hub", where=f"{place}.hub", hint='give hub=Workspace(..., workspace_kind="Hub")'
        )
    if workspace.workspace_kind == "Project":
        _check_project(workspace, place)
    elif workspace.storage is None:
        raise InvalidInput(f"a {workspace.workspace_kind} workspace needs a storage account", where=f"{place}.storage")
    elif workspace.key_vault is None and workspace.workspace_kind != "Hub":
        raise InvalidInput(f"a {workspace.workspace_kind} workspace needs a key vault", where=f"{place}.key_vault")
    if workspace.customer_key is None:
        check_together(place, "customer_key", service_side_encryption=known(workspace.service_side_encryption) or None)
    if not isinstance(workspace.network, Managed):
        check_together(place, "network=Managed(...)", provision_network=known(workspace.provision_network) or None)


def _check_project(workspace: Workspace, place: str) -> None:
    for field in _OF_A_PROJECT:
        part = getattr(workspace, field)
        if getattr(part, "name", None) is not None:
            message = f"a project uses the {field.replace('_', ' ')} of its hub"
            raise InvalidInput(message, where=f"{place}.{field}", hint=f"drop {field}, or give it to the hub")
        workspace.__dict__[field] = None  # the value is frozen: past its ``__setattr__``
    if not isinstance(workspace.network, Public) or workspace.customer_key is not None:
        field = "customer_key" if workspace.customer_key is not None else "network"
        raise InvalidInput(f"a project has the {field} of its hub", where=f"{place}.{field}", hint="drop it")


def _check_storage(account: StorageAccount, place: str) -> None:
    """Hold the account of a workspace to what Azure Machine Learning takes."""
    if account.hierarchical_namespace:
        message = "Azure refuses a storage account with a hierarchical namespace as the storage of a workspace"
        raise InvalidInput(
            message, where=place, hint="give it another account, and the data lake as a DataLakeDatastore"
        )
    sku = known(account.sku) or ""
    if sku.startswith("Premium"):
        message = f"Azure refuses a {sku} storage account as the storage of a workspace"
        raise InvalidInput(message, where=place, hint="use a Standard sku, such as Standard_LRS or Standard_ZRS")
