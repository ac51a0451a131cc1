"""Keep when each resource was made and changed, and by whom."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.lookup import find_type
from mlinfra.local.store import View


def note_change(view: View, rid: ResourceId, moment: str, principal: str) -> None:
    """Write that a principal made or changed a resource."""
    who = {"lastModifiedAt": moment, "lastModifiedBy": principal, "lastModifiedByType": "Application"}
    first = {"createdAt": moment, "createdBy": principal, "createdByType": "Application"}
    known = view.get("moment", rid.key) or first
    view.put("moment", rid.key, {**known, **who})


def system_data(view: View, body: dict[str, Any]) -> dict[str, Any]:
    """The body with ``systemData``, where the type's GET has it."""
    known = view.get("moment", str(body.get("id")).lower())
    shown = known and _tells(str(body.get("type")))
    return {**body, "systemData": known} if shown else body


def _tells(arm_type: str) -> bool:
    """Whether the GET of a type has it; one without an entry does as what it is part of."""
    entry, above = find_type(arm_type), arm_type.rpartition("/")[0]
    return entry.served.system_data if entry else "/" in above and _tells(above)


def created_at(view: View, key: str) -> str:
    """When a resource was made; empty for one that the service made."""
    return str((view.get("moment", key) or {}).get("createdAt", ""))


def changed_at(view: View, key: str) -> str:
    """When a resource was changed last."""
    return str((view.get("moment", key) or {}).get("lastModifiedAt", ""))
