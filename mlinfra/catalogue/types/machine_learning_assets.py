"""Resource types of Microsoft.MachineLearningServices that have versions: data, environments, models and the like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import KeyProperty, told
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, NameRule, ResourceType
from mlinfra.catalogue.types._shared import DONE
from mlinfra.catalogue.types.machine_learning import ML_LONG_NAME, ML_VERSION, ML_WORKSPACES, ml_table
from mlinfra.catalogue.types.machine_learning_registry import ML_REGISTRY

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import BodyRule, not_blank, together
    from mlinfra.catalogue.service import Action, Behaviour, Errors, Served
    from mlinfra.catalogue.types._machine_learning_rules import (
        COMPONENT_VERSION_RULES,
        DATA_VERSION_RULES,
        ENVIRONMENT_VERSION_RULES,
        FEATURE_SET_VERSION_RULES,
    )
else:
    not_blank, together = later("body_rules", "not_blank", "together")
    Action, Errors, Served = later("service", "Action", "Errors", "Served")
    COMPONENT_VERSION_RULES, DATA_VERSION_RULES, ENVIRONMENT_VERSION_RULES, FEATURE_SET_VERSION_RULES = later(
        "types._machine_learning_rules",
        "COMPONENT_VERSION_RULES",
        "DATA_VERSION_RULES",
        "ENVIRONMENT_VERSION_RULES",
        "FEATURE_SET_VERSION_RULES",
    )

_VERSION_NAME = NameRule(
    r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}", "1 to 255 letters, digits, '-', '_' and '.', starting with a letter or digit"
)
_METADATA = ("properties.description", "properties.tags", "properties.properties", "properties.isArchived")
"""What can change on a version that exists; the rest is its content."""
_NEVER = (
    'a registered version never changes: give new content another version, or make it of the content (version="hash")'
)


def _content(free: tuple[str, ...] = (), kept: tuple[str, ...] = ()) -> CreateOnly:
    """What never changes in a version: all but what is ``free``; left out, what is ``kept`` is a change as well.

    What else a later body leaves out Azure may have filled in itself, and leaves as it is.
    """
    return CreateOnly(("properties",), but=(*_METADATA, *free), left_out=kept, exact=True, reason=_NEVER)


def _container(
    segment: str,
    word: str,
    body: str,
    fixed: tuple[CreateOnly, ...] = (),
    key_properties: tuple[KeyProperty, ...] = (),
) -> ResourceType:
    """What holds the versions of one asset."""
    return ResourceType(
        type=f"{ML_WORKSPACES}/{segment}",
        api_version=ML_VERSION,
        word=word,
        place=ChildOf(ML_WORKSPACES),
        name=ML_LONG_NAME,
        holds_data="",
        purge=None,
        soft_deleted_days=0,
        properties=ml_table(body),
        page=f"azure/templates/microsoft.machinelearningservices/workspaces/{segment.lower()}",
        security=(),
        key_properties=key_properties,
        create_only=fixed,
        defaults={"properties.isArchived": False},
        served=Served(exists="with child", system_data=True, tracked=False, behaviours=("versions",)),
    )


_ALL: Final = _content()
_UPLOADED: Final = ("codes", "data", "models", "environments", "components")
_UPLOAD: Final = Action(  # the local target has no storage that takes files: this is where they could be sent
    "startPendingUpload",
    {
        "pendingUploadId": "{sent:pendingUploadId}",
        "pendingUploadType": "{sent:pendingUploadType}",
        "blobReferenceForConsumption": {
            "blobUri": "https://{host}.blob.core.windows.net/{guid}",
            "storageAccountArmId": "",
            "credential": {
                "credentialType": "SAS",
                "sasUri": "https://{host}.blob.core.windows.net/{guid}?sig={quoted_key:1}",
            },
        },
    },
    assumes={"pendingUploadId": "{guid:upload}", "pendingUploadType": "TemporaryBlobReference"},
    before_creation=True,
)


def _versions(
    segment: str,
    word: str,
    body: str,
    content: CreateOnly = _ALL,
    rules: tuple[BodyRule, ...] = (),
    key_properties: tuple[KeyProperty, ...] = (),
    required: tuple[str, ...] = (),
    behaviours: tuple[Behaviour, ...] = ("version of an asset",),
) -> ResourceType:
    """The versions of one asset; what they hold never changes."""
    return ResourceType(
        type=f"{ML_WORKSPACES}/{segment}/versions",
        api_version=ML_VERSION,
        word=word,
        place=ChildOf(f"{ML_WORKSPACES}/{segment}"),
        name=_VERSION_NAME,
        holds_data="",
        purge=None,
        soft_deleted_days=0,
        properties=ml_table(body),
        page=f"azure/templates/microsoft.machinelearningservices/workspaces/{segment.lower()}/versions",
        security=(),
        key_properties=key_properties,
        create_only=(content,),
        rules=rules,
        defaults={"properties.isAnonymous": False, "properties.isArchived": False},
        computed=DONE,
        is_version=True,
        served=Served(
            required=required,
            errors=Errors(change=(409, "UserError")),
            system_data=True,
            tracked=False,
            actions=(_UPLOAD,) if segment in _UPLOADED else (),
            behaviours=behaviours,
        ),
    )


_ONE_TYPE: Final = CreateOnly(
    ("properties.dataType",), reason="all versions of a data asset have the type of the first: give another name"
)
_DATA, _IMAGE, _MODEL = (
    told("properties.dataType", "properties.dataUri"),
    told("properties.image"),
    told("properties.modelType", "properties.modelUri"),
)
DATA: Final = _container("data", "data", "DataContainer", (_ONE_TYPE,), told("properties.dataType"))
DATA_VERSION: Final = _versions(
    "data",
    "data",
    "DataVersionBase",
    _content(kept=("properties.referencedUris",)),
    DATA_VERSION_RULES,
    _DATA,
    ("properties.dataUri", "properties.dataType"),
    ("one data type", "version of an asset"),
)
ENVIRONMENT: Final = _container("environments", "environment", "EnvironmentContainer")
# A registered environment cannot be altered at all: even archiving one can fail (azure-cli-extensions#5440).
ENVIRONMENT_VERSION: Final = _versions(
    "environments",
    "environment",
    "EnvironmentVersion",
    CreateOnly(
        ("properties",),
        left_out=("properties.image", "properties.condaFile", "properties.build", "properties.inferenceConfig"),
        exact=True,
        reason=_NEVER,
    ),
    ENVIRONMENT_VERSION_RULES,
    _IMAGE,
)
MODEL: Final = _container("models", "model", "ModelContainer")
# The stage of a model changes as it is promoted: `az ml model update --set stage=Production`.
MODEL_VERSION: Final = _versions(
    "models",
    "model",
    "ModelVersion",
    _content(("properties.stage",), ("properties.datasets",)),
    together(not_blank("properties.modelUri")),
    _MODEL,
)
COMPONENT: Final = _container("components", "component", "ComponentContainer")
# Azure's answer has more in it than what was sent, such as ``is_deterministic``; what follows is the author's alone.
COMPONENT_VERSION: Final = _versions(
    "components",
    "component",
    "ComponentVersion",
    _content(
        kept=tuple(
            f"properties.componentSpec.{path}"
            for path in ("command", "code", "environment", "inputs.*.type", "outputs.*.type", "jobs.*.type")
        )
    ),
    COMPONENT_VERSION_RULES,
)
CODE: Final = _container("codes", "code", "CodeContainer")
CODE_VERSION: Final = _versions("codes", "code", "CodeVersion", rules=together(not_blank("properties.codeUri")))
FEATURE_SET: Final = _container("featuresets", "feature set", "FeaturesetContainer")
# Materialization is switched on and changed on a version that exists, as Microsoft's tutorial on feature stores does.
FEATURE_SET_VERSION: Final = _versions(
    "featuresets",
    "feature set",
    "FeaturesetVersion",
    _content(("properties.stage", "properties.materializationSettings")),
    FEATURE_SET_VERSION_RULES,
)
FEATURE_STORE_ENTITY: Final = _container("featurestoreEntities", "entity", "FeaturestoreEntityContainer")
FEATURE_STORE_ENTITY_VERSION: Final = _versions(
    "featurestoreEntities", "entity", "FeaturestoreEntityVersion", _content(("properties.stage",))
)


def _in_registry(entry: ResourceType) -> ResourceType:
    """The same asset in a registry, which differs in its place alone."""
    assert isinstance(entry.place, ChildOf), "an asset is part of something"
    own, above = (name.replace(ML_WORKSPACES, ML_REGISTRY.type) for name in (entry.type, entry.place.parent))
    page = entry.page.replace("/workspaces/", "/registries/")
    return replace(entry, type=own, place=ChildOf(above), page=page)


_SHARED = (
    DATA, DATA_VERSION, ENVIRONMENT, ENVIRONMENT_VERSION, MODEL, MODEL_VERSION, COMPONENT, COMPONENT_VERSION, CODE, CODE_VERSION,
)  # fmt: skip
"""Assets of workspaces and of registries."""

TYPES: Final = (
    *_SHARED,
    FEATURE_SET,
    FEATURE_SET_VERSION,
    FEATURE_STORE_ENTITY,
    FEATURE_STORE_ENTITY_VERSION,
    *map(_in_registry, _SHARED),
)
