"""Serverless endpoints: a model of Azure's own catalog, and one of a partner with its subscription."""

from mlinfra import (
    BatchEndpoint, Sku, MarketplaceSubscription, ResourceGroup, ServerlessEndpoint, Stack, SystemAssigned,
    UserAssignedIdentity, Workspace,
)  # fmt: skip

COHERE = "azureml://registries/azureml-cohere/models/Cohere-embed-v3-english"
PHI = "azureml://registries/azureml/models/Phi-4"
offer = MarketplaceSubscription("cohere-embed", model=COHERE, extra={"properties": {"modelId": f"{COHERE}-2"}})
embed = ServerlessEndpoint(
    "plant-embed",
    model=COHERE,
    subscription=offer,
    auth_mode="KeyAndAAD",
    content_safety=False,
    identity=SystemAssigned(),
    sku=Sku("Consumption", tier="Standard", size="small", family="plant", capacity=1),
    portal_kind="Plant",
    tags={"team": "plant"},
    extra={"tags": {"team": "office"}},
)
workspace = Workspace(
    "mlw-models",
    serverless_endpoints=[embed],
    marketplace_subscriptions=[offer],
    batch_endpoints=[BatchEndpoint("plant-summaries")],
)
chat = ServerlessEndpoint(
    "plant-chat", parent=workspace, model=PHI, content_safety=True, identity=UserAssignedIdentity("id-chat")
)

stack = Stack(
    "serverless",
    scope=ResourceGroup("rg-plant", location="westeurope"),
    resources=[workspace, chat],
    outputs={"chat": chat.uri},
)
