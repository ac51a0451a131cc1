"""Customer-managed keys: the workspace, its storage and its registry are encrypted with keys of the stack's own vault."""

from mlinfra import (
    ContainerRegistry,
    KeyVault,
    ResourceGroup,
    RoleAssignment,
    RotationAction,
    Stack,
    StorageAccount,
    StorageKey,
    UserAssignedIdentity,
    VaultKey,
    Workspace,
    WorkspaceKey,
)

vault = KeyVault("kv-records-keys")  # with purge protection, as every vault that says nothing else
rotation = [RotationAction("rotate", after_creation="P180D")]
of_workspace = VaultKey("workspace", parent=vault, size=3072)  # named with its version, so that it does not rotate
of_storage, of_images = (VaultKey(name, parent=vault, size=3072, rotation=rotation) for name in ("storage", "images"))

reader = UserAssignedIdentity("id-records-keys")  # there before what it opens, unlike an identity that Azure makes
may_read = RoleAssignment(
    on=vault,
    role="Key Vault Crypto Service Encryption User",
    principal_id=reader.principal_id,
    principal_type="ServicePrincipal",
    description="reads the keys of the workspace, its storage and its images",
)
storage = StorageAccount(
    "strecords",
    identity=reader,
    customer_key=StorageKey(vault.uri, "storage"),
    customer_key_identity=reader,
    depends_on=[of_storage, may_read],
)
registry = ContainerRegistry(
    "crrecords",
    sku="Premium",
    identity=reader,
    customer_key=of_images.uri,
    customer_key_client_id=reader.client_id,
    depends_on=[may_read],
)
workspace = Workspace(
    "mlw-records",
    storage=storage,
    registry=registry,
    identity=reader,
    customer_key=WorkspaceKey(vault, of_workspace.uri_with_version, identity=reader),
    service_side_encryption=True,  # what is encrypted stays in Microsoft's subscription, not in a group of ours
    hbi=True,
)

stack = Stack(
    "customer-keys",
    scope=ResourceGroup("rg-records", location="westeurope"),
    resources=[workspace, may_read, of_workspace, of_storage, of_images],
    tags={"owner": "ml-platform", "costcenter": "4711"},
)
