"""Components: versioned steps from which pipelines are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_assets import COMPONENT_VERSION
from mlinfra.landing_zone.model._asset import AssetVersion
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location


@model
class Component(AssetVersion):
    """One version of a component, in the words of its YAML file."""

    arm_type: ClassVar[str] = COMPONENT_VERSION.type

    _: KW_ONLY
    spec: Mapping[str, Json] = at("properties.componentSpec")
    """What the YAML file of the component says, as Azure's clients read it: ``type``, ``command``, ``inputs``. Ids of code
    and environments are texts, or values of this stack such as ``environment.id``, at any depth."""

    ROWS: ClassVar[Rows] = ("spec", "description", "tags", "anonymous", "archived")

    def _check(self) -> None:
        AssetVersion._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        where = f"{caller_location()} Component.spec"
        if not isinstance(self.spec.get("type"), str):
            hint = 'such as {"type": "command", "command": "python train.py"}'
            raise InvalidInput("the component does not say its type", where=where, hint=hint)
        for field in ("name", "version"):
            said, wanted = self.spec.get(field), getattr(self, field)
            if said is not None and str(said) != wanted:
                raise InvalidInput(f"it says {field} {said!r}, and is registered as {wanted!r}", where=where)
