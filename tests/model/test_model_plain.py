import dataclasses
from collections.abc import Mapping
from datetime import date, timedelta

import pydantic
import pytest

from mlinfra import (
    Autoscale,
    BlobDatastore,
    Blueprint,
    ComputeCluster,
    ComputeInstance,
    Environment,
    InvalidInput,
    KeyVault,
    Managed,
    Parameter,
    PrivateTarget,
    ResourceGroup,
    Stack,
    StorageAccount,
    Workspace,
)
from mlinfra.landing_zone.model._base import _judge
from mlinfra.landing_zone.model._plain import NeedsValidation, plain_values

ACCOUNT = StorageAccount("stabc")
GROUP = ResourceGroup("rg", location="westeurope")


class Word(str):  # ruff: ignore[subclass-builtin] - a subclass is the point
    """Text of a class of its own."""

    __slots__ = ()


class Plan(Blueprint):
    """A blueprint with types that the model knows."""

    day: date
    sizes: Mapping[str, float | None] = dataclasses.field(default_factory=dict)


class Recipe(Blueprint):
    """A blueprint with types that the model does not have itself."""

    day: date
    sizes: list[int] = dataclasses.field(default_factory=list)
    count: int = pydantic.Field(2, ge=1)  # type: ignore[assignment]  # not what the model asks for, and yet it works


PLAIN = [
    (StorageAccount, (), {}),
    (StorageAccount, ("stabc",), {"sku": "Standard_ZRS", "containers": ["raw", "old"], "tags": {"a": "ü"}}),
    (Autoscale, (0, 3), {"idle": timedelta(minutes=5)}),
    (
        ComputeCluster,
        ("cpu",),
        {"size": "x", "nodes": Autoscale(0, 2), "reads": [BlobDatastore("d", account=ACCOUNT, container="raw")]},
    ),
    (ComputeInstance, ("me-1a",), {"size": "x", "idle": None}),
    (Workspace, ("mlw",), {"storage": StorageAccount.existing("stabc"), "registry": None, "extra": {"a": [1, None]}}),
    (KeyVault, ("kv-a",), {"retention": 7}),
    (Managed, (), {"outbound": {"lake": PrivateTarget(resource=ACCOUNT, group="blob")}}),
    (Plan, (), {"day": date(2026, 1, 1), "sizes": {"a": 1.5, "b": None}}),
    (Stack, ("s",), {"scope": GROUP, "resources": (ACCOUNT,), "tags": {"a": Parameter("b")}, "name_salt": "x"}),
]
NOT_PLAIN = [
    (StorageAccount, (Word("stabc"),), {}),
    (StorageAccount, ("stabc",), {"containers": {"raw": 1}.keys()}),
    (Autoscale, (0, "3"), {}),
    (Autoscale, (), {"idle": 300}),
    (Recipe, (), {"day": "2026-01-01"}),
    (Recipe, (), {"day": date(2026, 1, 1), "sizes": [1]}),
    (Plan, (), {"day": date(2026, 1, 1), "sizes": {"a": 1}}),
    (ComputeCluster, ("cpu",), {"size": "x", "nodes": {"maximum": 3}}),
]
WRONG = [
    (StorageAccount, ("stabc", "more"), {}),
    (StorageAccount, ("stabc",), {"name": "stabc"}),
    (StorageAccount, ("stabc",), {"sku": "none"}),
    (StorageAccount, ("stabc",), {"hierarchical_namespace": "perhaps"}),
    (Workspace, (), {}),
    (Recipe, (), {"day": date(2026, 1, 1), "count": 0}),
    (Workspace, ("mlw",), {"storag": ACCOUNT}),
    (Workspace, ("mlw",), {"storage": KeyVault.existing("kv-a")}),
    (KeyVault, ("kv-a",), {"retention": 6}),
    (Environment, ("e",), {"version": 1, "image": "i"}),
    (Stack, ("s",), {"scope": GROUP, "resources": ACCOUNT}),
]


def judged(kind, args, kwargs):
    """The values that pydantic makes of the arguments."""
    made = object.__new__(kind)
    _judge(kind, args, kwargs, made)
    return {name: value for name, value in made.__dict__.items() if name != "_where"}


@pytest.mark.parametrize(("kind", "args", "kwargs"), PLAIN)
def test_what_is_plainly_right_is_what_pydantic_makes_of_it(kind, args, kwargs):
    """The quick check keeps exactly the values that pydantic would keep."""
    assert plain_values(kind, args, kwargs) == judged(kind, args, kwargs)


@pytest.mark.parametrize(("kind", "args", "kwargs"), NOT_PLAIN)
def test_pydantic_converts_what_is_right_but_not_plain(kind, args, kwargs):
    """Other spellings of a value are left to pydantic, which accepts them."""
    with pytest.raises(NeedsValidation):
        plain_values(kind, args, kwargs)
    assert kind(*args, **kwargs) == kind(**judged(kind, args, kwargs))


@pytest.mark.parametrize(("kind", "args", "kwargs"), WRONG)
def test_nothing_wrong_is_plainly_right(kind, args, kwargs):
    """What pydantic refuses never passes the quick check."""
    with pytest.raises(NeedsValidation):
        plain_values(kind, args, kwargs)
    with pytest.raises(InvalidInput):
        kind(*args, **kwargs)
