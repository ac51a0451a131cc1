"""Keep an asset and its versions together: a version makes its asset, and tells it which is the latest."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.providers._base import Body, Put, bad_request, read
from mlinfra.local.store import View


def container_of_version(put: Put) -> None:
    """Write the asset of which a version was put: made when it isn't there."""
    parent = put.rid.parent
    if parent is None:
        return
    stored = put.view.get("resource", parent.key) or {
        "id": parent.text,
        "name": parent.name,
        "type": parent.type,
        "properties": {
            "isArchived": False,
            **({"dataType": put.properties["dataType"]} if put.properties.get("dataType") else {}),
        },
    }
    stored["properties"]["latestVersion"] = put.rid.name
    stored["properties"]["nextVersion"] = _next(put.view, parent)
    put.view.put("resource", parent.key, stored)


def _next(view: View, parent: ResourceId) -> str:
    """The version that a client that names none will take: one more than the highest number."""
    names = [key.rsplit("/", 1)[-1] for key in view.under("resource", f"{parent.key}/versions/")]
    return str(max((int(name) for name in names if name.isdecimal()), default=0) + 1)


def latest(put: Put) -> Body:
    """Which of its versions is the latest."""
    before = read(put.previous, "properties.latestVersion") or ""
    return {"properties": {"latestVersion": before, "nextVersion": _next(put.view, put.rid)}}


def check_one_data_type(put: Put) -> None:
    """All versions of a data asset have the type of the first."""
    parent = put.rid.parent
    stored = put.view.get("resource", parent.key) if parent else None
    kind = read(stored, "properties.dataType")
    if kind and kind != put.properties.get("dataType"):
        raise bad_request("UserError", f"The data asset is of type {kind}; a version must be of the same type.")
