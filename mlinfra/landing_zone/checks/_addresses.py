"""Find the texts of a body, and read where the addresses among them lead: to a datastore, or to a storage container."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mlinfra.arm.resource_id import ResourceId, group_id, id_below
from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import item, member
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.catalogue.value_kinds import is_open
from mlinfra.landing_zone.bodies.subjects import Subject

_DATASTORE = re.compile(
    r"azureml://(?:subscriptions/(?P<subscription>[^/]+)/resourcegroups/(?P<group>[^/]+)/workspaces/(?P<workspace>[^/]+)/)?"
    r"datastores/(?P<name>[^/]+)(?P<rest>/paths/.*|.*)",
    re.IGNORECASE | re.DOTALL,
)
_CONTAINERS = (
    re.compile(r"https?://(?P<account>[a-z0-9]{3,24})\.(?:[a-z0-9]+\.)?(?:blob|dfs)\.[^/]+/(?P<name>[^/]+)(/.*)?", re.DOTALL),
    re.compile(r"(?:abfss?|wasbs?)://(?P<name>[^@/]+)@(?P<account>[a-z0-9]{3,24})\.(?:blob|dfs)\..*", re.DOTALL),
)  # fmt: skip

DATASTORES_OF_AZURE = frozenset(
    {"workspaceblobstore", "workspaceartifactstore", "workspacefilestore", "workspaceworkingdirectory"}
)
"""The datastores that Azure makes in every workspace, in lower case."""


@dataclass(frozen=True, slots=True)
class DatastoreAddress:
    """``azureml://datastores/NAME/paths/PATH``; ``workspace`` is the id of the one that is named before, else empty."""

    name: str
    workspace: str
    has_path: bool


@dataclass(frozen=True, slots=True)
class ContainerAddress:
    """A container or file system of a storage account, by the names of both."""

    account: str
    name: str


def texts(subject: Subject) -> Iterator[tuple[str, str]]:
    """Every text of a resource's properties that is known, with its path."""
    yield from _texts(subject.body.get("properties"), "properties")


def _texts(value: Json, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, member(path, str(name)))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, item(path, number))
    elif isinstance(value, str) and not is_open(value):
        yield path, value


def datastore_address(text: str) -> DatastoreAddress | None:
    """The datastore that an address leads to; None for other text."""
    match = _DATASTORE.fullmatch(text)
    if match is None:
        return None
    group = group_id(match["subscription"], match["group"]) if match["workspace"] else ""
    workspace = id_below(group, ML_WORKSPACES, [match["workspace"]]) if group else ""
    return DatastoreAddress(match["name"], workspace, match["rest"].lower().startswith("/paths/"))


def container_address(text: str) -> ContainerAddress | None:
    """The container that an address leads to; None for other text."""
    match = next((match for pattern in _CONTAINERS if (match := pattern.fullmatch(text))), None)
    return ContainerAddress(match["account"], match["name"]) if match else None


def workspace_of(subject: Subject) -> Subject | None:
    """The workspace that a resource is a part of, where this deployment makes it."""
    above = ResourceId(subject.id).parent
    while above is not None and above.type.lower() != ML_WORKSPACES.lower():
        above = above.parent
    return None if above is None else subject.among.by_id(above.text)
