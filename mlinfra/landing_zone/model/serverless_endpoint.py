"""Serverless endpoints: models of the catalog that Azure runs and bills by use, and subscriptions to those of partners."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_endpoints import MARKETPLACE_SUBSCRIPTION, SERVERLESS_ENDPOINT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._known import same
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, principal_of
from mlinfra.landing_zone.model.sku import Sku
from mlinfra.landing_zone.model.value import Value


@model
class MarketplaceSubscription(WorkspaceChild):
    """A subscription of a workspace to a partner's model in Azure Marketplace; who deploys it needs rights to buy there."""

    arm_type: ClassVar[str] = MARKETPLACE_SUBSCRIPTION.type

    name: str
    """1 to 255 letters, digits, '-' and '_'."""
    _: KW_ONLY
    model: Value[str] = at("properties.modelId")
    """The model in the catalog, without a version: ``azureml://registries/azureml-cohere/models/Cohere-embed-v3-english``;
    fixed at creation."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        _check_model(self.model, f"{caller_location()} MarketplaceSubscription.model")


@model
class ServerlessEndpoint(WorkspaceChild):
    """An address at which a model of the catalog answers, without machines of your own."""

    arm_type: ClassVar[str] = SERVERLESS_ENDPOINT.type

    name: str
    """1 to 52 letters, digits and '-', starting with a letter or digit; unique in the region."""
    _: KW_ONLY
    model: Value[str] = at("properties.modelSettings.modelId")
    """The model in the catalog, without a version, such as ``azureml://registries/azureml-meta/models/Llama-3.3-70B-Instruct``;
    fixed at creation."""
    subscription: MarketplaceSubscription | None = elsewhere("the order of the deployment", default=None)
    """The subscription to the model, for one of a partner; it must be there first."""
    auth_mode: Value[Literal["Key", "AAD", "KeyAndAAD"]] = at("properties.authMode", default="Key")
    """How callers prove who they are: by a key, by a Microsoft Entra token, or by either."""
    content_safety: Value[bool] | None = at("properties.contentSafety.contentSafetyStatus", default=None, words=SWITCH)
    """Let Azure AI Content Safety look at requests and answers; None as Azure chooses."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """An identity of its own; None none."""
    sku: Sku = at("sku", default_factory=lambda: Sku("Consumption"), nested=True)
    """Azure's words for its price, which is paid by use."""
    portal_kind: Value[str] | None = at("kind", default=None)
    """A word by which portals may show it differently."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (LOCATION, "tags", "sku", "identity", "auth_mode", "model")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    @property
    def uri(self) -> Attribute[str]:
        """Where callers send their requests."""
        return told(self, "uri")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} ServerlessEndpoint.model"
        _check_model(self.model, place)
        if self.subscription is not None and not same(self.subscription.model, self.model):
            message = f"the subscription {self.subscription.name} is to another model"
            raise InvalidInput(message, where=place, hint=f"give model={self.subscription.model!r}")


def _check_model(model: object, place: str) -> None:
    """Raise `InvalidInput` for text that is no model of a registry, or names a version, which these endpoints choose."""
    if not isinstance(model, str):
        return
    if not re.fullmatch(r"azureml://registries/[^/]+/models/[^/]+", model):
        hint = "such as azureml://registries/azureml-cohere/models/Cohere-embed-v3-english"
        raise InvalidInput(f"{model!r} is not a model of a registry without a version", where=place, hint=hint)
