"""A version that is made of the content changes with it, and with nothing else; changed content under one version is refused."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import (
    BlobDatastore,
    Component,
    Conda,
    DataAsset,
    Environment,
    InvalidInput,
    Model,
    Parameter,
    ResourceGroup,
    Stack,
    StorageAccount,
    Workspace,
)
from mlinfra.base.errors import ResolveError
from mlinfra.catalogue.change_judgement import judge_change
from mlinfra.catalogue.types import machine_learning_assets as types
from mlinfra.landing_zone.graph.resolve import resolve

LAKE, OTHER = (
    BlobDatastore(name, account=StorageAccount.existing("stlake"), container=name) for name in ("lake", "other")
)
ENVIRONMENT: dict[str, Any] = {"image": "a:1", "conda": Conda(python="3.11.9")}
MODEL: dict[str, Any] = {"uri": "azureml://jobs/a/outputs/b/paths/c"}
CHANGES: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "an image": (Environment, ENVIRONMENT, {"image": "a:2"}),
    "a package": (Environment, ENVIRONMENT, {"conda": Conda(python="3.11.10")}),
    "a description of what never changes": (Environment, ENVIRONMENT, {"description": "Other."}),
    "an address": (Model, MODEL, {"uri": "azureml://jobs/a/outputs/b/paths/d"}),
    "a datastore": (DataAsset, {"datastore": LAKE, "path": "a/"}, {"datastore": OTHER}),
    "a path": (DataAsset, {"datastore": LAKE, "path": "a/"}, {"path": "b/"}),
    "an id in a component": (
        Component,
        {"spec": {"type": "command", "code": LAKE.id}},
        {"spec": {"type": "command", "code": OTHER.id}},
    ),
    "what extra says": (Model, MODEL, {"extra": {"properties": {"modelType": "mlflow_model"}}}),
}
SAME: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "a stage": (Model, MODEL, {"stage": "Production"}),
    "tags": (Model, MODEL, {"tags": {"a": "b"}, "description": "Other.", "archived": True, "properties": {"a": "b"}}),
    "nothing": (Environment, ENVIRONMENT, {}),
}


def _version(kind: Any, fields: dict[str, Any]) -> str:
    segments: tuple[str, ...] = kind("asset", version="hash", **fields).segments
    assert segments[0] == "asset"
    return segments[1]


@pytest.mark.parametrize("case", CHANGES)
def test_new_content_is_a_new_version(case: str) -> None:
    """Whatever of it changed."""
    kind, fields, change = CHANGES[case]
    assert _version(kind, fields) != _version(kind, {**fields, **change})


def test_content_of_a_parameter_makes_no_version() -> None:
    """Two values of it would be registered as one version."""
    with pytest.raises(InvalidInput, match="the version is made of the content"):
        _version(Model, {**MODEL, "job": Parameter("job")})


@pytest.mark.parametrize("case", SAME)
def test_what_can_change_makes_no_new_version(case: str) -> None:
    """The same text on every machine and in every run."""
    kind, fields, change = SAME[case]
    assert _version(kind, fields) == _version(kind, {**fields, **change})


def test_it_is_the_same_in_every_run() -> None:
    """A version that was registered last week is met again."""
    assert _version(Model, MODEL) == "c6188d3fdf40"


@pytest.mark.parametrize(
    ("arm_type", "path"),
    [
        (types.DATA_VERSION.type, "dataUri"),
        (types.ENVIRONMENT_VERSION.type, "image"),
        (types.MODEL_VERSION.type, "modelUri"),
        (types.CODE_VERSION.type, "codeUri"),
        (types.COMPONENT_VERSION.type, "componentSpec"),
        (types.FEATURE_SET_VERSION.type, "specification"),
        (types.FEATURE_STORE_ENTITY_VERSION.type, "indexColumns"),
        (types.MODEL_VERSION.type.replace("/workspaces/", "/registries/"), "modelUri"),
    ],
)
def test_changed_content_under_one_version_is_refused_with_what_to_do(arm_type: str, path: str) -> None:
    """By check of a plan, by a deployment and by the local target, which all ask this judgement."""
    before, after = ({"properties": {path: text, "dataType": "uri_file"}} for text in ("a", "b"))
    (judgement,) = judge_change(arm_type, before, after)
    assert judgement.refused
    assert "another version" in judgement.reason


@pytest.mark.parametrize(
    ("arm_type", "content", "verdict"),
    [
        (types.COMPONENT_VERSION.type, {"componentSpec": {"inputs": {"raw": {"type": "uri_folder"}}}}, "refused"),
        (types.COMPONENT_VERSION.type, {"componentSpec": {"is_deterministic": True}}, "no_effect"),
        (types.ENVIRONMENT_VERSION.type, {"inferenceConfig": {"scoringRoute": {"path": "/score"}}}, "refused"),
        (types.DATA_VERSION.type, {"referencedUris": ["https://a.blob.core.windows.net/b/c"]}, "refused"),
        (types.FEATURE_SET_VERSION.type, {"materializationSettings": {"storeType": "Offline"}}, "in_place"),
        (types.FEATURE_SET_VERSION.type, {"stage": "Production"}, "in_place"),
        (types.FEATURE_STORE_ENTITY_VERSION.type, {"stage": "Production"}, "in_place"),
    ],
)
def test_content_that_is_taken_away_is_a_change(arm_type: str, content: dict[str, Any], verdict: str) -> None:
    """Azure adds things of its own, which a later body need not repeat; how features are computed ahead may change."""
    (judgement,) = judge_change(arm_type, {"properties": content}, {"properties": {}})
    assert judgement.verdict.value == verdict


def test_a_data_asset_has_one_type() -> None:
    """What holds its versions is made for the type of the first, or has one itself, and Azure never changes it."""
    folder, table = (
        DataAsset("orders", version=version, type=kind, uri="https://a.blob.core.windows.net/b/c")  # type: ignore[arg-type]  # words
        for version, kind in (("1", "uri_folder"), ("2", "mltable"))
    )
    stack = Stack(
        "s", scope=ResourceGroup("rg-x", location="westeurope"), resources=[Workspace("mlw-x", data=[folder, table])]
    )
    with pytest.raises(ResolveError, match=r"DataAsset\.type: version 2 is a mltable, and orders holds .* uri_folder"):
        resolve(stack)
    (judgement,) = judge_change(
        types.DATA.type, {"properties": {"dataType": "uri_folder"}}, {"properties": {"dataType": "mltable"}}
    )
    assert judgement.refused
    assert "another name" in judgement.reason
