"""``extra=`` says more about a resource's body; it never makes it another resource than the one that was checked."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import ResourceGroup, Stack, StorageAccount
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another name": ({"name": "other"}, "'name' cannot be set here"),
    "another type, oddly spelled": ({"TYPE": "Microsoft.X/y"}, "'TYPE' cannot be set here"),
    "deployed or not": ({"condition": False}, "'condition' cannot be set here"),
    "only pointed to": ({"existing": True}, "'existing' cannot be set here"),
    "many of them": ({"copy": {"name": "c", "count": 3}}, "'copy' cannot be set here"),
    "its order": ({"dependsOn": ["other"]}, "'dependsOn' cannot be set here"),
    "a second body": ({"Properties": {}}, "Azure takes it for 'properties'"),
    "a second setting": ({"properties": {"allowblobpublicaccess": True}}, "Azure takes it for 'allowBlobPublicAccess'"),
}


def rendered(extra: dict[str, Any]) -> str:
    """The Bicep of an account with these words of its author."""
    stack = Stack(
        "a", scope=ResourceGroup("rg-a", location="westeurope"), resources=[StorageAccount("sta", extra=extra)]
    )
    return prepare(stack).rendered.files["main.bicep"]


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_make_it_another_resource_is_refused(case: str) -> None:
    """With the line that says it."""
    extra, told = REFUSED[case]
    with pytest.raises(InvalidInput, match=r"StorageAccount\.extra") as caught:
        rendered(extra)
    assert told in str(caught.value)
    assert "test_lower_extra.py:" in str(caught.value)


def test_the_body_is_the_authors() -> None:
    """New settings are added, and those of mlinfra replaced, at any depth."""
    text = rendered({"properties": {"allowBlobPublicAccess": True, "isHnsEnabled": False}, "zones": ["1"]})
    assert "allowBlobPublicAccess: true" in text
    assert "isHnsEnabled: false" in text
    assert "zones: [" in text
