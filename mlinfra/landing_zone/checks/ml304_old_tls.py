"""A storage account that takes old TLS.

TLS 1.0 and 1.1 are broken, and Azure takes them where an account says no minimum. Azure's clients speak 1.2 or newer.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.bodies.subjects import ABSENT, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML304", "storage-old-tls"
SEVERITY: Severity = "warning"
WHY = "what is sent to the account can be read and changed on the way"
LINK = "https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version"
TYPES = (STORAGE_ACCOUNT.type,)
PROPERTIES = ("minimumTlsVersion",)
GOOD = """
workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn"))
"""
BAD = """
workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn", minimum_tls="TLS1_0"))
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for accounts that take TLS 1.0 or 1.1."""
    least = resource.get("properties.minimumTlsVersion")
    if least is ABSENT or str(least).upper() in {"TLS1_0", "TLS1_1"}:
        said = "it says no minimumTlsVersion, so it takes TLS 1.0" if least is ABSENT else f"it takes {least}"
        yield Problem(resource, said, "drop minimum_tls=, which is TLS1_2 then", body="minimumTlsVersion: TLS1_2")
