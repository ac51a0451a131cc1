"""Computes that live elsewhere and are attached to a workspace: Kubernetes, Spark pools, Databricks, virtual machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, Any, ClassVar

from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning import ATTACHED_TYPES, COMPUTE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, NOT, TAGS
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, principal_of
from mlinfra.landing_zone.model.value import Parameter, Secure, Value, secret


def _rows(compute_type: str) -> Rows:
    """What every attached compute begins with."""
    return (
        LOCATION,
        "tags",
        "identity",
        Constant("properties.computeType", compute_type, tells_class=True),
        Constant("properties.computeLocation", LOCATION.value),
        "description",
        "local_auth",
        "resource_id",
    )


def check_attached(compute: Any, arm_types: tuple[str, ...]) -> None:
    """Raise `InvalidInput` where the id of an attached compute is not the id of a resource of these types."""
    Resource._check(compute)  # ruff: ignore[private-member-access]  of every compute
    given = resource_id(compute.resource_id) if isinstance(compute.resource_id, str) else None
    wanted = [arm_type.lower() for arm_type in arm_types]
    if isinstance(compute.resource_id, str) and (given is None or given.type.lower() not in wanted):
        name = type(compute).__name__
        message = f"{compute.resource_id!r} is not the ARM id of a {' or '.join(arm_types)}"
        raise InvalidInput(message, where=f"{caller_location()} {name}.resource_id")


@model
class InstanceType:
    """What one kind of node of a Kubernetes compute gives a job."""

    _: KW_ONLY
    node_selector: Mapping[str, str] | None = at("nodeSelector", default=None)
    """Labels that a node of the cluster must have; None any node."""
    requests: Mapping[str, str] | None = at("resources.requests", default=None)
    """What a job gets for sure: ``{"cpu": "2", "memory": "4Gi"}``, as Kubernetes writes it."""
    limits: Mapping[str, str] | None = at("resources.limits", default=None)
    """The most that it gets, such as ``{"nvidia.com/gpu": "1"}``."""

    ROWS: ClassVar[Rows] = ()


@model
class _AttachedCompute(WorkspaceChild):
    """What every attached compute has."""

    name: str
    """3 to 24 letters, digits and '-'."""
    _: KW_ONLY
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """Who its jobs are; None nobody."""
    local_auth: bool | None = at("properties.disableLocalAuth", default=None, conversion=NOT)
    """Let it be opened without an identity; None: yes."""
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""


@model
class KubernetesCompute(_AttachedCompute):
    """A Kubernetes cluster (AKS or Azure Arc) with the Azure Machine Learning extension, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type

    _: KW_ONLY
    resource_id: Value[str] = at("properties.resourceId")
    """The ARM id of the cluster, which has the extension already."""
    namespace: Value[str] | None = at("properties.properties.namespace", default=None)
    """The namespace for what runs there; None ``default``."""
    default_instance_type: Value[str] | None = at("properties.properties.defaultInstanceType", default=None)
    """The instance type of jobs that name none."""
    instance_types: Mapping[str, InstanceType] | None = at(
        "properties.properties.instanceTypes", default=None, nested=True
    )
    """Instance types by name."""

    ROWS: ClassVar[Rows] = _rows("Kubernetes")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        check_attached(self, ATTACHED_TYPES["Kubernetes"])


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
class AttachedVirtualMachine(_AttachedCompute):
    """A virtual machine of your own, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type

    _: KW_ONLY
    resource_id: Value[str] = at("properties.resourceId")
    """The ARM id of the machine."""
    address: Value[str] | None = at("properties.properties.address", default=None)
    """Its public address."""
    ssh_port: Annotated[int, Between(1, 65_535)] | None = at("properties.properties.sshPort", default=None)
    """The port of SSH; None 22."""
    user: MachineUser | None = at("properties.properties.administratorAccount", default=None, nested=True)
    """Who signs in."""
    size: Value[str] | None = at("properties.properties.virtualMachineSize", default=None)
    """The VM size."""
    notebook_port: Annotated[int, Between(1, 65_535)] | None = at(
        "properties.properties.notebookServerPort", default=None
    )
    """The port of its notebook server."""
    for_notebooks: bool | None = at("properties.properties.isNotebookInstanceCompute", default=None)
    """Whether it is for notebooks; None: no."""

    ROWS: ClassVar[Rows] = _rows("VirtualMachine")

    def _check(self) -> None:
        check_attached(self, ATTACHED_TYPES["VirtualMachine"])


@model
class SparkPool(_AttachedCompute):
    """A Spark pool of a Synapse workspace, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type

    _: KW_ONLY
    resource_id: Value[str] = at("properties.resourceId")
    """The ARM id of the pool."""
    spark_version: Value[str] | None = at("properties.properties.sparkVersion", default=None)
    """The version of Spark."""
    node_size: Value[str] | None = at("properties.properties.nodeSize", default=None)
    """The size of a node, such as ``Medium``."""
    node_family: Value[str] | None = at("properties.properties.nodeSizeFamily", default=None)
    """The family of a node, such as ``MemoryOptimized``."""
    nodes: int | None = at("properties.properties.nodeCount", default=None)
    """How many nodes, where it does not scale by itself."""
    minimum: int | None = at("properties.properties.autoScaleProperties.minNodeCount", default=None)
    """Least nodes."""
    maximum: int | None = at("properties.properties.autoScaleProperties.maxNodeCount", default=None)
    """Most nodes."""
    scales: bool | None = at("properties.properties.autoScaleProperties.enabled", default=None)
    """Whether it scales by itself."""
    pauses: bool | None = at("properties.properties.autoPauseProperties.enabled", default=None)
    """Whether it pauses when it is idle."""
    pause_minutes: int | None = at("properties.properties.autoPauseProperties.delayInMinutes", default=None)
    """Minutes without work after which it pauses."""
    synapse_subscription: Value[str] | None = at("properties.properties.subscriptionId", default=None)
    """The subscription of the Synapse workspace."""
    synapse_group: Value[str] | None = at("properties.properties.resourceGroup", default=None)
    """The resource group of the Synapse workspace."""
    synapse_workspace: Value[str] | None = at("properties.properties.workspaceName", default=None)
    """The name of the Synapse workspace."""
    pool: Value[str] | None = at("properties.properties.poolName", default=None)
    """The name of the pool there."""

    ROWS: ClassVar[Rows] = _rows("SynapseSpark")

    def _check(self) -> None:
        check_attached(self, ATTACHED_TYPES["SynapseSpark"])


@model
class DatabricksCompute(_AttachedCompute):
    """An Azure Databricks workspace, attached to a workspace."""

    arm_type: ClassVar[str] = COMPUTE.type

    _: KW_ONLY
    resource_id: Value[str] = at("properties.resourceId")
    """The ARM id of the Databricks workspace."""
    access_token: Secure = at(
        "properties.properties.databricksAccessToken",
        conversion=secret("databricksToken"),
        absent=Parameter("databricksToken", secure=True),
    )
    """A personal access token of it, as a secure parameter."""
    workspace_url: Value[str] | None = at("properties.properties.workspaceUrl", default=None)
    """Its address, such as ``adb-1234567890123456.7.azuredatabricks.net``."""

    ROWS: ClassVar[Rows] = _rows("Databricks")

    def _check(self) -> None:
        check_attached(self, ATTACHED_TYPES["Databricks"])
