"""Check the fields of a storage account that depend on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.catalogue.types.storage_services import CONTAINER
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._names import check_name
from mlinfra.landing_zone.model._subnet_checks import check_service_endpoints
from mlinfra.landing_zone.model._value_checks import check_firewall, check_together

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.storage import StorageAccount


def check_account(account: StorageAccount, place: str) -> None:
    """Hold an account to what Azure takes; raises `InvalidInput`."""
    for name in account.containers:
        check_name(CONTAINER.type, name, f"{place}.containers")
    check_firewall(account.ip_rules, f"{place}.ip_rules")
    check_firewall(account.ipv6_rules, f"{place}.ipv6_rules", version=6)
    check_service_endpoints(account.subnets, STORAGE_ACCOUNT.type, f"{place}.subnets")
    _check_kind(account, place)
    _check_key(account, place)
    if not account.hierarchical_namespace:
        on = {name: known(getattr(account, name)) or None for name in ("sftp", "nfs_v3")}
        check_together(place, "hierarchical_namespace=True", **on)


def _check_kind(account: StorageAccount, place: str) -> None:
    sku, kind = known(account.sku), account.account_kind
    if sku is None:
        return
    premium = sku.startswith("Premium")
    if premium and not may_be(account.access_tier, "Hot"):
        hint = "drop access_tier, or use a Standard sku"
        raise InvalidInput(f"a {sku} account has no access tier", where=f"{place}.access_tier", hint=hint)
    provisioned = kind == "FileStorage" and sku.startswith("StandardV2")
    if kind in {"BlockBlobStorage", "FileStorage"} and not premium and not provisioned:
        hint = 'use sku="Premium_LRS" or "Premium_ZRS", or account_kind="StorageV2"'
        message = f"Azure has no {sku} account of kind {kind}"
        raise InvalidInput(message, where=f"{place}.account_kind", hint=hint)


def _check_key(account: StorageAccount, place: str) -> None:
    if account.customer_key is None:
        check_together(
            place,
            "customer_key",
            customer_key_identity=account.customer_key_identity,
            customer_key_client_id=account.customer_key_client_id,
        )
    elif account.identity is None:
        hint = "give identity=UserAssignedIdentity(...), or SystemAssigned()"
        message = "without an identity nobody reads the customer-managed key"
        raise InvalidInput(message, where=f"{place}.identity", hint=hint)
