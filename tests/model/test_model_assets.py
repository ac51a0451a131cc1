"""Versions of assets are held to what Azure takes of them when the file is loaded, by the field that is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import (
    ApiKeyConnection,
    Code,
    Component,
    Connection,
    CustomKeysConnection,
    InvalidInput,
    ManagedIdentityConnection,
    Model,
    Parameter,
)

WRONG: dict[str, tuple[Any, dict[str, Any], str]] = {
    "code in no folder": (Code, {"uri": "src/"}, r"Code\.uri: 'src/' is no address of a blob folder"),
    "code beside a container": (Code, {"uri": "https://stcode.blob.core.windows.net"}, r"Code\.uri: .* blob folder"),
    "a model without an address": (Model, {"uri": "models/churn"}, r"Model\.uri: 'models/churn' is no address"),
    "a version with a slash": (Model, {"uri": "azureml://a", "version": "1/2"}, r"Model\.version: .* refuses the name"),
    "a component of no type": (Component, {"spec": {"command": "true"}}, r"Component\.spec: .* does not say its type"),
    "a component of another name": (
        Component,
        {"spec": {"type": "command", "name": "other"}},
        r"Component\.spec: it says name 'other', and is registered as 'asset'",
    ),
    "a component of another version": (
        Component,
        {"spec": {"type": "command", "version": 2}},
        r"Component\.spec: it says version 2, and is registered as '1'",
    ),
    "a connection to nothing": (
        Connection,
        {"category": ""},
        r"Connection\.category: a connection says what it leads to",
    ),
    "a connection of all and some": (
        Connection,
        {"category": "Git", "shared": True, "shared_with": ["aaaaaaaa-0000-4000-8000-000000000001"]},
        r"Connection\.shared_with: it is shared with all",
    ),
    "an identity that is no GUID": (
        ManagedIdentityConnection,
        {"category": "AzureSqlDb", "client_id": "reader"},
        r"ManagedIdentityConnection\.client_id: 'reader' is not an Entra id",
    ),
    "a key in plain text": (
        ApiKeyConnection,
        {"category": "ApiKey", "key": "0123456789abcdef"},
        r"ApiKeyConnection\.key: a secret is a secure parameter",
    ),
    "a key of a parameter that is no secret": (
        CustomKeysConnection,
        {"keys": {"key": Parameter("key")}},
        r"CustomKeysConnection\.keys\S*: a secret is a secure parameter",
    ),
    "custom keys without a key": (
        CustomKeysConnection,
        {"keys": {}},
        r"CustomKeysConnection\.keys: it keeps no secret",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_azure_would_refuse_is_refused_at_its_field(case: str) -> None:
    """With the line of the stack file, the field, and what is wrong."""
    kind, fields, message = WRONG[case]
    with pytest.raises(InvalidInput, match=rf"test_model_assets\.py:\d+ {message}"):
        kind("asset", **fields)


def test_a_component_may_say_the_version_that_it_has_as_a_number() -> None:
    """YAML reads ``version: 2`` as a number."""
    assert Component("asset", version="2", spec={"type": "command", "version": 2}).version == "2"
