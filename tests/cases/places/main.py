"""Places of data with every way to open them, assets with all that can be said of them, and who may act as an identity."""

from mlinfra import (
    AccountKeyCredentials, BlobDatastore, BuildContext, CertificateCredentials, DataAsset, DataLakeDatastore, Environment,
    FederatedCredential, FileDatastore, InferenceConfig, KubernetesCompute, OneLakeDatastore, OnlineEndpoint, Parameter,
    ResourceGroup, Route, SasCredentials, ServicePrincipalCredentials, Stack, StorageAccount, UserAssignedIdentity, Workspace,
)  # fmt: skip

application, tenant = "aaaaaaaa-0000-4000-8000-000000000003", "72f988bf-86f1-41af-91ab-2d7cd011db47"
account = StorageAccount("stplaces", shared_keys=True, containers=["raw"])
lake = StorageAccount("stplaceslake", hierarchical_namespace=True, containers=["curated"])
raw = BlobDatastore(
    "raw",
    account=account,
    container="raw",
    auth=SasCredentials(Parameter("rawSas", secure=True)),
    service_identity="WorkspaceSystemAssignedIdentity",
    endpoint="core.example.com",
    protocol="http",
    properties={"source": "plant"},
)
curated = DataLakeDatastore(
    "curated",
    account=lake,
    filesystem="curated",
    auth=ServicePrincipalCredentials(
        application,
        tenant=tenant,
        client_secret=Parameter("curatedSecret", secure=True),
        authority_url="https://login.example.com",
        resource_url="https://storage.example.com/",
    ),
    service_identity="WorkspaceUserAssignedIdentity",
    endpoint="core.example.com",
    protocol="abfss",
    properties={"source": "plant"},
)
certified = DataLakeDatastore(
    "certified",
    account=lake,
    filesystem="curated",
    auth=CertificateCredentials(
        application,
        tenant=tenant,
        certificate=Parameter("certificate", secure=True),
        thumbprint=Parameter("thumbprint"),
        authority_url="https://login.example.com",
        resource_url="https://storage.example.com/",
    ),
)
share = FileDatastore(
    "share",
    account=account,
    share="work",
    auth=AccountKeyCredentials(Parameter("accountKey", secure=True)),
    service_identity="WorkspaceSystemAssignedIdentity",
    endpoint="core.example.com",
    protocol="http",
    description="Files of the plant",
    tags={"team": "plant"},
    properties={"source": "plant"},
    extra={"properties": {"protocol": "https"}},
)
lakehouse = OneLakeDatastore(
    "lakehouse",
    fabric_workspace="plant",
    artifact=Parameter("lakehouseName"),
    auth=ServicePrincipalCredentials(application, tenant=tenant, client_secret=Parameter("fabricSecret", secure=True)),
    service_identity="WorkspaceSystemAssignedIdentity",
    endpoint="onelake.example.com",
    description="The lakehouse",
    tags={"team": "plant"},
    properties={"source": "plant"},
    extra={"properties": {"description": "The lakehouse of the plant"}},
)
cluster = KubernetesCompute(
    "aks",
    resource_id="/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerService/managedClusters/aks",
)
workspace = Workspace(
    "mlw-places",
    storage=account,
    datastores=[raw, curated, certified, share, lakehouse],
    computes=[cluster],
    data=[
        DataAsset(
            "table",
            type="mltable",
            datastore=raw,
            path="table",
            referenced_uris=["azureml://datastores/raw/paths/table/part-0.parquet"],
            archived=True,
            properties={"quality": "gold"},
        ),
        DataAsset(
            "file", type="uri_file", datastore=lakehouse, path="Files/a.csv", description="One file", tags={"a": "b"}
        ),
    ],
    environments=[
        Environment(
            "built",
            build=BuildContext("https://github.com/contoso/images.git#main:scoring", dockerfile="docker/Dockerfile"),
            inference=InferenceConfig(
                scoring=Route("/score", port=8080),
                liveness=Route("/live", port=8080),
                readiness=Route("/ready", port=8081),
                startup=Route("/started", port=8082),
            ),
            os="Linux",
            auto_rebuild=False,
            stage="Production",
            archived=True,
            properties={"owner": "plant"},
        ),
        Environment("windows", image="mcr.microsoft.com/windows/servercore:ltsc2022", os="Windows", auto_rebuild=True),
    ],
    endpoints=[
        OnlineEndpoint(
            "plant-scores",
            auth_mode="Key",
            compute=cluster,
            primary_key=Parameter("primaryKey", secure=True),
            secondary_key=Parameter("secondaryKey", secure=True),
            properties={"owner": "plant"},
        )
    ],
)
pipeline = UserAssignedIdentity(
    "id-pipeline",
    isolation_scope="Regional",
    federated_credentials=[
        FederatedCredential(
            "github-prod",
            issuer="https://token.actions.githubusercontent.com",
            subject="repo:contoso/ml:environment:prod",
            extra={"properties": {"subject": "repo:contoso/ml:environment:production"}},
        )
    ],
)
cluster_job = FederatedCredential(
    "kubernetes",
    parent=pipeline,
    issuer="https://kubernetes.example.com",
    subject="system:serviceaccount:ml:train",
    audiences=["api://kubernetes"],
)

stack = Stack(
    "places", scope=ResourceGroup("rg-places", location="westeurope"), resources=[workspace, pipeline, cluster_job]
)
