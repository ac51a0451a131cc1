"""Make the version of an asset of its content: new content is another version by itself, the same content the same."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._rows import Elsewhere, field_paths, field_rows
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.parameter import Parameter

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._asset import AssetVersion

_LENGTH = 12


def content_version(asset: AssetVersion) -> str:
    """Twelve hexadecimal digits of the SHA-256 of all that Azure never changes in a registered version of the asset.

    Raises `InvalidInput` for content that only the deployment knows.
    """
    text = json.dumps(_content(asset), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _content(asset: AssetVersion) -> dict[str, Json]:
    entry = find_type(asset.arm_type)
    free = {path for rule in (entry.create_only if entry else ()) for path in rule.but}
    paths = field_paths(type(asset))
    return {
        field: _plain(_known(asset, field))
        for field, row in field_rows(type(asset)).items()
        if not isinstance(row, Elsewhere) and not free.issuperset(paths[field] or {""})
    }


def _known(asset: AssetVersion, field: str) -> object:
    """The content of a field, which has to be known for a version that is made of it."""
    value: object = getattr(asset, field)
    if isinstance(value, Parameter):
        message = f"the version is made of the content, and only the deployment knows the parameter {value.name!r}"
        place = f"{where(asset)} {type(asset).__name__}.{field}"
        raise InvalidInput(message, where=place, hint="give the content itself, or a version of your own")
    return value


def _plain(value: object) -> Json:
    """A value of a field as JSON; what Azure fills in by what it is of."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Attribute):
        return [_plain(value.resource), list(value.path)]
    if isinstance(value, Existing):
        return [value.kind.arm_type, value.name]
    if isinstance(value, Resource):
        return [value.arm_type, *value.segments]
    if content := getattr(value, "content_of", ""):  # of a file: what it says, wherever it lies
        return _plain(getattr(value, content))
    if dataclasses.is_dataclass(value):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init}
        return [type(value).__name__, fields]
    return repr(value)
