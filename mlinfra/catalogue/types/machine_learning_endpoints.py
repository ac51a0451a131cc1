"""Resource types of Microsoft.MachineLearningServices that serve models: endpoints and their deployments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import SKU_AND_KIND, keys, reach, told
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, NameRule, ResourceType
from mlinfra.catalogue.types._shared import DONE, default, unseen
from mlinfra.catalogue.types.machine_learning import ML_LONG_NAME, ML_VERSION, ML_WORKSPACES, ml_table

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import When
    from mlinfra.catalogue.service import Action, Errors, Given, Refused, Renewed, Served, Statuses
    from mlinfra.catalogue.types import _serving_rules as rules
else:
    (When,) = later("body_rules", "When")
    Action, Errors, Given, Refused, Renewed, Served, Statuses = later(
        "service", "Action", "Errors", "Given", "Refused", "Renewed", "Served", "Statuses"
    )
    rules = LaterModule("types._serving_rules")

_NAME = NameRule(
    r"(?=.{3,32}$)[a-zA-Z](?:-?[a-zA-Z0-9])*", "3 to 32 letters, digits and single '-', starting with a letter"
)
_COMPUTE = f"{ML_WORKSPACES}/computes"
_KEPT: Final = CreateOnly(
    ("properties.properties.*",), grows=True, reason="Azure takes more properties, and neither changes nor removes one"
)
_OF_DEPLOYMENTS: Final = {
    "properties.environmentId": (f"{ML_WORKSPACES}/environments/versions",),
    "properties.codeConfiguration.codeId": (f"{ML_WORKSPACES}/codes/versions",),
}


def _of_probes(*names: str) -> tuple[str, ...]:
    """The paths of members of the probes that Azure makes where a deployment has none."""
    return tuple(f"{probe}.{name}" for probe in ("livenessProbe", "readinessProbe") for name in names)


_ONLINE, _BATCH = f"{ML_WORKSPACES}/onlineEndpoints", f"{ML_WORKSPACES}/batchEndpoints"

_HOST: Final = "https://{spelled}.{location}.inference.ml.azure.com"
_ERRORS: Final = Errors(
    change=(400, "BadRequest"),
    taken=("Conflict", "The endpoint name '{spelled}' is already in use in this region."),
)
_KEYS: Final[Json] = {"primaryKey": "{key:1 primary}", "secondaryKey": "{key:2 secondary}"}
_TOKEN: Final[Json] = {
    "accessToken": "{key:9}",
    "tokenType": "Bearer",
    "expiryTimeUtc": 4_102_444_800,
    "refreshAfterTimeUtc": 4_102_444_800,
}
_NO_TOKENS: Final = Refused(
    When("properties.authMode", ("Key",)),
    "The endpoint authenticates by key: it has no tokens.",
    target="properties.authMode",
)
_RENEWED: Final = Renewed(
    "keyType", ("primary", "secondary"), "The keyType '{sent:keyType}' is not Primary or Secondary."
)
_ACTIONS: Final = (
    Action("listKeys", _KEYS),
    Action("regenerateKeys", renews=_RENEWED, later=True),
    Action("token", _TOKEN, refused=(_NO_TOKENS,)),
)
_PROBE: Final[Json] = {
    "initialDelay": "PT10S",
    "period": "PT10S",
    "timeout": "PT2S",
    "successThreshold": 1,
    "failureThreshold": 30,
}
_MANAGED: Final[Mapping[str, Json]] = {
    "properties.instanceType": "Standard_F4s_v2",
    "properties.appInsightsEnabled": False,
    "properties.scaleSettings.scaleType": "Default",
    "properties.requestSettings": {"maxConcurrentRequestsPerInstance": 1, "requestTimeout": "PT5S"},
    "properties.livenessProbe": _PROBE,
    "properties.readinessProbe": _PROBE,
}
_OF_A_MODEL: Final[Mapping[str, Json]] = {
    "properties.miniBatchSize": 10,
    "properties.maxConcurrencyPerInstance": 1,
    "properties.errorThreshold": -1,
}
"""What a deployment of a model assumes; one of a pipeline has none of it."""

ONLINE_ENDPOINT: Final = ResourceType(
    type=_ONLINE,
    api_version=ML_VERSION,
    word="endpoint",
    place=ChildOf(ML_WORKSPACES),
    name=_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=ml_table("OnlineEndpoint"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/onlineendpoints",
    security=(
        keys("authMode"),
        reach("publicNetworkAccess"),
    ),
    key_properties=told("properties.authMode"),
    rules=rules.ONLINE_ENDPOINT_RULES,
    references={"properties.compute": (_COMPUTE,)},
    unique_in="region",
    create_only=(
        _KEPT,
        CreateOnly(
            ("kind", "identity", "properties.authMode", "properties.compute"),
            left_out=("identity", "properties.compute"),
        ),
    ),
    write_only=("properties.keys",),
    child_names={"properties.traffic": "deployments", "properties.mirrorTraffic": "deployments"},
    noise=(unseen("N014", "properties.keys"),),
    tells={"scoring_uri": "properties.scoringUri", "swagger_uri": "properties.swaggerUri"},
    principal="identity.principalId",
    defaults={"properties.publicNetworkAccess": "Enabled", "properties.traffic": {}},
    computed={**DONE, "properties.scoringUri": f"{_HOST}/score", "properties.swaggerUri": f"{_HOST}/swagger.json"},
    served=Served(
        required=("location", "properties.authMode"),
        errors=_ERRORS,
        system_data=True,
        actions=_ACTIONS,
        behaviours=("shares of deployments",),
    ),
)

ONLINE_DEPLOYMENT: Final = ResourceType(
    type=f"{_ONLINE}/deployments",
    api_version=ML_VERSION,
    word="online dep",
    place=ChildOf(_ONLINE),
    name=_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("OnlineDeployment"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/onlineendpoints/deployments",
    security=(),
    key_properties=told("properties.instanceType", "properties.model"),
    rules=rules.ONLINE_DEPLOYMENT_RULES,
    references={
        "properties.model": (f"{ML_WORKSPACES}/models/versions",),
        "properties.dataCollector.collections.*.dataId": (f"{ML_WORKSPACES}/data/versions",),
        **_OF_DEPLOYMENTS,
    },
    discriminator="properties.endpointComputeType",
    create_only=(_KEPT, CreateOnly(("properties.endpointComputeType",))),
    noise=(
        default("N070", "PT10S", *_of_probes("initialDelay", "period")),
        default("N070", "PT2S", *_of_probes("timeout")),
        default("N070", 1, *_of_probes("successThreshold")),
        default("N070", 30, *_of_probes("failureThreshold")),
        default("N070", "Default", "scaleSettings.scaleType"),
    ),
    computed=DONE,
    served=Served(
        required=("location", "sku.name", "properties.endpointComputeType"),
        cases=(Given((When("properties.endpointComputeType", ("Managed",)),), _MANAGED),),
        errors=Errors(change=(400, "BadRequest")),
        system_data=True,
        actions=(
            Action(
                "getLogs",
                {"content": "The local target runs no container: the deployment '{spelled}' has no logs.\n"},
            ),
        ),
        collections=("skus",),
    ),
)

BATCH_ENDPOINT: Final = ResourceType(
    type=_BATCH,
    api_version=ML_VERSION,
    word="batch",
    place=ChildOf(ML_WORKSPACES),
    name=_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("BatchEndpoint"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/batchendpoints",
    security=(keys("authMode"),),
    key_properties=SKU_AND_KIND,
    rules=rules.BATCH_ENDPOINT_RULES,
    unique_in="region",
    create_only=(_KEPT, CreateOnly(("identity", "properties.authMode"), left_out=("identity",))),
    child_names={"properties.defaults.deploymentName": "deployments"},
    tells={"scoring_uri": "properties.scoringUri"},
    principal="identity.principalId",
    computed={**DONE, "properties.scoringUri": f"{_HOST}/jobs", "properties.swaggerUri": None},
    served=Served(
        required=("location", "properties.authMode"),
        errors=_ERRORS,
        system_data=True,
        actions=(Action("listKeys", _KEYS),),
        behaviours=("default deployment",),
    ),
)

BATCH_DEPLOYMENT: Final = ResourceType(
    type=f"{_BATCH}/deployments",
    api_version=ML_VERSION,
    word="batch dep",
    place=ChildOf(_BATCH),
    name=_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("BatchDeployment"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/batchendpoints/deployments",
    security=(),
    key_properties=told("properties.compute", "properties.model"),
    create_only=(_KEPT,),
    rules=rules.BATCH_DEPLOYMENT_RULES,
    references={
        "properties.compute": (_COMPUTE,),
        "properties.model.assetId": (f"{ML_WORKSPACES}/models/versions",),
        "properties.model.datastoreId": (f"{ML_WORKSPACES}/datastores",),
        "properties.deploymentConfiguration.componentId.assetId": (f"{ML_WORKSPACES}/components/versions",),
        **_OF_DEPLOYMENTS,
    },
    computed=DONE,
    served=Served(
        required=("location",),
        cases=(Given((When("properties.deploymentConfiguration", ("",), absent=""),), _OF_A_MODEL),),
        system_data=True,
    ),
)

MARKETPLACE_SUBSCRIPTION: Final = ResourceType(
    type=f"{ML_WORKSPACES}/marketplaceSubscriptions",
    api_version=ML_VERSION,
    word="model offer",
    place=ChildOf(ML_WORKSPACES),
    name=ML_LONG_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("MarketplaceSubscription"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/marketplacesubscriptions",
    security=(),
    key_properties=(),
    rules=rules.MARKETPLACE_SUBSCRIPTION_RULES,
    create_only=(CreateOnly(("properties.modelId",)),),
    computed={**DONE, "properties.marketplaceSubscriptionStatus": "Subscribed"},
    served=Served(
        errors=Errors(change=(400, "BadRequest")), statuses=Statuses(deleted=202), system_data=True, tracked=False
    ),
)

SERVERLESS_ENDPOINT: Final = ResourceType(
    type=f"{ML_WORKSPACES}/serverlessEndpoints",
    api_version=ML_VERSION,
    word="serverless",
    place=ChildOf(ML_WORKSPACES),
    name=NameRule(r"[a-zA-Z0-9][a-zA-Z0-9-]{0,51}", "1 to 52 letters, digits and '-', starting with a letter or digit"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("ServerlessEndpoint"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/serverlessendpoints",
    security=(keys("authMode"),),
    key_properties=SKU_AND_KIND,
    rules=rules.SERVERLESS_ENDPOINT_RULES,
    unique_in="region",
    create_only=(CreateOnly(("properties.modelSettings.modelId",)),),
    tells={"uri": "properties.inferenceEndpoint.uri"},
    principal="identity.principalId",
    computed={
        **DONE,
        "properties.inferenceEndpoint.uri": "https://{spelled}.{location}.models.ai.azure.com",
        "properties.inferenceEndpoint.headers": {},
        "properties.endpointState": "Online",
    },
    served=Served(
        required=("location", "sku.name", "properties.authMode"),
        errors=_ERRORS,
        statuses=Statuses(deleted=202),
        system_data=True,
        actions=(Action("listKeys", _KEYS),),
    ),
)

TYPES: Final = (
    ONLINE_ENDPOINT,
    ONLINE_DEPLOYMENT,
    BATCH_ENDPOINT,
    BATCH_DEPLOYMENT,
    MARKETPLACE_SUBSCRIPTION,
    SERVERLESS_ENDPOINT,
)
