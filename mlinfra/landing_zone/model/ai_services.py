"""Azure AI accounts (Azure AI services, Azure OpenAI), the models that they serve, and their projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.cognitive_services import AI_DEPLOYMENT, AI_PROJECT, AI_SERVICES
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, NOT, SWITCH, TAGS, items
from mlinfra.landing_zone.model._fields import Between, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Computed, Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import check_firewall
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY, IDENTITY_SPACED, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.ai_services_options import (
        AgentNetwork,
        AIKey,
        AIMonitor,
        AIRegions,
        AIStorage,
        AISubnet,
        AIWorkspace,
        Capacity,
    )

_RETIRED = "of QnA Maker, Personalizer, Metrics Advisor and Bing Search, which were retired"
_BY_NAME = "its name says it"


def _subdomain(account: AIServices, context: BodyContext) -> expr.Value:
    return context.names[-1] if account.subdomain is None else context.value(account.subdomain)


@model
class AIServices(Resource):
    """An Azure AI account: Azure AI services or Azure OpenAI, as hubs connect to; opened by roles, closed to the internet
    unless said otherwise.
    """

    arm_type: ClassVar[str] = AI_SERVICES.type

    name: str | None = None
    """2 to 64 letters, digits, '_', '.' and '-'. None: ``ais-`` and the owner's name."""
    _: KW_ONLY
    account_kind: Value[str] = at("kind", default="AIServices")
    """``AIServices`` has all, ``OpenAI`` the models of OpenAI alone, others one service; fixed at creation."""
    sku: Value[str] = at("sku.name", default="S0")
    """Its price."""
    subdomain: Value[str] | None = None
    """The first part of its address, unique in all of Azure, which roles and private endpoints need. None: its name."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY_SPACED)
    """Who it is when it reads keys and storage; one with projects needs one. None nobody."""
    keys: Value[bool] = at("properties.disableLocalAuth", default=False, conversion=NOT, absent=True)
    """Let API keys open it, past all roles."""
    public_access: bool = at(
        "properties.publicNetworkAccess",
        default=False,
        words=SWITCH,
        absent=True,
        decides="which private endpoints and firewalls there are",
    )
    """Reachable from the internet."""
    default_action: Value[Literal["Allow", "Deny"]] = at(
        "properties.networkAcls.defaultAction", default="Deny", absent="Allow"
    )
    """What its firewall does with all that no rule lets in."""
    trusted_services: Value[bool] = at(
        "properties.networkAcls.bypass", default=True, words={True: "AzureServices", False: "None"}, absent=True
    )
    """Let trusted services of Azure, such as Azure Machine Learning and Azure AI Search, past the firewall."""
    ip_rules: Many[Value[str]] | None = at("properties.networkAcls.ipRules", default=None, conversion=items("value"))
    """Public IPv4 addresses and ranges that the firewall lets in."""
    subnets: Many[AISubnet] | None = at("properties.networkAcls.virtualNetworkRules", default=None, nested=True)
    """Subnets that the firewall lets in."""
    restrict_outbound: Value[bool] | None = at("properties.restrictOutboundNetworkAccess", default=None)
    """Let it reach ``allowed_hosts`` alone; None: it reaches all."""
    allowed_hosts: Values[str] | None = at("properties.allowedFqdnList", default=None)
    """Names of hosts that it reaches, with ``restrict_outbound``."""
    customer_key: AIKey | None = at("properties.encryption", default=None, nested=True)
    """The key in a key vault that encrypts it; None: Azure's own."""
    storage: Many[AIStorage] | None = at("properties.userOwnedStorage", default=None, nested=True)
    """Storage accounts of your own in which it keeps what it is given, where its kind of account does so."""
    workspace: AIWorkspace | None = at("properties.amlWorkspace", default=None, nested=True)
    """The workspace in which it trains, where its kind of account does so."""
    monitor: AIMonitor | None = at("properties.raiMonitorConfig", default=None, nested=True)
    """Where it keeps what its filters of content find; None nowhere."""
    regions: AIRegions | None = at("properties.locations", default=None, nested=True)
    """More regions that answer for it; None: its own alone."""
    agent_networks: Many[AgentNetwork] | None = at("properties.networkInjections", default=None, nested=True)
    """The network in which its agents run; None: none of yours."""
    allow_projects: Value[bool] | None = at("properties.allowProjectManagement", default=None)
    """Let it have projects (`AIProject`), as Azure AI Foundry does; cannot be switched off again. None: no."""
    default_project: Value[str] | None = at("properties.defaultProject", default=None)
    """The project that calls without one mean."""
    projects: Values[str] | None = at("properties.associatedProjects", default=None)
    """The names of its projects, with ``allow_projects``; None: as Azure keeps them."""
    dynamic_throttling: Value[bool | None] = at("properties.dynamicThrottlingEnabled", default=None)
    """Take more calls than its limit while there is room; None: no."""
    stored_completions: Value[bool] | None = at("properties.storedCompletionsDisabled", default=None, conversion=NOT)
    """Let callers have it keep their prompts and answers; None: yes."""
    restore: Value[bool] | None = at("properties.restore", default=None)
    """Bring a deleted account of this name back, instead of making one; Azure keeps it for 48 hours."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "sku.tier": _BY_NAME,
        "sku.size": _BY_NAME,
        "sku.family": _BY_NAME,
        "sku.capacity": "accounts have none: deployments do",
        "properties.migrationToken": "of Azure's own migrations",
        "properties.apiProperties": _RETIRED,
        "properties.networkAcls.virtualNetworkRules[].state": "Azure tells it",
    }
    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "account_kind",
        "sku",
        "identity",
        Computed(
            "properties.customSubDomainName",
            _subdomain,
            "its name where none is given",
            ("subdomain", "name"),
            lambda subdomain, _reading: {"subdomain": subdomain},
        ),
    )

    @property
    def endpoint(self) -> Attribute[str]:
        """Its address, such as ``https://ais-churn.cognitiveservices.azure.com/``."""
        return told(self, "endpoint")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} AIServices"
        check_firewall(self.ip_rules, f"{place}.ip_rules")
        if known(self.allow_projects) and self.identity is None:
            message = "an account with projects acts as itself"
            raise InvalidInput(message, where=f"{place}.identity", hint="give identity=SystemAssigned()")
        if self.customer_key is not None and self.identity is None:
            message = "without an identity nobody reads the customer-managed key"
            raise InvalidInput(message, where=f"{place}.identity", hint="give identity=SystemAssigned()")
        if self.allowed_hosts and not may_be(self.restrict_outbound, True):
            message = "it reaches every host"
            raise InvalidInput(message, where=f"{place}.allowed_hosts", hint="add restrict_outbound=True, or drop them")
        for name in ("default_project", "projects"):
            if getattr(self, name) and not may_be(self.allow_projects, True):
                hint = "add allow_projects=True, or drop it"
                raise InvalidInput("it has no projects", where=f"{place}.{name}", hint=hint)


