"""A workspace on a storage account and a vault of your own, with what it should survive: a zone, and a deletion."""

from mlinfra import BlobService, KeyVault, Lock, ResourceGroup, RetentionPolicy, Stack, StorageAccount, Workspace

storage = StorageAccount("stmlownstorage01", sku="Standard_ZRS")
vault = KeyVault("kv-ml-own-storage", retention=90)

stack = Stack(
    "own-storage",
    scope=ResourceGroup("rg-ml-own-storage", location="westeurope"),
    resources=[
        Workspace("mlw-own-storage", storage=storage, key_vault=vault),
        BlobService(
            parent=storage, delete_retention=RetentionPolicy(14), container_delete_retention=RetentionPolicy(14)
        ),
        Lock("no-delete", on=storage, notes="Artifacts of jobs."),
    ],
    tags={"owner": "data-science", "costcenter": "4711"},
)
