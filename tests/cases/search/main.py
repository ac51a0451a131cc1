"""Search services: a small closed one beside a workspace, a large one that partners reach with keys, a dense one."""

from mlinfra import ResourceGroup, SearchService, Stack, SystemAssigned, Workspace

workspace = Workspace("mlw-search")
grounding = SearchService(
    "srch-grounding",
    identity=SystemAssigned(), replicas=3, data_export=False, semantic_ranker="standard", trusted_services=True,
    require_customer_key=True,
)  # fmt: skip
partners = SearchService(
    "srch-partners",
    sku="standard",
    partitions=2,
    keys=True,
    auth_failure="http403",
    public_access=True,
    allowed_ranges=["203.0.113.0/24", "198.51.100.7"],
    tags={"team": "partners"},
    extra={"properties": {"upgradeAvailable": "notAvailable"}},
)
tenants = SearchService(sku="standard3", high_density=True, confidential=True, depends_on=[partners])

stack = Stack(
    "search",
    scope=ResourceGroup("rg-search", location="westeurope"),
    resources=[workspace, grounding, partners, tenants],
    outputs={"endpoint": grounding.endpoint, "principal": grounding.principal_id},
)
