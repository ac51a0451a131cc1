"""File shares that are paid in advance, of both generations of accounts."""

from mlinfra import FileShare, ResourceGroup, Stack, StorageAccount

first = StorageAccount("stsharesone", sku="Premium_LRS", account_kind="FileStorage")
second = StorageAccount("stsharestwo", sku="PremiumV2_LRS", account_kind="FileStorage")

stack = Stack(
    "file-shares",
    scope=ResourceGroup("rg-file-shares", location="westeurope"),
    resources=[
        FileShare("bursts", parent=first, quota=1024, paid_bursting=True, burst_iops=6000, burst_bandwidth=200),
        FileShare("steady", parent=second, quota=1024, iops=3000, bandwidth=100),
    ],
)
