"""Data assets and environments as ARM bodies."""

from __future__ import annotations

import re
from typing import Any

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Hole, Interp, Spelled
from mlinfra.arm.invisible import INVISIBLE
from mlinfra.landing_zone.bodies.ml import VERSION
from mlinfra.landing_zone.bodies.shape import Body, Context, Shape, some
from mlinfra.landing_zone.graph.derived import AssetContainer
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.environment import Conda, Environment


def _container(node: Node, _context: Context) -> Body:
    return {"properties": some(dataType=node.resource.data_type, isArchived=False)}


def _data(node: Node, context: Context) -> Body:
    asset: DataAsset = node.resource
    store = Hole(context.name(node.link("datastore")))
    properties = some(
        dataType=asset.type,
        dataUri=Interp(("azureml://datastores/", store, f"/paths/{asset.path}")),
        description=asset.description,
        tags=dict[str, Any](asset.tags),
        isAnonymous=False,
        isArchived=False,
    )
    return {"properties": properties}


def _environment(node: Node, _context: Context) -> Body:
    environment: Environment = node.resource
    conda = environment.conda
    properties = some(
        image=environment.image,
        condaFile=_lines(conda.text if isinstance(conda, Conda) else conda),
        osType="Linux",
        description=environment.description,
        tags=dict[str, Any](environment.tags),
        isAnonymous=False,
        isArchived=False,
    )
    return {"properties": properties}


_ESCAPED = re.compile(rf"'''|[\r\ud800-\udfff{INVISIBLE}]")


def _lines(text: str | None) -> expr.Value:
    """Text of several lines as one reads it, unless something in it needs an escape, which such a text has not."""
    if text is None or "\n" not in text or text.endswith("'") or _ESCAPED.search(text):
        return text
    return Spelled(text, f"'''\n{text}'''")


SHAPES = {
    AssetContainer: Shape(VERSION, _container),
    DataAsset: Shape(VERSION, _data),
    Environment: Shape(VERSION, _environment),
}
