"""Containers of assets: what holds the versions of one asset, with its own description, tags and properties."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.catalogue.types import machine_learning_assets as assets
from mlinfra.landing_zone.model._asset import AssetHolder
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Rows, at


@model
class DataContainer(AssetHolder):
    """What holds the versions of one data asset; each `DataAsset` of the name is one."""

    arm_type: ClassVar[str] = assets.DATA.type

    _: KW_ONLY
    type: Literal["uri_folder", "uri_file", "mltable"] = at(
        "properties.dataType", default="uri_folder", decides="which versions it holds"
    )
    """A folder, a single file, or a table; the same for all versions."""

    ROWS: ClassVar[Rows] = ("type", "description", "tags", "archived")


@model
class EnvironmentContainer(AssetHolder):
    """What holds the versions of one environment; each `Environment` of the name is one."""

    arm_type: ClassVar[str] = assets.ENVIRONMENT.type


@model
class ModelContainer(AssetHolder):
    """What holds the versions of one model; each `Model` of the name is one."""

    arm_type: ClassVar[str] = assets.MODEL.type


@model
class CodeContainer(AssetHolder):
    """What holds the versions of one code asset; each `Code` of the name is one."""

    arm_type: ClassVar[str] = assets.CODE.type


@model
class ComponentContainer(AssetHolder):
    """What holds the versions of one component; each `Component` of the name is one."""

    arm_type: ClassVar[str] = assets.COMPONENT.type
