"""A value that the list of another API version does not have.

A body is sent in an API version of which mlinfra has no property table. It is then compared with the table of the
nearest version: wrong kinds of values are refused by it, as they hardly ever change. The lists of values that a property
takes do change, so a value that the list of the other version does not have is not refused, but told here. Look the value
up for the version that is sent, or take the version of the table.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.bodies.subjects import Resources
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML108", "other-api-version"
SEVERITY: Severity = "warning"
WHY = "Azure refuses the deployment, unless the API version that is sent has the value"
LINK = "https://learn.microsoft.com/azure/templates/"
GOOD = """
body = {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "properties": {"accessTier": "Cool"}}
workspace = AzureResource(f"{StorageAccount.arm_type}@2023-05-01", "stchurn", body, location="westeurope")
"""
BAD = """
body = {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "properties": {"accessTier": "Lukewarm"}}
workspace = AzureResource(f"{StorageAccount.arm_type}@2023-05-01", "stchurn", body, location="westeurope")
"""


def judge_all(resources: Resources) -> Iterator[Problem]:
    """Tell each value that was compared with the list of another version, and is not in it."""
    for subject in resources.sent():
        judged = subject.judgement()
        for doubt in judged.doubts:
            address, where = subject.place(doubt.path)
            compared = (
                f"compared with API version {judged.table_version}, as there is no table of {subject.api_version}"
            )
            message = f"{doubt.path}: {doubt.message} ({compared})"
            yield Problem(subject, message, doubt.fix, where=where, address=address)
