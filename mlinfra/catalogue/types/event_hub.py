"""Resource types of Microsoft.EventHub."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import acts, crypt, keys, reach, told, who
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, LinkGroup, NameRecipe, NameRule, OneWay, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import DEFAULT_NAME, IN_GROUP, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Excludes, Limit, Needs, Ordered, When, together
else:
    Excludes, Limit, Needs, Ordered, When, together = later(
        "body_rules", "Excludes", "Limit", "Needs", "Ordered", "When", "together"
    )

_table = partial(Table, "azure-mgmt-eventhub==11.2.0", "azure.mgmt.eventhub.v2024_01_01.models")
_VERSION: Final = "2024-01-01"
_NAMESPACE: Final = "Microsoft.EventHub/namespaces"
_PAGE: Final = "azure/templates/microsoft.eventhub/namespaces"

EVENT_HUB_NAMESPACE: Final = ResourceType(
    type=_NAMESPACE,
    api_version=_VERSION,
    word="events",
    place=IN_GROUP,
    name=NameRule(
        r"[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]",
        "6 to 50 letters, digits and '-', starting with a letter, not ending in '-'",
    ),
    holds_data="an Event Hubs namespace holds events",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=_table("EHNamespace"),
    page=_PAGE,
    security=(
        keys("disableLocalAuth"),
        crypt("encryption", "minimumTlsVersion"),
        reach("publicNetworkAccess"),
    ),
    key_properties=told("sku.name"),
    rules=together(
        Limit("properties.maximumThroughputUnits", 0, 40),
        Limit("sku.capacity", 0, 40),
        Needs(("identity",), (When("properties.encryption.keySource"),), reason="an identity reads the key"),
    ),
    link_groups=(
        LinkGroup(
            "namespace",
            {
                "AzureCloud": ("privatelink.servicebus.windows.net",),
                "AzureUSGovernment": ("privatelink.servicebus.usgovcloudapi.net",),
                "AzureChinaCloud": ("privatelink.servicebus.chinacloudapi.cn",),
            },
        ),
    ),
    recipe=NameRecipe("evhns", 50, unique=True),
    unique_in="global",
    create_only=(CreateOnly(("properties.zoneRedundant", "properties.clusterArmId", "properties.alternateName")),),
    one_way=(
        OneWay("properties.encryption.requireInfrastructureEncryption", (True,), (False,)),
        OneWay("sku.name", ("Premium",), ("Basic", "Standard")),
        OneWay("sku.name", ("Basic", "Standard"), ("Premium",)),
    ),
    noise=(
        service("N062", "createdAt", "updatedAt", "metricId", "serviceBusEndpoint", "status", "provisioningState"),
        default("N062", False, "isAutoInflateEnabled"),
        default("N062", 0, "maximumThroughputUnits"),
    ),
    computed={
        "properties.provisioningState": "Succeeded",
        "properties.serviceBusEndpoint": "https://{name}.servicebus.windows.net:443/",
        "properties.status": "Active",
    },
    tells={"endpoint": "properties.serviceBusEndpoint"},
    principal="identity.principalId",
)
EVENT_HUB: Final = ResourceType(
    type=f"{_NAMESPACE}/eventhubs",
    api_version=_VERSION,
    word="event hub",
    place=ChildOf(_NAMESPACE),
    name=NameRule(
        r"[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,254}[a-zA-Z0-9])?",
        "1 to 256 letters, digits, '.', '_' and '-', starting and ending with a letter or digit",
    ),
    holds_data="an event hub holds events",
    purge=None,
    soft_deleted_days=0,
    properties=_table("Eventhub"),
    page=f"{_PAGE}/eventhubs",
    security=(acts("captureDescription.destination.identity"),),
    key_properties=(),
    rules=together(
        Limit("properties.partitionCount", 1, 1024),
        Limit("properties.messageRetentionInDays", 1, 90),
        Limit("properties.retentionDescription.retentionTimeInHours", -1, 2160),
        Excludes(
            "properties.messageRetentionInDays",
            (When("properties.retentionDescription.retentionTimeInHours"),),
            reason="days, or hours",
        ),
        Limit("properties.captureDescription.intervalInSeconds", 60, 900),
        Limit("properties.captureDescription.sizeLimitInBytes", 10_485_760, 524_288_000),
        Ordered(
            "properties.retentionDescription.tombstoneRetentionTimeInHours",
            "properties.retentionDescription.retentionTimeInHours",
        ),
    ),
    references={
        "properties.captureDescription.destination.properties.storageAccountResourceId": (
            "Microsoft.Storage/storageAccounts",
        ),
    },
    create_only=(
        CreateOnly(("properties.retentionDescription.cleanupPolicy",)),
        CreateOnly(("properties.partitionCount",), grows=True, reason="Azure makes partitions more, and never fewer"),
    ),
    noise=(service("N062", "createdAt", "updatedAt", "partitionIds"), default("N062", "Active", "status")),
    defaults={"properties.status": "Active"},
)
CONSUMER_GROUP: Final = ResourceType(
    type=f"{EVENT_HUB.type}/consumergroups",
    api_version=_VERSION,
    word="consumer group",
    place=ChildOf(EVENT_HUB.type),
    name=NameRule(
        r"\$Default|[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,48}[a-zA-Z0-9])?",
        "1 to 50 letters, digits, '.', '_' and '-', starting and ending with a letter or digit",
    ),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("ConsumerGroup"),
    page=f"{_PAGE}/eventhubs/consumergroups",
    security=(),
    key_properties=(),
    rules=together(
        Limit("properties.userMetadata", most=1024),
    ),
    noise=(service("N062", "createdAt", "updatedAt"),),
)
EVENT_HUB_RULE: Final = ResourceType(
    type=f"{_NAMESPACE}/authorizationRules",
    api_version=_VERSION,
    word="key",
    place=ChildOf(_NAMESPACE),
    name=NameRule(
        r"[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,48}[a-zA-Z0-9])?",
        "1 to 50 letters, digits, '.', '_' and '-', starting and ending with a letter or digit",
    ),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    least={"properties": {"rights": ["Listen"]}},
    properties=_table("AuthorizationRule"),
    page=f"{_PAGE}/authorizationrules",
    security=(who("rights"),),
    key_properties=(),
    rules=together(Needs(("properties.rights",)), Limit("properties.rights", 1, 3)),
)
EVENT_HUB_FIREWALL: Final = ResourceType(
    type=f"{_NAMESPACE}/networkRuleSets",
    api_version=_VERSION,
    word="firewall",
    place=ChildOf(_NAMESPACE),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("NetworkRuleSet"),
    page=f"{_PAGE}/networkrulesets",
    security=(reach("defaultAction", "ipRules", "publicNetworkAccess", "virtualNetworkRules"),),
    key_properties=(),
    references={"properties.virtualNetworkRules[*].subnet.id": ("Microsoft.Network/virtualNetworks/subnets",)},
)

TYPES: Final = (EVENT_HUB_NAMESPACE, EVENT_HUB, CONSUMER_GROUP, EVENT_HUB_RULE, EVENT_HUB_FIREWALL)
