"""Values that a template's metadata accepts, through the real SDK."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from emulator import _landing as landing

ENTRY = {"type": "Microsoft.Storage/storageAccounts", "name": "st", "path": "name", "reason": "made before the rule"}


def test_an_accepted_name_is_taken(azure: Any) -> None:
    """The name rule refuses it without the entry; with it the account is made."""
    azure.group()
    template = landing.template({"a": landing.storage("st")})
    with pytest.raises(HttpResponseError, match="is not a valid name"):
        azure.deploy(template)
    done = azure.deploy({**template, "metadata": {"acceptedValues": [ENTRY]}})
    assert done.properties.provisioning_state == "Succeeded"
