"""A private hub with Azure AI services and AI Search: models, projects, and connections that sign in as the hub."""

from mlinfra import (
    AgentNetwork, AIDeployment, AIKey, AIMonitor, AIProject, AIRegion, AIRegions, AIServices, AIStorage, AISubnet, AIWorkspace,
    Capacity, Connection, Delegation, Identities, Parameter, Private, ResourceGroup, SearchService, ServiceEndpoint, Stack, StorageAccount,
    Subnet, SystemAssigned, UserAssignedIdentity, VirtualNetwork, Workspace,
)  # fmt: skip

network = VirtualNetwork("vnet-ai", prefixes=["10.20.0.0/22"])
endpoints = Subnet(
    "endpoints",
    network=network,
    prefix="10.20.0.0/26",
    service_endpoints=[ServiceEndpoint("Microsoft.CognitiveServices")],
)
agents = Subnet(
    "agents", network=network, prefix="10.20.1.0/24", delegations=[Delegation("Microsoft.App/environments")]
)
identity = UserAssignedIdentity("id-ai")
account = AIServices(
    "ais-hub",
    identity=Identities([identity], system_assigned=True),
    allow_projects=True,
    default_project="churn",
    projects=["churn"],
    agent_networks=[AgentNetwork(subnet=agents)],
    tags={"team": "ml"},
)
search = SearchService("srch-hub", identity=identity)
hub = Workspace(
    "mlh-ai",
    workspace_kind="Hub",
    network=Private(endpoints),
    connections=[
        Connection(
            "models",
            category="AIServices",
            target=account.endpoint,
            metadata={"ApiType": "Azure", "ResourceId": account.id},
            workspace_identity=True,
        ),
        Connection(
            "grounding",
            category="CognitiveSearch",
            target=search.endpoint,
            metadata={"ResourceId": search.id},
            workspace_identity=True,
        ),
    ],
)
answers = AIDeployment(
    "answers", parent=account, model="gpt-4o", version="2024-11-20", sku="GlobalStandard", capacity=50,
    upgrade="NoAutoUpgrade", content_filter="Microsoft.DefaultV2", spillover="spare", tags={"team": "ml"},
)  # fmt: skip
spare = AIDeployment("spare", parent=account, model="gpt-4o-mini")
tuned = AIDeployment(
    "tuned",
    parent=AIServices.existing("ais-shared", scope="rg-shared"),
    model="churn-tuned",
    format="Meta",
    publisher="Contoso",
    source=Parameter("tunedModel"),
    source_account=account.id,
    shared_by="pool",
    share=Capacity(10, priority=1),
    extra={"properties": {"raiPolicyName": "strict"}},
)
project = AIProject(
    "churn", parent=account, display_name="Churn", description="Agents of the churn team.", tags={"team": "churn"}
)
other = AIProject(
    "other", parent=account, identity=identity, extra={"properties": {"description": "Agents of the others."}}
)
training = Workspace("mlw-training")
archive = StorageAccount("staiarchive12345")
language = AIServices(
    "cog-language",
    account_kind="TextAnalytics",
    sku="S",
    subdomain="cog-language-churn",
    identity=SystemAssigned(),
    keys=True,
    public_access=True,
    default_action="Allow",
    trusted_services=False,
    ip_rules=["203.0.113.0/24"],
    subnets=[
        AISubnet(endpoints),
        AISubnet(Subnet.existing("vnet-hub/snet-ml", scope="rg-hub"), ignore_missing_endpoint=True),
    ],
    restrict_outbound=True,
    allowed_hosts=["example.org"],
    storage=[AIStorage(archive, identity_client_id=identity.client_id), AIStorage(StorageAccount.existing("stlake"))],
    workspace=AIWorkspace(training, identity_client_id=identity.client_id),
    monitor=AIMonitor(archive, identity_client_id=identity.client_id),
    regions=AIRegions(
        [
            AIRegion("westeurope", share=80, subdomain="cog-language-we"),
            AIRegion("northeurope", share=20, subdomain="cog-language-ne"),
        ],
        routing="Weighted",
    ),
    agent_networks=[AgentNetwork(scenario="none")],
    dynamic_throttling=True,
    stored_completions=False,
    restore=False,
    extra={"properties": {"dynamicThrottlingEnabled": False}},
)
speech = AIServices(
    "cog-speech",
    account_kind="SpeechServices",
    workspace=AIWorkspace(Workspace.existing("mlw-far", scope="rg-far")),
    monitor=AIMonitor(StorageAccount.existing("stfar", scope="rg-far")),
    regions=AIRegions([AIRegion("westeurope"), AIRegion("northeurope")]),
    customer_key=AIKey(
        Parameter("otherVault"),
        "other",
        version=Parameter("aiKeyVersion"),
        identity_client_id="aaaaaaaa-0000-4000-8000-000000000001",
    ),
    identity=identity,
)
encrypted = AIServices(
    "ais-encrypted",
    identity=identity,
    customer_key=AIKey("https://kv-ai.example.org", "ai", version="0123456789abcdef0123456789abcdef"),
)

stack = Stack(
    "ai-services",
    scope=ResourceGroup("rg-ai", location="swedencentral"),
    resources=[account, search, hub, answers, spare, tuned, project, other, language, speech, encrypted],
    outputs={"endpoint": account.endpoint, "principal": account.principal_id, "agents": project.principal_id},
)
