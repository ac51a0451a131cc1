"""Connections of every kind, each secret a parameter or in a key vault; the datastores that are opened by every secret."""

from mlinfra import (
    AccessKeyConnection, AccessTokenConnection, AccountKeyConnection, AccountKeyCredentials, ApiKeyConnection, BlobDatastore,
    CertificateCredentials, Connection, CustomKeysConnection, DataLakeDatastore, FileDatastore, KeyVault,
    ManagedIdentityConnection, OAuthConnection, OneLakeDatastore, Parameter, ResourceGroup, SasConnection, SasCredentials,
    Secret, ServicePrincipalConnection, ServicePrincipalCredentials, Stack, StorageAccount, UserAssignedIdentity,
    UserConnection, Workspace,
)  # fmt: skip

vault = KeyVault.existing(
    "kv-shared", scope=ResourceGroup("rg-shared", subscription="aaaaaaaa-0000-4000-8000-000000000001")
)
client, tenant = "aaaaaaaa-0000-4000-8000-000000000002", "aaaaaaaa-0000-4000-8000-000000000003"


def hidden(name: str) -> Parameter:
    """A secret that the pipeline gives."""
    return Parameter(name, secure=True)


reader = UserAssignedIdentity("id-reader")
openai = Connection(
    "openai",
    category="AzureOpenAI",
    target="https://oai-shared.openai.azure.com/",
    shared=True,
    metadata={"ApiType": "Azure", "ApiVersion": "2024-10-21"},
    expires="2027-06-30T00:00:00Z",
    workspace_identity=True,
    private_endpoint="NotRequired",
    extra={"properties": {"isSharedToAll": True}},
)
more = {"properties": {"isSharedToAll": False}}
said = {
    "shared": False,
    "shared_with": ["aaaaaaaa-0000-4000-8000-000000000004"],
    "metadata": {"team": "churn"},
    "expires": "2027-06-30T00:00:00Z",
    "workspace_identity": False,
    "private_endpoint": "Required",
    "extra": more,
}
user = {"user": "svc-ml", "password": Parameter("userPassword", secure=True, secret=Secret("sql", vault=vault)), **said}
connections = [
    openai,
    Connection("feed", category="PythonFeed", target="https://pypi.org/simple", auth="None", **said),
    Connection("docs", category="Git", target="https://github.com/contoso/docs", auth="None", shared_with=[client]),
    ManagedIdentityConnection(
        "images", category="ContainerRegistry", target="crshared.azurecr.io",
        client_id=reader.client_id, resource_id=reader.id, **said,
    ),
    ApiKeyConnection("search", category="CognitiveSearch", target="https://srch.search.windows.net", key=hidden("searchKey"), **said),
    AccountKeyConnection("files", category="AzureBlob", target="https://stshared/files", key=hidden("filesKey"), **said),
    AccessKeyConnection("bucket", category="S3", target="s3://bucket", key_id="AKIA0", key=hidden("s3Key"), **said),
    SasConnection("drop", category="AzureBlob", target="https://stshared/drop", token=hidden("dropSas"), **said),
    AccessTokenConnection("git", category="Git", target="https://github.com/contoso/ml", token=hidden("gitToken"), **said),
    UserConnection("sales", category="Salesforce", target="https://contoso.my.salesforce.com", security_token=hidden("sales"), **user),
    ServicePrincipalConnection(
        "warehouse", category="AzureSqlDb", target="sql-shared", client_id=client, tenant=tenant,
        client_secret=Parameter("warehouseSecret", secure=True, secret=Secret("warehouse", vault=vault, version="0a1b")), **said,
    ),
    OAuthConnection(
        "ads", category="GoogleAdWords", target="https://googleads.googleapis.com", client_id=client, tenant=tenant,
        auth_url="https://accounts.google.com/o/oauth2/auth", client_secret=hidden("adsSecret"),
        refresh_token=hidden("adsRefresh"), developer_token=hidden("adsDeveloper"), **user,
    ),
    CustomKeysConnection("keys", target="api.contoso.com", keys={"api-key": hidden("apiKey"), "other": hidden("otherKey")}, **said),
    CustomKeysConnection("remote", category="RemoteTool", keys={"token": hidden("remoteToken")}),
    Connection("index", category="CognitiveSearch", target="https://srch-shared.search.windows.net/", shared_with=[client]),
]  # fmt: skip

account = StorageAccount.existing("stshared")
key = AccountKeyCredentials(hidden("accountKey"))
sas = SasCredentials(hidden("sasToken"))
urls = {"authority_url": Parameter("authority"), "resource_url": "https://storage.azure.com/"}
principal = ServicePrincipalCredentials(client, tenant=tenant, client_secret=hidden("principalSecret"), **urls)
certificate = CertificateCredentials(
    client, tenant=tenant, certificate=hidden("certificate"), thumbprint="0A1B2C", **urls
)
opened = {"key": key, "sas": sas, "principal": principal, "certificate": certificate}
datastores = [
    *(BlobDatastore(f"blob_{name}", account=account, container="data", auth=auth) for name, auth in opened.items()),
    *(
        DataLakeDatastore(f"lake_{name}", account=account, filesystem="data", auth=auth)
        for name, auth in opened.items()
    ),
    *(FileDatastore(f"file_{name}", account=account, share="data", auth=auth) for name, auth in opened.items()),
    *(
        OneLakeDatastore(f"one_{name}", fabric_workspace="ml", artifact="data", auth=auth)
        for name, auth in opened.items()
    ),
]

workspace = Workspace("mlw-connections", connections=connections, datastores=datastores)

stack = Stack(
    "connections", scope=ResourceGroup("rg-connections", location="westeurope"), resources=[workspace, reader]
)
