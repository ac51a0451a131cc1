"""What the texts of computes, schedules, monitors, features and registries forbid is refused, and what they allow is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from _refused import refused, refuses
from mlinfra import (
    AksCertificate,
    AksNetworking,
    AttributionSignal,
    BatchEndpoint,
    CapabilityHost,
    ComputeCluster,
    CustomLimit,
    CustomService,
    CustomSignal,
    DataAsset,
    DataContainer,
    DriftSignal,
    FeatureSet,
    FederatedCredential,
    FixedData,
    MachineLearningRegistry,
    NumericLimit,
    OnlineDeployment,
    OnlineEndpoint,
    RecurrenceTrigger,
    RegistryImages,
    RegistryRegion,
    RegistryStorage,
    RollingData,
    Script,
    ServiceVolume,
    SparkPool,
    StaticData,
    UserAssignedIdentity,
    Workspace,
)

POOL = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Synapse/workspaces/w/bigDataPools/p"
DATA = FixedData("azureml:orders:1")
LIMIT = NumericLimit("JensenShannonDistance", 0.1)
BLUE, GREEN = (OnlineDeployment(name, model="azureml:m:1") for name in ("blue", "green"))
WHERE = "https://stdata.blob.core.windows.net/raw/orders"


def cluster(**fields: Any) -> Workspace:
    """A workspace with a cluster."""
    return Workspace("mlw-x", computes=[ComputeCluster("cpu", size="Standard_D4s_v5", **fields)])


def host(workspace: Workspace) -> list[Any]:
    """A workspace with a capability host."""
    return [workspace, CapabilityHost("agents", parent=workspace)]


def answers(**fields: Any) -> Workspace:
    """A workspace with an endpoint."""
    return Workspace("mlw-x", endpoints=[OnlineEndpoint("ep-x", **fields)])


def asset(version: str, kind: Any) -> DataAsset:
    """A version of a data asset."""
    return DataAsset("orders", version=version, type=kind, uri=WHERE)


def registry(*regions: RegistryRegion) -> MachineLearningRegistry:
    """A registry in some regions."""
    return MachineLearningRegistry("reg-x", regions=regions)


def drift(**fields: Any) -> DriftSignal:
    """A signal of drift."""
    return DriftSignal(production=DATA, reference=DATA, limits=[LIMIT], **fields)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: cluster(image_id="/images/a"), "ComputeCluster.image_id: Azure takes images for Windows nodes alone"),
        (lambda: Script("true", timeout=timedelta(seconds=90)), "Script.timeout: 90 seconds are not whole minutes"),
        (lambda: ServiceVolume("a", "b", type="volume", propagation="shared"), "ServiceVolume.propagation: .* type bind"),
        (lambda: ServiceVolume("a", "b", no_copy=True), "ServiceVolume.no_copy: only a volume of type volume"),
        (lambda: ServiceVolume("a", "b", tmpfs_size=1), "ServiceVolume.tmpfs_size: only a volume of type tmpfs"),
        (lambda: CustomService("r", image="rstudio", image_version="1"), "CustomService.image_version: a Docker image"),
        (lambda: AksCertificate("Enabled", leaf_domain_label="a"), "AksCertificate.leaf_domain_label: the domain is your own"),
        (lambda: AksNetworking(service_range="10.0.0.0/99"), "AksNetworking.service_range: '10.0.0.0/99' is not"),
        (
            lambda: AksNetworking(service_range="10.0.0.0/16", dns_address="10.1.0.10"),
            "AksNetworking.dns_address: 10.1.0.10 is not in the range",
        ),
        (lambda: SparkPool("spark", resource_id=POOL, minimum=3, maximum=2), "SparkPool.maximum: 3 to 2 nodes"),
        (lambda: host(Workspace("mlw-x")), "CapabilityHost.parent: a Default workspace has no agents"),
        (lambda: Workspace("mlw-x", associated_workspaces=["/a"]), "Workspace.associated_workspaces: no workspaces belong"),
        (lambda: Workspace("mlw-x", v1_legacy_mode=True, endpoints=[OnlineEndpoint("ep-x")]), "Workspace.v1_legacy_mode"),
        (lambda: Workspace("mlw-x", v1_legacy_mode=True, batch_endpoints=[BatchEndpoint("be-x")]), "endpoints such as be-x"),
        (lambda: answers(deployments=[BLUE], traffic={GREEN: 100}), "OnlineEndpoint.traffic: green is no deployment"),
        (lambda: answers(deployments=[BLUE], mirror={GREEN: 10}), "OnlineEndpoint.mirror: green is no deployment"),
        (lambda: Workspace("mlw-x", data=[asset("1", "uri_folder"), asset("2", "mltable")]), "DataAsset.type: version 2"),
        (
            lambda: [w := Workspace("mlw-x", data=[asset("1", "uri_folder")]), DataContainer("orders", parent=w, type="mltable")],
            "DataAsset.type: version 1 of orders is a uri_folder, and what holds its versions a mltable",
        ),
        (lambda: FeatureSet("f", entities=["account"], specification="azureml://a"), "FeatureSet.entities: 'account' does not"),
        (lambda: FeatureSet("f", entities=["azureml:a:1"], specification="src"), "FeatureSet.specification: 'src' is no"),
        (
            lambda: FederatedCredential("github", parent=UserAssignedIdentity("id-a"), issuer="https://a", subject="repo:a/*"),
            "FederatedCredential.subject: 'repo:a/.*' is a pattern",
        ),
        (lambda: RegistryImages(name="a-b"), "RegistryImages.name: Azure refuses the name 'a-b'"),
        (lambda: RegistryStorage(name="Data"), "RegistryStorage.name: Azure refuses the name 'Data'"),
        (lambda: registry(RegistryRegion("northeurope")), "MachineLearningRegistry.regions: reg-x is in westeurope"),
        (lambda: RecurrenceTrigger("Hour", hours=[1], minutes=[0]), "RecurrenceTrigger.hours: .* not for every hour"),
        (
            lambda: StaticData("azureml:a:1", start="2027-01-02T00:00:00Z", end="2027-01-01T00:00:00Z"),
            "StaticData.end: it ends before it begins",
        ),
        (lambda: StaticData("a", start="yesterday", end="2027-01-01T00:00:00Z"), "StaticData.start: 'yesterday'"),
        (lambda: RollingData("azureml:a:1", size=timedelta(0)), "RollingData.size: that is no span of time"),
        (lambda: RollingData("a", size=timedelta(1), offset=timedelta(-1)), "RollingData.offset: it would end after"),
        (lambda: drift(features=0), "DriftSignal.features: it looks at no feature"),
        (lambda: drift(features=[]), "DriftSignal.features: it looks at no feature"),
        (lambda: AttributionSignal(production=[], reference=DATA), "AttributionSignal.production: it compares nothing"),
        (lambda: CustomSignal("/component", limits=[]), "CustomSignal.limits: it never warns"),
    ],
)  # fmt: skip
def test_what_the_texts_forbid_is_refused(make: Any, told: str) -> None:
    """With where and what."""
    refuses(make, told)


@pytest.mark.parametrize(
    "make",
    [
        lambda: cluster(image_id="/images/a", os="Windows"),
        lambda: host(Workspace("mlw-x", workspace_kind="Hub")),
        lambda: answers(deployments=[BLUE, GREEN], traffic={BLUE: 100}, mirror={GREEN: 10}),
        lambda: Workspace("mlw-x", data=[asset("1", "mltable"), asset("2", "mltable")]),
        lambda: registry(RegistryRegion("West Europe"), RegistryRegion("northeurope")),
        lambda: registry(RegistryRegion(), RegistryRegion("northeurope")),
    ],
)
def test_what_they_allow_is_not(make: Any) -> None:
    """Nothing is told of what Azure takes."""
    assert not refused(make)


def test_settings_that_fit_together_are_taken() -> None:
    """Objects that are part of another resource's body."""
    assert Script("true", timeout=timedelta(minutes=30))
    assert ServiceVolume("a", "b", type="tmpfs", tmpfs_size=1)
    assert CustomService("r", image="azureml:r", image_type="azureml", image_version="1")
    assert AksCertificate("Auto", leaf_domain_label="a", overwrite_domain=True)
    assert AksNetworking(service_range="10.0.0.0/16", dns_address="10.0.0.10", bridge_range="172.18.0.1/16")
    assert RecurrenceTrigger("Hour", interval=2)
    assert drift(features=3).features == 3
    assert CustomSignal("/component", limits=[CustomLimit("errors", 0.1)])
