"""Read which values a template sends although the catalogue refuses them: its metadata says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlinfra.arm.resource_id import ResourceId

MEMBER = "acceptedValues"
"""The member of a template's ``metadata``, which Azure does not read: a list of type, name, path and reason."""


@dataclass(frozen=True, slots=True)
class AcceptedValue:
    """One value that its author accepts. ``name`` is the full name of the resource, such as ``mlw-churn/cpu``."""

    type: str
    name: str
    path: str
    reason: str

    def is_about(self, rid: ResourceId) -> bool:
        """Whether it stands on this resource."""
        return (self.type.lower(), self.name.lower()) == (rid.type.lower(), rid.full_name.lower())

    @property
    def warning(self) -> dict[str, str]:
        """The remark of a deployment that sends it."""
        message = f"{self.path} of {self.name} is sent although the catalogue refuses it: {self.reason}"
        return {"level": "Warning", "code": "AcceptedValue", "message": message, "target": self.name}


def accepted_values(template: Mapping[str, Any]) -> tuple[AcceptedValue, ...]:
    """What the metadata of a template accepts; entries of another shape are left aside."""
    metadata = template.get("metadata")
    listed = metadata.get(MEMBER) if isinstance(metadata, dict) else None
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    fields = ("type", "name", "path", "reason")
    return tuple(
        AcceptedValue(*(str(entry[field]) for field in fields))
        for entry in entries
        if all(field in entry for field in fields)
    )
