"""mlinfra: describe, review, deploy and keep Azure Machine Learning landing zones."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlinfra.app.check import check as check
    from mlinfra.app.comment import comment as comment
    from mlinfra.app.config import config as config
    from mlinfra.app.deploy import deploy as deploy
    from mlinfra.app.destroy import destroy as destroy
    from mlinfra.app.drift import drift as drift
    from mlinfra.app.emulator import emulator as emulator
    from mlinfra.app.expand import expand as expand
    from mlinfra.app.explain import explain as explain
    from mlinfra.app.new import new as new
    from mlinfra.app.output import output as output
    from mlinfra.app.plan import plan as plan
    from mlinfra.app.prune import prune as prune
    from mlinfra.app.render import render as render
    from mlinfra.app.schema import schema as schema
    from mlinfra.app.upgrade import upgrade as upgrade
    from mlinfra.base.accept import Accept
    from mlinfra.base.errors import InvalidInput, MlinfraError
    from mlinfra.base.ignore import Ignore
    from mlinfra.landing_zone.model._fields import Existing
    from mlinfra.landing_zone.model.blueprint import Blueprint
    from mlinfra.landing_zone.model.compute import Autoscale, ComputeCluster, ComputeInstance
    from mlinfra.landing_zone.model.data import DataAsset
    from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
    from mlinfra.landing_zone.model.environment import Conda, Environment
    from mlinfra.landing_zone.model.identity import Grant, SystemAssigned, UserAssignedIdentity
    from mlinfra.landing_zone.model.insights import ApplicationInsights, LogAnalytics
    from mlinfra.landing_zone.model.network import (
        Fqdn,
        Managed,
        Private,
        PrivateTarget,
        Public,
        ServiceTag,
        Subnet,
        VirtualNetwork,
    )
    from mlinfra.landing_zone.model.registry import ContainerRegistry
    from mlinfra.landing_zone.model.scope import ResourceGroup
    from mlinfra.landing_zone.model.stack import DeploymentStack, Stack
    from mlinfra.landing_zone.model.storage import StorageAccount
    from mlinfra.landing_zone.model.value import Parameter, Secret
    from mlinfra.landing_zone.model.vault import KeyVault
    from mlinfra.landing_zone.model.workspace import Workspace

__version__ = "0.1.0"

_HOMES = {
    "base.errors": ("InvalidInput", "MlinfraError"),
    "base.accept": ("Accept",),
    "base.ignore": ("Ignore",),
    "landing_zone.model._fields": ("Existing",),
    "landing_zone.model.blueprint": ("Blueprint",),
    "landing_zone.model.compute": ("Autoscale", "ComputeCluster", "ComputeInstance"),
    "landing_zone.model.data": ("DataAsset",),
    "landing_zone.model.datastore": ("BlobDatastore", "DataLakeDatastore"),
    "landing_zone.model.endpoint": ("OnlineEndpoint",),
    "landing_zone.model.environment": ("Conda", "Environment"),
    "landing_zone.model.identity": ("Grant", "SystemAssigned", "UserAssignedIdentity"),
    "landing_zone.model.insights": ("ApplicationInsights", "LogAnalytics"),
    "landing_zone.model.network": (
        "Fqdn", "Managed", "Private", "PrivateTarget", "Public", "ServiceTag", "Subnet", "VirtualNetwork",
    ),
    "landing_zone.model.registry": ("ContainerRegistry",),
    "landing_zone.model.scope": ("ResourceGroup",),
    "landing_zone.model.stack": ("DeploymentStack", "Stack"),
    "landing_zone.model.storage": ("StorageAccount",),
    "landing_zone.model.value": ("Parameter", "Secret"),
    "landing_zone.model.vault": ("KeyVault",),
    "landing_zone.model.workspace": ("Workspace",),
}  # fmt: skip
VERBS = (
    "check", "comment", "config", "deploy", "destroy", "drift", "emulator", "expand", "explain", "new", "output", "plan",
    "prune", "render", "schema", "upgrade",
)  # fmt: skip
"""What the commands do, as functions: ``from mlinfra import plan``. A star import leaves them out: they are short words."""
_HOME = {name: home for home, names in _HOMES.items() for name in names} | {verb: f"app.{verb}" for verb in VERBS}

__all__ = [
    "Accept",
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
    return sorted({*globals(), *__all__, *VERBS})
