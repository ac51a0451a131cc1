"""A stack that is for one of Azure's clouds is not sent to another, and names that are unique in one may stand in two."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlinfra import ResourceGroup, Stack, StorageAccount
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import read_places
from mlinfra.app.settings import settings_for
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.checks import RULES, check_stacks
from mlinfra.landing_zone.graph.resolve import resolve

STACK = """from mlinfra import ResourceGroup, Stack, StorageAccount
group = ResourceGroup("rg-a", location="usgovvirginia", subscription="11111111-1111-1111-1111-111111111111")
stack = Stack("a", cloud="AzureUSGovernment", scope=group, resources=[StorageAccount("sta12345")])
"""


def test_a_stack_goes_to_its_own_cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before signing in, with what to say; an option or AZURE_CLOUD says it, and the local target takes all."""
    monkeypatch.delenv("AZURE_CLOUD", raising=False)
    file = tmp_path / "stack.py"
    file.write_text(STACK, encoding="utf-8")
    for cloud in (None, "AzureChinaCloud"):
        options = settings_for(file, target="azure", cloud=cloud)
        with pytest.raises(InvalidInput, match="the stack a is for AzureUSGovernment") as caught:
            options.connect(read_places(options), Observer())
        assert "--cloud AzureUSGovernment" in caught.value.hint
    right = settings_for(file, target="azure", cloud="azureusgovernment")
    assert right.connect(read_places(right), Observer())
    local = settings_for(file, target="local")
    assert local.connect(read_places(local), Observer())
    monkeypatch.setenv("AZURE_CLOUD", "AzureUSGovernment")
    by_environment = settings_for(file, target="azure")
    assert by_environment.connect(read_places(by_environment), Observer())


@pytest.mark.parametrize(("cloud", "told"), [("AzureCloud", ["ML105"]), ("AzureChinaCloud", [])])
def test_a_name_is_unique_in_one_cloud(cloud: str, told: list[str]) -> None:
    """Two clouds have accounts of one name."""
    stacks = [
        Stack(
            name,
            cloud=where,  # type: ignore[arg-type]  a parameter of the test
            scope=ResourceGroup(f"rg-{name}", location="westeurope"),
            resources=[StorageAccount("sta12345")],
        )
        for name, where in (("a", "AzureCloud"), ("b", cloud))
    ]
    found = check_stacks([resolve(stack) for stack in stacks], RULES)
    assert [finding.code for finding in found if finding.code == "ML105"] == told
