"""Code assets: versioned folders of source files that jobs and deployments run."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_assets import CODE_VERSION
from mlinfra.landing_zone.model._asset import AssetVersion
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value


@model
class Code(AssetVersion):
    """One version of a code asset; its files are uploaded by others, before it is registered."""

    arm_type: ClassVar[str] = CODE_VERSION.type

    _: KW_ONLY
    uri: Value[str] = at("properties.codeUri")
    """The address of the folder in a blob container: ``https://ACCOUNT.blob.core.windows.net/CONTAINER/FOLDER``."""

    ROWS: ClassVar[Rows] = ("uri", "description", "tags", "anonymous", "archived")

    def _check(self) -> None:
        AssetVersion._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if isinstance(self.uri, str) and not re.fullmatch(r"https://[^/\s]+/[^/\s]+(/\S*)?", self.uri):
            hint = "https://ACCOUNT.blob.core.windows.net/CONTAINER/FOLDER"
            raise InvalidInput(
                f"{self.uri!r} is no address of a blob folder", where=f"{caller_location()} Code.uri", hint=hint
            )
