"""mlinfra: describe, review, deploy and keep Azure Machine Learning landing zones."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlinfra.errors import InvalidInput, MlinfraError
    from mlinfra.ignore import Ignore
    from mlinfra.model._fields import Existing
    from mlinfra.model.blueprint import Blueprint
    from mlinfra.model.compute import Autoscale, ComputeCluster, ComputeInstance
    from mlinfra.model.data import DataAsset
    from mlinfra.model.datastore import BlobDatastore, DataLakeDatastore
    from mlinfra.model.endpoint import OnlineEndpoint
    from mlinfra.model.environment import Conda, Environment
    from mlinfra.model.identity import Grant, SystemAssigned, UserAssignedIdentity
    from mlinfra.model.insights import ApplicationInsights, LogAnalytics
    from mlinfra.model.network import (
        Fqdn,
        Managed,
        Private,
        PrivateTarget,
        Public,
        ServiceTag,
        Subnet,
        VirtualNetwork,
    )
    from mlinfra.model.registry import ContainerRegistry
    from mlinfra.model.scope import ResourceGroup
    from mlinfra.model.stack import DeploymentStack, Stack
    from mlinfra.model.storage import StorageAccount
    from mlinfra.model.value import Parameter, Secret
    from mlinfra.model.vault import KeyVault
    from mlinfra.model.workspace import Workspace

__version__ = "0.1.0"

_HOMES = {
    "errors": ("InvalidInput", "MlinfraError"),
    "ignore": ("Ignore",),
    "model._fields": ("Existing",),
    "model.blueprint": ("Blueprint",),
    "model.compute": ("Autoscale", "ComputeCluster", "ComputeInstance"),
    "model.data": ("DataAsset",),
    "model.datastore": ("BlobDatastore", "DataLakeDatastore"),
    "model.endpoint": ("OnlineEndpoint",),
    "model.environment": ("Conda", "Environment"),
    "model.identity": ("Grant", "SystemAssigned", "UserAssignedIdentity"),
    "model.insights": ("ApplicationInsights", "LogAnalytics"),
    "model.network": (
        "Fqdn", "Managed", "Private", "PrivateTarget", "Public", "ServiceTag", "Subnet", "VirtualNetwork",
    ),
    "model.registry": ("ContainerRegistry",),
    "model.scope": ("ResourceGroup",),
    "model.stack": ("DeploymentStack", "Stack"),
    "model.storage": ("StorageAccount",),
    "model.value": ("Parameter", "Secret"),
    "model.vault": ("KeyVault",),
    "model.workspace": ("Workspace",),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ApplicationInsights",
    "Autoscale",
    "BlobDatastore",
    "Blueprint",
    "ComputeCluster",
    "ComputeInstance",
    "Conda",
    "ContainerRegistry",
    "DataAsset",
    "DataLakeDatastore",
    "DeploymentStack",
    "Environment",
    "Existing",
    "Fqdn",
    "Grant",
    "Ignore",
    "InvalidInput",
    "KeyVault",
    "LogAnalytics",
    "Managed",
    "MlinfraError",
    "OnlineEndpoint",
    "Parameter",
    "Private",
    "PrivateTarget",
    "Public",
    "ResourceGroup",
    "Secret",
    "ServiceTag",
    "Stack",
    "StorageAccount",
    "Subnet",
    "SystemAssigned",
    "UserAssignedIdentity",
    "VirtualNetwork",
    "Workspace",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use: ``import mlinfra`` alone loads nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'mlinfra' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"mlinfra.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
