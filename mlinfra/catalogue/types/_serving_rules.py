"""Limits and other rules of endpoints and deployments of Microsoft.MachineLearningServices, for their entries.

Sources: the pages of the types below https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/, the
pages on endpoints, mirroring and the YAML of deployments below https://learn.microsoft.com/azure/machine-learning/, and
what the client azure-ai-ml checks.
"""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.body_rules import (
    BodyRule,
    Duration,
    Excludes,
    Limit,
    Needs,
    Only,
    Ordered,
    Sums,
    VmSize,
    When,
    not_blank,
)

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_MANAGED = When("properties.endpointComputeType", ("Managed",))
_KUBERNETES = When("properties.endpointComputeType", ("Kubernetes",))
_SCALES = When("properties.scaleSettings.scaleType", ("TargetUtilization",))
_CODE = not_blank("properties.codeConfiguration.scoringScript")

ONLINE_ENDPOINT_RULES: Final[tuple[BodyRule, ...]] = (
    Sums("properties.traffic", to=(0, 100)),
    Sums("properties.mirrorTraffic", most=50),
    Limit("properties.mirrorTraffic", most=1),
    Limit("properties.traffic.*", 0, 100),
    Limit("properties.mirrorTraffic.*", 0, 50),
    Excludes("properties.mirrorTraffic", (When("properties.compute"),), reason="Kubernetes mirrors no requests"),
)
ONLINE_DEPLOYMENT_RULES: Final[tuple[BodyRule, ...]] = (
    VmSize("properties.instanceType", (_MANAGED,)),
    Needs(("sku.capacity",), (_MANAGED,), "it says how many instances there are"),
    Limit("sku.capacity", least=1),
    Only("properties.scaleSettings.scaleType", ("Default",), (_MANAGED,), "a managed deployment scales by Microsoft.Insights/autoscaleSettings"),
    Excludes("properties.egressPublicNetworkAccess", (_KUBERNETES,), reason="the cluster's own network decides"),
    Excludes("sku.capacity", (_SCALES,), reason="scaling says how many instances there are"),
    *(Limit(f"properties.scaleSettings.{name}", least=least) for name, least in (("minInstances", 0), ("maxInstances", 1))),
    Ordered("properties.scaleSettings.minInstances", "properties.scaleSettings.maxInstances"),
    Limit("properties.scaleSettings.targetUtilizationPercentage", 1, 100),
    Duration("properties.scaleSettings.pollingInterval", 1),
    *(Duration(f"properties.{probe}.{name}") for probe in _PROBES for name in ("initialDelay", "period", "timeout")),
    *(Limit(f"properties.{probe}.{name}", least=1) for probe in _PROBES for name in ("failureThreshold", "successThreshold")),
    *(Duration(f"properties.requestSettings.{name}") for name in ("requestTimeout", "maxQueueWait")),
    Duration("properties.requestSettings.requestTimeout", 1, 180, (_MANAGED,)),
    Limit("properties.requestSettings.maxConcurrentRequestsPerInstance", least=1),
    Limit("properties.dataCollector.collections.*.samplingRate", 0, 1),
    _CODE,
)  # fmt: skip

BATCH_ENDPOINT_RULES: Final[tuple[BodyRule, ...]] = (
    Only("properties.authMode", ("AADToken",), reason="Microsoft Entra tokens alone open a batch endpoint"),
    Excludes("properties.keys", reason="Microsoft Entra tokens alone open a batch endpoint"),
)
_PIPELINE = When("properties.deploymentConfiguration.deploymentConfigurationType", ("PipelineComponent",))
_OF_MODELS = (
    "model", "compute", "environmentId", "codeConfiguration", "resources", "miniBatchSize", "maxConcurrencyPerInstance",
    "errorThreshold", "outputAction", "outputFileName", "retrySettings",
)  # fmt: skip
BATCH_DEPLOYMENT_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.deploymentConfiguration.componentId.assetId",), (_PIPELINE,), "it runs a component"),
    *(Excludes(f"properties.{name}", (_PIPELINE,), reason="steps of a pipeline say it") for name in _OF_MODELS),
    Limit("properties.resources.instanceCount", least=1),
    Limit("properties.maxConcurrencyPerInstance", least=1),
    Limit("properties.miniBatchSize", least=1),
    Limit("properties.errorThreshold", least=-1),
    Limit("properties.retrySettings.maxRetries", least=0),
    Duration("properties.retrySettings.timeout", 1),
    Excludes("properties.outputFileName", (When("properties.outputAction", ("SummaryOnly",)),), reason="SummaryOnly writes no file"),
    *map(not_blank, ("properties.model.assetId", "properties.deploymentConfiguration.componentId.assetId")),
    _CODE,
)  # fmt: skip

_CATALOG_MODEL: Final = r"azureml://registries/[^/]+/models/[^/]+"
_CATALOG_WORDS: Final = "a model of a registry without a version, such as azureml://registries/azureml/models/NAME"
MARKETPLACE_SUBSCRIPTION_RULES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.modelId", pattern=_CATALOG_MODEL, words=_CATALOG_WORDS),
)
SERVERLESS_ENDPOINT_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.modelSettings.modelId",), reason="it answers with a model"),
    Limit("properties.modelSettings.modelId", pattern=_CATALOG_MODEL, words=_CATALOG_WORDS),
    Only("sku.name", ("Consumption",), reason="it is paid by use"),
)
