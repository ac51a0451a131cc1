"""Find what jobs name in their workspace: computes, environments, code, components, data, models and endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.property_paths import written_names
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._addresses import texts

_VERSION = r"azureml:(?!/)(?P<name>[^:@/]+):(?P<version>[^:@/]+)"
_NAME = r"(?:azureml:(?!/))?(?P<name>[A-Za-z0-9][\w.-]*)"
_KINDS = {
    "environmentId": "environments", "environment": "environments", "codeId": "codes", "code": "codes",
    "componentId": "components", "preprocessingComponentId": "components", "component": "components",
    "uri": "data", "dataId": "data", "modelId": "models",
    "computeId": "computes", "compute": "computes", "default_compute": "computes", "defaultCompute": "computes",
    "default_datastore": "datastores", "defaultDatastore": "datastores", "endpointName": "batchEndpoints",
}  # fmt: skip
"""What the names of properties lead to; keys of pipelines are in snake case, as Azure's clients send them."""
_WITHOUT_VERSION = {"computes", "datastores", "batchEndpoints"}
_WORDS = {
    "computes": "compute", "environments": "environment", "codes": "code", "components": "component", "data": "data asset",
    "models": "model", "datastores": "datastore", "onlineEndpoints": "endpoint", "batchEndpoints": "batch endpoint",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """Something of a workspace that a text names: by an ARM id, or as ``azureml:NAME:VERSION``."""

    path: str
    kind: str
    """The last but one segment of its type: ``computes``, ``environments``."""
    names: tuple[str, ...]

    @property
    def words(self) -> str:
        """``environment train:3``, ``compute gpu``."""
        return f"{_WORDS.get(self.kind, self.kind)} {':'.join(self.names)}"

    def id(self, workspace: str) -> str:
        """The ARM id in a workspace of this id."""
        if self.kind == "onlineEndpoints" and len(self.names) > 1:
            return f"{workspace}/{self.kind}/{self.names[0]}/deployments/{self.names[1]}"
        return f"{workspace}/{self.kind}/" + "/versions/".join(self.names)


def mentions(subject: Subject, workspace: Subject) -> Iterator[Mention]:
    """Everything that the body of a resource names in its workspace."""
    for path, text in texts(subject):
        mention = _by_id(path, text, workspace) if text.startswith(("/", "azureml:/sub")) else _by_name(path, text)
        if mention is not None:
            yield mention


def _by_id(path: str, text: str, workspace: Subject) -> Mention | None:
    """What an ARM id below the workspace names; clients write some with ``azureml:`` before them."""
    named = ResourceId(text.removeprefix("azureml:"))
    below = f"{workspace.id}/".casefold()
    if not named.key.startswith(below) or not named.type.casefold().startswith(f"{ML_WORKSPACES}/".casefold()):
        return None
    return Mention(path, named.type.split("/")[2], named.names[1:])


def _by_name(path: str, text: str) -> Mention | None:
    key = (written_names(path) or ("",))[-1]
    if key == "deploymentId":
        match = re.fullmatch(_VERSION, text)
        return Mention(path, "onlineEndpoints", (match["name"], match["version"])) if match else None
    kind = _KINDS.get(key)
    if kind is None:
        return None
    if kind in _WITHOUT_VERSION:
        match = re.fullmatch(_NAME, text)
        return Mention(path, kind, (match["name"],)) if match else None
    match = re.fullmatch(_VERSION, text)
    return Mention(path, kind, (match["name"], match["version"])) if match else None
