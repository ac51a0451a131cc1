"""mlinfra: describe, review, deploy and keep Azure Machine Learning landing zones."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # `make baselines` writes these lines.
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
    from mlinfra.base.accept import Accept as Accept
    from mlinfra.base.errors import InvalidInput as InvalidInput
    from mlinfra.base.errors import MlinfraError as MlinfraError
    from mlinfra.base.ignore import Ignore as Ignore
    from mlinfra.landing_zone.model._fields import Existing as Existing
    from mlinfra.landing_zone.model.blueprint import Blueprint as Blueprint
    from mlinfra.landing_zone.model.compute import Autoscale as Autoscale
    from mlinfra.landing_zone.model.compute import ComputeCluster as ComputeCluster
    from mlinfra.landing_zone.model.compute import ComputeInstance as ComputeInstance
    from mlinfra.landing_zone.model.container import BlobContainer as BlobContainer
    from mlinfra.landing_zone.model.data import DataAsset as DataAsset
    from mlinfra.landing_zone.model.datastore import BlobDatastore as BlobDatastore
    from mlinfra.landing_zone.model.datastore import DataLakeDatastore as DataLakeDatastore
    from mlinfra.landing_zone.model.deployment import CodeConfiguration as CodeConfiguration
    from mlinfra.landing_zone.model.deployment import OnlineDeployment as OnlineDeployment
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint as OnlineEndpoint
    from mlinfra.landing_zone.model.environment import Conda as Conda
    from mlinfra.landing_zone.model.environment import Environment as Environment
    from mlinfra.landing_zone.model.identity import Grant as Grant
    from mlinfra.landing_zone.model.identity import SystemAssigned as SystemAssigned
    from mlinfra.landing_zone.model.identity import UserAssignedIdentity as UserAssignedIdentity
    from mlinfra.landing_zone.model.insights import ApplicationInsights as ApplicationInsights
    from mlinfra.landing_zone.model.insights import LogAnalytics as LogAnalytics
    from mlinfra.landing_zone.model.network import Fqdn as Fqdn
    from mlinfra.landing_zone.model.network import Managed as Managed
    from mlinfra.landing_zone.model.network import Private as Private
    from mlinfra.landing_zone.model.network import PrivateTarget as PrivateTarget
    from mlinfra.landing_zone.model.network import Public as Public
    from mlinfra.landing_zone.model.network import ServiceTag as ServiceTag
    from mlinfra.landing_zone.model.network import Subnet as Subnet
    from mlinfra.landing_zone.model.network import VirtualNetwork as VirtualNetwork
    from mlinfra.landing_zone.model.registry import ContainerRegistry as ContainerRegistry
    from mlinfra.landing_zone.model.scope import ManagementGroup as ManagementGroup
    from mlinfra.landing_zone.model.scope import ResourceGroup as ResourceGroup
    from mlinfra.landing_zone.model.scope import Subscription as Subscription
    from mlinfra.landing_zone.model.scope import Tenant as Tenant
    from mlinfra.landing_zone.model.search import SearchService as SearchService
    from mlinfra.landing_zone.model.stack import DeploymentStack as DeploymentStack
    from mlinfra.landing_zone.model.stack import Stack as Stack
    from mlinfra.landing_zone.model.storage import StorageAccount as StorageAccount
    from mlinfra.landing_zone.model.value import Parameter as Parameter
    from mlinfra.landing_zone.model.value import Secret as Secret
    from mlinfra.landing_zone.model.vault import KeyVault as KeyVault
    from mlinfra.landing_zone.model.workspace import Workspace as Workspace

__version__ = "0.1.0"

VERBS = (
    "check", "comment", "config", "deploy", "destroy", "drift", "emulator", "expand", "explain", "new", "output", "plan",
    "prune", "render", "schema", "upgrade",
)  # fmt: skip
"""What the commands do, as functions: ``from mlinfra import plan``. A star import leaves them out: they are short words."""
_HOME = {
    # `make baselines` writes these lines: each class with @model, and what scripts/public_names.py adds.
    "Accept": "base.accept",
    "ApplicationInsights": "landing_zone.model.insights",
    "Autoscale": "landing_zone.model.compute",
    "BlobContainer": "landing_zone.model.container",
    "BlobDatastore": "landing_zone.model.datastore",
    "Blueprint": "landing_zone.model.blueprint",
    "CodeConfiguration": "landing_zone.model.deployment",
    "ComputeCluster": "landing_zone.model.compute",
    "ComputeInstance": "landing_zone.model.compute",
    "Conda": "landing_zone.model.environment",
    "ContainerRegistry": "landing_zone.model.registry",
    "DataAsset": "landing_zone.model.data",
    "DataLakeDatastore": "landing_zone.model.datastore",
    "DeploymentStack": "landing_zone.model.stack",
    "Environment": "landing_zone.model.environment",
    "Existing": "landing_zone.model._fields",
    "Fqdn": "landing_zone.model.network",
    "Grant": "landing_zone.model.identity",
    "Ignore": "base.ignore",
    "InvalidInput": "base.errors",
    "KeyVault": "landing_zone.model.vault",
    "LogAnalytics": "landing_zone.model.insights",
    "Managed": "landing_zone.model.network",
    "ManagementGroup": "landing_zone.model.scope",
    "MlinfraError": "base.errors",
    "OnlineDeployment": "landing_zone.model.deployment",
    "OnlineEndpoint": "landing_zone.model.endpoint",
    "Parameter": "landing_zone.model.value",
    "Private": "landing_zone.model.network",
    "PrivateTarget": "landing_zone.model.network",
    "Public": "landing_zone.model.network",
    "ResourceGroup": "landing_zone.model.scope",
    "SearchService": "landing_zone.model.search",
    "Secret": "landing_zone.model.value",
    "ServiceTag": "landing_zone.model.network",
    "Stack": "landing_zone.model.stack",
    "StorageAccount": "landing_zone.model.storage",
    "Subnet": "landing_zone.model.network",
    "Subscription": "landing_zone.model.scope",
    "SystemAssigned": "landing_zone.model.identity",
    "Tenant": "landing_zone.model.scope",
    "UserAssignedIdentity": "landing_zone.model.identity",
    "VirtualNetwork": "landing_zone.model.network",
    "Workspace": "landing_zone.model.workspace",
    **{verb: f"app.{verb}" for verb in VERBS},
}

__all__ = [
    # `make baselines` writes these lines.
    "Accept",
    "ApplicationInsights",
    "Autoscale",
    "BlobContainer",
    "BlobDatastore",
    "Blueprint",
    "CodeConfiguration",
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
    "ManagementGroup",
    "MlinfraError",
    "OnlineDeployment",
    "OnlineEndpoint",
    "Parameter",
    "Private",
    "PrivateTarget",
    "Public",
    "ResourceGroup",
    "SearchService",
    "Secret",
    "ServiceTag",
    "Stack",
    "StorageAccount",
    "Subnet",
    "Subscription",
    "SystemAssigned",
    "Tenant",
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
