"""Capability hosts: which resources of a team the agents of a hub or project use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_agents import CAPABILITY_HOST
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import target_id
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.connection import CONNECTION_NAMES, NamedConnection
from mlinfra.landing_zone.model.value import Value
from mlinfra.landing_zone.model.virtual_network import Subnet


@model
class CapabilityHost(WorkspaceChild):
    """Where the agents of a hub or project keep files, threads and vectors.

    Each is named by connections of the stack, which are made before, or by the names of connections that are there already.
    """

    arm_type: ClassVar[str] = CAPABILITY_HOST.type

    name: str
    """1 to 255 letters, digits, '-' and '_'."""
    _: KW_ONLY
    host_kind: Literal["Agents"] = at(
        "properties.capabilityHostKind", default="Agents", decides="which kind of host it is: Azure has one"
    )
    """What it is for: agents, so far."""
    ai_services: Many[NamedConnection] | None = at(
        "properties.aiServicesConnections", default=None, conversion=CONNECTION_NAMES
    )
    """Connections to the models that agents use."""
    storage: Many[NamedConnection] | None = at(
        "properties.storageConnections", default=None, conversion=CONNECTION_NAMES
    )
    """Connections to the storage account that keeps files."""
    threads: Many[NamedConnection] | None = at(
        "properties.threadStorageConnections", default=None, conversion=CONNECTION_NAMES
    )
    """Connections to the Cosmos DB account that keeps threads."""
    vectors: Many[NamedConnection] | None = at(
        "properties.vectorStoreConnections", default=None, conversion=CONNECTION_NAMES
    )
    """Connections to the search service that keeps vectors."""
    apps: Many[NamedConnection] | None = at(
        "properties.acaEnvironmentConnections", default=None, conversion=CONNECTION_NAMES
    )
    """Connections to the environment of container apps that runs tools."""
    subnet: NewOrExisting[Subnet] | None = at("properties.customerSubnet", default=None, conversion=target_id(Subnet))
    """The subnet into which agents are put; None: Azure's network."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("properties.tags", default_factory=dict)
    """Tags of its own."""
    properties: Mapping[str, Value[str]] | None = at("properties.properties", default=None)
    """More names and values that are kept with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("host_kind",)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        kind = getattr(self.parent, "workspace_kind", "Hub") if isinstance(self.parent, Resource) else "Hub"
        if kind not in {"Hub", "Project"}:
            message = f"a {kind} workspace has no agents"
            where = f"{caller_location()} CapabilityHost.parent"
            raise InvalidInput(message, where=where, hint="give it a hub or a project")