@model
class AIDeployment(Resource):
    """A model that an Azure AI account serves."""

    arm_type: ClassVar[str] = AI_DEPLOYMENT.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """2 to 64 letters, digits, '_', '.' and '-': what calls name."""
    _: KW_ONLY
    parent: NewOrExisting[AIServices] = elsewhere("its place in the ARM id")
    """The account, new or existing; it deploys one model after the other."""
    model: Value[str] = at("properties.model.name")
    """The model, such as ``gpt-4o``."""
    version: Value[str] | None = at("properties.model.version", default=None)
    """Its version, such as ``2024-11-20``; None: the default one, which moves."""
    format: Value[str] = at("properties.model.format", default="OpenAI")
    """Whose model it is, as Azure lists it, such as ``OpenAI`` or ``Meta``."""
    publisher: Value[str] | None = at("properties.model.publisher", default=None)
    """Who made it; None: the format says it."""
    source: Value[str] | None = at("properties.model.source", default=None)
    """The ARM id of a fine-tuned model's source; None: a model of the list."""
    source_account: Value[str] | None = at("properties.model.sourceAccount", default=None)
    """The ARM id of the account that has the fine-tuned model; None: its own."""
    sku: Value[str] = at("sku.name", default="Standard")
    """How it is paid and where it runs: ``Standard``, ``GlobalStandard``, ``DataZoneStandard``, ``ProvisionedManaged``."""
    capacity: Value[Annotated[int, Between(0, 1_000_000)]] | None = at("sku.capacity", default=None)
    """Thousands of tokens a minute, or provisioned units; None: as Azure chooses."""
    content_filter: Value[str] | None = at("properties.raiPolicyName", default=None)
    """The policy that filters content; None ``Microsoft.Default``."""
    upgrade: Value[Literal["OnceNewDefaultVersionAvailable", "OnceCurrentVersionExpired", "NoAutoUpgrade"]] | None = at(
        "properties.versionUpgradeOption", default=None
    )
    """When it takes a newer version by itself; None: as soon as there is a new default."""
    spillover: Value[str] | None = at("properties.spilloverDeploymentName", default=None)
    """The deployment that takes calls above the limit; None none."""
    shared_by: Value[str] | None = at("properties.parentDeploymentName", default=None)
    """The deployment whose capacity it shares; None none."""
    share: Capacity | None = at("properties.capacitySettings", default=None, nested=True)
    """How much of a shared capacity it has."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "sku.tier": _BY_NAME,
        "sku.size": _BY_NAME,
        "sku.family": _BY_NAME,
        "properties.scaleSettings": "an older form of the SKU",
        "properties.currentCapacity": "Azure tells it",
    }
    ROWS: ClassVar[Rows] = ("sku", "capacity", "tags", "format", "model", "version")


@model
class AIProject(Resource):
    """A project of an Azure AI account, which keeps agents and files of one team apart from others."""

    arm_type: ClassVar[str] = AI_PROJECT.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """2 to 64 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[AIServices] = elsewhere("its place in the ARM id")
    """The account, new or existing, with ``allow_projects``."""
    display_name: Value[str] | None = at("properties.displayName", default=None)
    """What people see; None: the name."""
    description: Value[str] = at("properties.description", default="")
    """What it is for."""
    identity: Identity = at("identity", default_factory=SystemAssigned, conversion=IDENTITY)
    """Who it is when its agents act."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (LOCATION, "tags", "identity")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if isinstance(self.parent, AIServices) and not may_be(self.parent.allow_projects, True):
            message = f"{self.parent.name or 'its account'} has no projects"
            raise InvalidInput(
                message, where=f"{caller_location()} AIProject.parent", hint="add allow_projects=True to it"
            )
