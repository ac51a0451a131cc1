"""A storage account that keys open.

With ``shared_keys=True`` whoever may list the account's keys, or finds one in a notebook, reads and writes all of it,
past every role and without a name in the logs. Identity-based datastores need no key.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.bodies.subjects import ABSENT, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML202", "shared-keys"
SEVERITY: Severity = "warning"
WHY = "an account key opens everything, past all roles, and nobody sees who used it"
LINK = "https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent"
TYPES = (STORAGE_ACCOUNT.type,)
PROPERTIES = ("authMode", "systemDatastoresAuthMode", "credentials")
GOOD = """
workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn"))
"""
BAD = """
workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn", shared_keys=True))
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for accounts with keys; Azure switches them on where the body says nothing."""
    allowed = resource.get("properties.allowSharedKeyAccess")
    if allowed is True or allowed is ABSENT:
        unsaid = ", as allowSharedKeyAccess is not said" if allowed is ABSENT else ""
        fix = "drop shared_keys=True; datastores and computes use identities"
        body = "allowSharedKeyAccess: false; datastores and computes use identities"
        yield Problem(resource, f"account keys open it{unsaid}", fix, body=body)
