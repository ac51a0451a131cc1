"""What an entry says of its service, and what the local target still knows of single types."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from mlinfra.catalogue.lookup import all_types
from mlinfra.catalogue.resource_type import ResourceType
from mlinfra.catalogue.service import Behaviour
from mlinfra.local.providers import provider_of
from mlinfra.local.providers.behaviours import BEHAVIOURS
from mlinfra.local.providers.placeholders import PLACES

LOCAL = Path(__file__).parents[2] / "mlinfra" / "local"
each_entry = pytest.mark.parametrize("entry", all_types(), ids=lambda entry: entry.type)

NAMED = {
    "cloud.py": "the template function that finds a role by its name",
    "peerings.py": "the behaviour of peerings",
    "private_links.py": "the behaviour of private endpoints",
    "protection.py": "locks forbid Resource Manager to delete",
    "providers/role_grants.py": "the behaviour of role assignments",
    "refusals.py": "which types a rehearsed failure meets",
    "resource_checks.py": "a built-in role is there at every scope",
    "routes/access.py": "Resource Manager's look-ups of roles",
    "routes/names.py": "look-ups of names that these services alone have",
    "routes/preflight.py": "what a check of permissions asks of role assignments",
    "routes/sign_in.py": "tokens of managed identities",
    "service_grants.py": "the role assignments that a service makes",
}
"""Modules of the local target that name a type of the catalogue, and why no facet says it."""


def test_the_local_target_names_no_other_type() -> None:
    """What it does for a type it reads from the entry; the exceptions are listed with their reasons, and are needed."""
    naming = {
        path.relative_to(LOCAL).as_posix()
        for path in LOCAL.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("mlinfra.catalogue.types")
    }
    assert naming == set(NAMED)


def test_behaviours_are_those_that_entries_name() -> None:
    """Each has its reason, and a type that has it."""
    used = {name for entry in all_types() for name in entry.served.behaviours}
    assert set(BEHAVIOURS) == set(get_args(Behaviour)) == used
    assert all(behaviour.reason for behaviour in BEHAVIOURS.values())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)
    elif hasattr(value, "__dataclass_fields__"):
        yield from _texts([getattr(value, name) for name in value.__dataclass_fields__])


@each_entry
def test_every_place_in_braces_is_one_that_is_filled(entry: ResourceType) -> None:
    """A misspelled place would stand in an answer as it is."""
    texts = _texts([dict(entry.defaults), dict(entry.computed), entry.served])
    named = {name for text in texts for name in re.findall(r"\{(\w+)(?::[^{}]*)?\}", text)}
    assert named - {"other"} <= set(PLACES)


@each_entry
def test_paths_that_hold_a_resource_lead_to_one(entry: ResourceType) -> None:
    """What keeps another resource from being deleted, or says that it is missing, is a reference."""
    served = entry.served
    assert {*served.holds, *served.errors.missing} <= set(entry.references)
    assert {brought.path for brought in served.brings} <= set(entry.references)


def test_an_action_of_a_template_changes_nothing() -> None:
    """`listKeys()` may be called while a template is evaluated, what renews keys may not."""
    account = provider_of("Microsoft.Storage/storageAccounts")
    reads = {action.name: action.reads for action in account.served.actions}
    assert reads["listKeys"]
    assert not reads["regenerateKey"]
    assert account.internal == ("properties.keyGenerations",)
