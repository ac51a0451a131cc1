"""What an author omits is not in the body: a property, or an object with all that stands in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlinfra import ResourceGroup, Stack, StorageAccount
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput


def body(**fields: Any) -> dict[str, Any]:
    """The body of an account in main.json."""
    account = StorageAccount("stx", **fields)
    stack = Stack("x", scope=ResourceGroup("rg-x", location="westeurope"), resources=[account])
    (only,) = json.loads(prepare(stack).rendered.files["main.json"])["resources"]
    written: dict[str, Any] = only
    return written


def test_a_property_and_an_object_are_left_out() -> None:
    """Also what `extra` says; an object of which nothing is left goes too, all else stays."""
    plain = body()
    extra = {"properties": {"inner": {"a": 1}}}
    given = ["properties.networkAcls", "properties.accessTier", "properties.inner.a", "kind"]
    left = body(omit=given, extra=extra)
    del plain["kind"], plain["properties"]["networkAcls"], plain["properties"]["accessTier"]
    assert left == plain


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("properties.acessTier", r"StorageAccount.omit: the body has no 'acessTier' to leave out\n.*accessTier"),
        ("kind.name", r"the body has no 'name' to leave out\n.*is not an object"),
    ],
)
def test_what_is_not_there_is_refused(path: str, message: str) -> None:
    """With what there is, so that a misspelt path leaves nothing in by mistake."""
    with pytest.raises(InvalidInput, match=message):
        body(omit=[path])
