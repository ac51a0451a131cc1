"""Azure's words for the price of a resource of machine learning."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model.value import Value


@model
class Sku:
    """The price of a compute, an endpoint or a registry, in Azure's words, which it takes and documents no effect of."""

    name: Value[str] = at("name")
    """Its name, such as ``Basic``, ``Default`` or ``Consumption``."""
    _: KW_ONLY
    tier: Value[Literal["Basic", "Free", "Standard", "Premium"]] | None = at("tier", default=None)
    """The tier."""
    size: Value[str] | None = at("size", default=None)
    """The size in it."""
    family: Value[str] | None = at("family", default=None)
    """The kind of hardware."""
    capacity: Value[int] | None = at("capacity", default=None)
    """How much of it."""

    ROWS: ClassVar[Rows] = ()
