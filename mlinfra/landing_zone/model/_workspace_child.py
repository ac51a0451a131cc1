"""Define what every part of a workspace has in common: it may say itself which workspace it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import NewOrExisting
from mlinfra.landing_zone.model._rows import elsewhere

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.workspace import Workspace


@model
class WorkspaceChild(Resource):
    """A part of a workspace, which lists it, or which it names itself."""

    parent_field: ClassVar[str | None] = "parent"

    name: str
    """The name in its workspace."""
    parent: NewOrExisting[Workspace] | None = elsewhere("its place in the ARM id", default=None, kw_only=True)
    """The workspace that it is part of, new or existing; None: the one that lists it."""
