"""Define what holds the versions of one asset, where nobody writes it."""

from __future__ import annotations

from typing import ClassVar

from mlinfra.base.frozen import dataclass
from mlinfra.catalogue.types.machine_learning_assets import DATA
from mlinfra.landing_zone.graph.node import DerivedResource
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model.value import Filled


@dataclass(frozen=True, slots=True)
class AssetContainer(DerivedResource):
    """What holds the versions of one data asset or environment; ``data_type`` only for data."""

    arm_type: ClassVar[str] = DATA.type
    data_type: str | Filled | None = at("properties.dataType", default=None)
    ROWS: ClassVar[Rows] = ("data_type", Constant("properties.isArchived", value=False))
