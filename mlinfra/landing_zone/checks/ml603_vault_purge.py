"""A vault that can be destroyed at once.

A deleted key vault can be recovered for some days. Without purge protection whoever may purge it destroys it with all its
secrets and keys at once, and what was encrypted with them is lost. Once it is on, it stays on.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.key_vault import KEY_VAULT
from mlinfra.landing_zone.bodies.subjects import OPEN, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML603", "vault-purge"
SEVERITY: Severity = "advice"
WHY = "one mistaken, or hostile, command destroys secrets and keys for good"
LINK = "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview"
TYPES = (KEY_VAULT.type,)
PROPERTIES = ("enablePurgeProtection",)
GOOD = """
workspace = Workspace("mlw-churn", key_vault=KeyVault("kv-churn"))
"""
BAD = """
workspace = Workspace("mlw-churn", key_vault=KeyVault("kv-churn", purge_protection=False))
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for vaults without purge protection; it is off where the body says nothing."""
    protected = resource.get("properties.enablePurgeProtection")
    if protected is not True and protected is not OPEN:
        message = "it can be purged as soon as it is deleted"
        yield Problem(resource, message, "drop purge_protection=False", body="enablePurgeProtection: true")
