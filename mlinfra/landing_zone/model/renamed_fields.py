"""List the public fields that were renamed, with their new names."""

from __future__ import annotations

from typing import Any, NamedTuple

from mlinfra.landing_zone.model.attribute import attribute_names


class RenamedField(NamedTuple):
    """One field of a public class that has another name now.

    ``owner`` is the class by its public name. ``advice`` is empty where writing the new name is all there is to do;
    otherwise it says what to write instead, and `mlinfra upgrade` only points to the place.
    """

    owner: str
    old: str
    new: str
    advice: str = ""


RENAMED_FIELDS: tuple[RenamedField, ...] = (
    RenamedField("Grant", "to", "principal_id"),
    RenamedField("Grant", "kind", "principal_type"),
    RenamedField("ComputeInstance", "sharing", "application_sharing"),
    RenamedField("OnlineEndpoint", "auth", "auth_mode"),
    RenamedField("Stack", "managed", "deployment_stack"),
    RenamedField("Stack", "salt", "name_salt"),
    RenamedField(
        "Stack",
        "after",
        "depends_on",
        "the order stands at the resource that waits: give that one depends_on=[...] with the resources themselves; "
        "the depends_on of a Stack takes whole stacks",
    ),
    RenamedField("StorageAccount", "hierarchical", "hierarchical_namespace"),
    RenamedField("Workspace", "image_build", "image_build_compute"),
    RenamedField("Workspace", "system_datastores", "system_datastores_auth"),
    RenamedField("PrivateWorkspace", "salt", "name_salt"),
    RenamedField("Starter", "salt", "name_salt"),
    RenamedField("Team", "salt", "name_salt"),
)
"""Every old name; errors, YAML and `mlinfra upgrade` all read this table."""


def renamed_field(kind: type, name: str) -> RenamedField | None:
    """Find the row of a field's old name, for a class or one that it extends; None for a name that was none."""
    owners = {base.__name__ for base in kind.__mro__ if base.__module__.startswith("mlinfra.")}
    return next((row for row in RENAMED_FIELDS if row.owner in owners and row.old == name), None)


def refuse_old_name(value: Any, name: str) -> Any:
    """Answer the reading of an attribute that is not there; raises AttributeError with the new name, or those there are."""
    kind = type(value)
    row = None if name.startswith("_") else renamed_field(kind, name)
    advice = f"; {name!r} is called {row.new!r} now" if row else ""
    if not row and not name.startswith("_"):
        names = attribute_names(kind)
        advice = f"; it tells: {', '.join(names)}" if names else ""
    raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}{advice}")
