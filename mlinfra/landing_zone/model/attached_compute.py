"""Computes that live elsewhere and are attached to a workspace: Kubernetes, Spark pools, Databricks, virtual machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.model._attached import AttachedCompute, attached_rows
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.identity import principal_of
from mlinfra.landing_zone.model.value import Parameter, Secure, Value, secret


@model
class InstanceType:
    """What one kind of node of a Kubernetes compute gives a job."""

    _: KW_ONLY
    node_selector: Mapping[str, Value[str]] | None = at("nodeSelector", default=None)
    """Labels that a node of the cluster must have; None any node."""
    requests: Mapping[str, Value[str]] | None = at("resources.requests", default=None)
    """What a job gets for sure: ``{"cpu": "2", "memory": "4Gi"}``, as Kubernetes writes it."""
    limits: Mapping[str, Value[str]] | None = at("resources.limits", default=None)
    """The most that it gets, such as ``{"nvidia.com/gpu": "1"}``."""

    ROWS: ClassVar[Rows] = ()


@model
class KubernetesCompute(AttachedCompute):
    """A Kubernetes cluster (AKS or Azure Arc) with the Azure Machine Learning extension, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "Kubernetes"

    _: KW_ONLY
    namespace: Value[str] | None = at("properties.properties.namespace", default=None)
    """The namespace for what runs there; None ``default``."""
    default_instance_type: Value[str] | None = at("properties.properties.defaultInstanceType", default=None)
    """The instance type of jobs that name none."""
    instance_types: Mapping[str, InstanceType] | None = at(
        "properties.properties.instanceTypes", default=None, nested=True
    )
    """Instance types by name."""

    ROWS: ClassVar[Rows] = attached_rows(attaches)

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)


@model
class MachineUser:
    """Who signs in to an attached virtual machine."""

    name: Value[str] = at("username")
    """The name of the user."""
    _: KW_ONLY
    password: Secure | None = at("password", default=None, conversion=secret("machinePassword"))
    """The password, as a secure parameter."""
    public_key: Secure | None = at("publicKeyData", default=None, conversion=secret("machinePublicKey"))
    """The public key, as a secure parameter."""
    private_key: Secure | None = at("privateKeyData", default=None, conversion=secret("machinePrivateKey"))
    """The private key, as a secure parameter."""

    ROWS: ClassVar[Rows] = ()


@model
class AttachedVirtualMachine(AttachedCompute):
    """A virtual machine of your own, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "VirtualMachine"

    _: KW_ONLY
    address: Value[str] | None = at("properties.properties.address", default=None)
    """Its public address."""
    ssh_port: Value[Annotated[int, Between(1, 65_535)]] | None = at("properties.properties.sshPort", default=None)
    """The port of SSH; None 22."""
    user: MachineUser | None = at("properties.properties.administratorAccount", default=None, nested=True)
    """Who signs in."""
    size: Value[str] | None = at("properties.properties.virtualMachineSize", default=None)
    """The VM size."""
    notebook_port: Value[Annotated[int, Between(1, 65_535)]] | None = at(
        "properties.properties.notebookServerPort", default=None
    )
    """The port of its notebook server."""
    for_notebooks: Value[bool | None] = at("properties.properties.isNotebookInstanceCompute", default=None)
    """Whether it is for notebooks; None: no."""

    ROWS: ClassVar[Rows] = attached_rows(attaches)


@model
class SparkPool(AttachedCompute):
    """A Spark pool of a Synapse workspace, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "SynapseSpark"

    _: KW_ONLY
    spark_version: Value[str] | None = at("properties.properties.sparkVersion", default=None)
    """The version of Spark."""
    node_size: Value[str] | None = at("properties.properties.nodeSize", default=None)
    """The size of a node, such as ``Medium``."""
    node_family: Value[str] | None = at("properties.properties.nodeSizeFamily", default=None)
    """The family of a node, such as ``MemoryOptimized``."""
    nodes: Value[int] | None = at("properties.properties.nodeCount", default=None)
    """How many nodes, where it does not scale by itself."""
    minimum: Value[int] | None = at("properties.properties.autoScaleProperties.minNodeCount", default=None)
    """Least nodes."""
    maximum: Value[int] | None = at("properties.properties.autoScaleProperties.maxNodeCount", default=None)
    """Most nodes."""
    scales: Value[bool | None] = at("properties.properties.autoScaleProperties.enabled", default=None)
    """Whether it scales by itself."""
    pauses: Value[bool | None] = at("properties.properties.autoPauseProperties.enabled", default=None)
    """Whether it pauses when it is idle."""
    pause_minutes: Value[int | None] = at("properties.properties.autoPauseProperties.delayInMinutes", default=None)
    """Minutes without work after which it pauses."""
    synapse_subscription: Value[str] | None = at("properties.properties.subscriptionId", default=None)
    """The subscription of the Synapse workspace."""
    synapse_group: Value[str] | None = at("properties.properties.resourceGroup", default=None)
    """The resource group of the Synapse workspace."""
    synapse_workspace: Value[str] | None = at("properties.properties.workspaceName", default=None)
    """The name of the Synapse workspace."""
    pool: Value[str] | None = at("properties.properties.poolName", default=None)
    """The name of the pool there."""

    ROWS: ClassVar[Rows] = attached_rows(attaches)

    def _check(self) -> None:
        AttachedCompute._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        least, most = known(self.minimum), known(self.maximum)
        if least is not None and most is not None and not 0 <= least <= most:
            message = f"{least} to {most} nodes is not a range from least to most"
            raise InvalidInput(message, where=f"{caller_location()} SparkPool.maximum")


@model
class DatabricksCompute(AttachedCompute):
    """An Azure Databricks workspace, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type
    attaches: ClassVar[str] = "Databricks"

    _: KW_ONLY
    access_token: Secure = at(
        "properties.properties.databricksAccessToken",
        conversion=secret("databricksToken"),
        absent=Parameter("databricksToken", secure=True),
    )
    """A personal access token of it, as a secure parameter."""
    workspace_url: Value[str] | None = at("properties.properties.workspaceUrl", default=None)
    """Its address, such as ``adb-1234567890123456.7.azuredatabricks.net``."""

    ROWS: ClassVar[Rows] = attached_rows(attaches)
