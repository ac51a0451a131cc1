"""What a stack only points to stands on the local target: by `existing`, by an id, or by the name of an asset."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli._run import run
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION

FILE = """from mlinfra import *

group = ResourceGroup("rg-plant", location="westeurope")
"""
PLAN = ("plan", "stack.py", "--target", "local", "--detailed-exitcode")
IDENTITY = (
    "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-ids/providers/"
    "Microsoft.ManagedIdentity/userAssignedIdentities/{}"
)
ENDPOINT = 'OnlineEndpoint("plant-scores", parent=workspace, deployments=[blue], traffic={blue: 100})'
EXISTING = (
    'blue = OnlineDeployment("blue", model="azureml:churn:4")\nworkspace = Workspace.existing("mlw-plant")\n'
    f'stack = Stack("plant", scope=group, resources=[{ENDPOINT}])\n'
)

ACCOUNT = (
    'account = StorageAccount("stplant", extra={{"identity": {{"type": "UserAssigned", "userAssignedIdentities": '
    '{{"{}": {{}}}}}}}})\nstack = Stack("plant", scope=group, resources=[account])\n'
)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (EXISTING, 3, ""),
        (EXISTING.replace(".existing", ""), 1, "models/churn/versions/4, to which"),
        (ACCOUNT.format(IDENTITY.format("id-ml")), 3, ""),
        (ACCOUNT.format(IDENTITY.format("x" * 129)), 1, f"{'x' * 129}, to which"),
    ],
    ids=["an asset of an existing workspace", "an asset of a new workspace", "an id", "a name that cannot be"],
)
def test_what_a_stack_points_to_is_there(text: str, code: int, says: str, tmp_path: Path) -> None:
    """A model that somebody registered is there, but not in a workspace that the stack itself makes: Azure would refuse that."""
    (tmp_path / "stack.py").write_text(FILE + text, encoding="utf-8")
    with connect("local", state=tmp_path / ".mlinfra" / "local.db") as cloud:  # else the forecast is made offline
        group = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-plant"
        assert cloud.send("PUT", group, "2025-04-01", {"location": "westeurope"}).status == 201
    first, second = run(*PLAN, cwd=tmp_path), run(*PLAN, cwd=tmp_path)
    assert (first.code, second.code) == (code, code), first.out + first.err
    assert says in first.out
