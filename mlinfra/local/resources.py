"""Store resources: check a PUT body and complete it as Azure would."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import MASK
from mlinfra.local.body_shape import check_envelope, check_like
from mlinfra.local.errors import ArmError, group_not_found, not_found
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import (
    TENANT,
    Body,
    Put,
    ResourceType,
    guid,
    leaves,
    merged,
    read,
    without,
    without_nulls,
    write,
)
from mlinfra.local.store import View

_KEPT_KEYS = (
    "location",
    "tags",
    "kind",
    "sku",
    "identity",
    "zones",
    "plan",
    "managedBy",
    "extendedLocation",
    "properties",
)
"""What of a template's resource reaches the provider, in the order in which a GET shows it."""


def now() -> str:
    """The time as ARM writes it."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def resource_type(rid: ResourceId, body: Body) -> str:
    """The type as the template spells it, else as its rules, else as the id does."""
    written = str(body.get("type", ""))
    return written if written.lower() == rid.type.lower() else provider_of(rid.type).type


def _identity(put: Put) -> Body:
    given = put.body.get("identity")
    if not isinstance(given, dict):
        return {}
    identity = dict(given)
    if "systemassigned" in str(identity.get("type", "")).lower():
        identity |= {"principalId": guid(f"{put.rid.key}#identity"), "tenantId": TENANT}
    assigned = identity.get("userAssignedIdentities")
    if isinstance(assigned, dict):
        ids = {name: ResourceId(name).key for name in assigned}
        identity["userAssignedIdentities"] = {
            name: {"principalId": guid(key), "clientId": guid(f"{key}#client")} for name, key in ids.items()
        }
    return {"identity": identity}


def received(rid: ResourceId, sent: Body, view: View, api_version: str = "", moment: str = "") -> Put:
    """What was sent, freed of nulls and of what only templates have, with the defaults of the service.

    Raises 400 where a member is of the wrong kind.
    """
    check_envelope(sent)
    kind = provider_of(rid.type)
    body = without_nulls({name: sent[name] for name in _KEPT_KEYS if name in sent})
    if isinstance(body.get("location"), str):
        body["location"] = body["location"].replace(" ", "").lower()
    put = Put(rid, body, view.get("resource", rid.key), view, moment or now(), api_version)
    defaults = kind.defaults(put)
    check_like(body, defaults)
    return replace(put, body=merged(defaults, body))


def stored_body(put: Put, sent_type: str) -> Body:
    """What a GET shows afterwards, write-only members included."""
    kind, rid = provider_of(put.rid.type), put.rid
    body = put.body
    if put.previous:
        if str(read(put.previous, "properties.computeType")).lower() == "computeinstance":
            return put.previous | {name: body[name] for name in ("tags",) if name in body}
        for path in kind.kept:
            value = read(put.previous, path)
            if value is not None and read(body, path) is None:
                write(body, path, value)
    filled = merged(merged(body, kind.computed(put)), _identity(put))
    return {"id": rid.text, "name": rid.name, "type": sent_type, **filled}


def _sealed(body: Body, kind: ResourceType) -> Body:
    """The body with masks for secrets that nobody reads again: what is not in the state file cannot leak from it."""
    for path in kind.write_only:
        if path not in kind.needed and (secret := read(body, path)) is not None:
            write(body, path, _hidden(secret))
    return body


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: part if name.endswith("Type") else _hidden(part) for name, part in value.items()}
    return MASK if isinstance(value, str) else value


def visible(stored: Body) -> Body:
    """What a GET returns: without write-only members."""
    return without(stored, provider_of(str(stored.get("type", ""))).write_only)


def comparable(put: Put, body: Body) -> Body:
    """What of a body a forecast compares: what the template decides, defaults included."""
    kind = provider_of(put.rid.type)
    result = without(body, (*leaves(kind.computed(put)), *kind.write_only, "identity.principalId", "identity.tenantId"))
    assigned = read(result, "identity.userAssignedIdentities")
    if assigned:
        result["identity"]["userAssignedIdentities"] = {name: {} for name in assigned}
    return result


@dataclass(frozen=True, slots=True)
class Checks:
    """Every rule that a PUT must pass, in the order in which Azure asks."""

    put: Put
    kind: ResourceType

    def run(self) -> None:
        """Raise the first refusal."""
        self._place()
        self._name()
        self._required()
        self._soft_deleted()
        self._unique()
        self._create_only()
        self.kind.check(self.put)

    def run_as_new(self) -> None:
        """Raise the first refusal that a new resource would meet as well: what forbids a change does not count."""
        self._place()
        self._name()
        self._required()
        self.kind.check(replace(self.put, previous=None))

    def _place(self) -> None:
        rid, view = self.put.rid, self.put.view
        if rid.group and rid.key != rid.group.key and view.get("resource", rid.group.key) is None:
            raise group_not_found(rid.group.name)
        # Resource Manager knows tracked resources alone: of what an extension stands on it asks for the outermost
        parent = rid.parent or (rid.extends.root if rid.extends else None)
        if parent and not exists(view, parent):
            code = "ParentResourceNotFound" if rid.parent else "ResourceNotFound"
            raise ArmError(
                404,
                code,
                f"Failed to perform 'write' on resource(s) of type '{rid.type}', because the parent resource "
                f"'{parent.text}' could not be found.",
                target=rid.text,
            )

    def _name(self) -> None:
        if not re.fullmatch(self.kind.name, self.put.rid.name):
            rule = self.kind.rule or "1 to 260 characters, none of / < > % & ? # : and the backslash"
            raise ArmError(
                400,
                self.kind.name_error,
                f"'{self.put.rid.name}' is not a valid name: it must have {rule}.",
                target="name",
            )

    def _required(self) -> None:
        missing = [path for path in self.kind.required if read(self.put.body, path) in {None, ""}]
        if "location" in missing:
            raise ArmError(400, "LocationRequired", "The location property is required for this definition.")
        if missing:
            raise ArmError(
                400, "InvalidRequestContent", f"Required property '{missing[0]}' is missing.", target=missing[0]
            )

    def _soft_deleted(self) -> None:
        rid, body = self.put.rid, self.put.body
        if not self.kind.soft_deleted_days or self.put.previous:
            return
        deleted = self.put.view.get("deleted", deleted_key(rid))
        if deleted and str(read(body, "properties.createMode")).lower() != "recover":
            vault = rid.type.lower().startswith("microsoft.keyvault")
            text = (
                "A vault with the same name already exists in deleted state. You need to either recover or purge it."
                if vault
                else f"Soft-deleted workspace exists. Please purge or recover it: '{rid.name}'."
            )
            raise ArmError(409, "ConflictError" if vault else "Conflict", text, target=rid.name)

    def _unique(self) -> None:
        if not self.kind.unique or self.put.previous:
            return
        status, code, message = self.kind.taken
        holder = self.put.view.get("name", name_key(self.kind, self.put.rid, self.put.body))
        if holder and holder["id"].lower() != self.put.rid.key:
            raise ArmError(status, code, message.format(name=self.put.rid.name), target=self.put.rid.name)

    def _create_only(self) -> None:
        if not self.put.previous:
            return
        status, code = self.kind.change_error
        for path in self.kind.create_only:
            before, after = read(self.put.previous, path), read(self.put.body, path)
            if path == "location" and after is None:
                continue
            if _folded(before) != _folded(after) and (before, after) not in {(None, False), (False, None)}:
                raise ArmError(
                    status,
                    code,
                    f"The property '{path}' of '{self.put.rid.name}' can't be changed after creation.",
                    target=path,
                )


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def deleted_key(rid: ResourceId) -> str:
    """Where a soft-deleted resource is kept: vault names are the world's, workspace names their group's."""
    return f"vault/{rid.name.lower()}" if rid.type.lower().startswith("microsoft.keyvault") else rid.key


def name_key(kind: ResourceType, rid: ResourceId, body: Body) -> str:
    """Where a name that must be unique is kept. Clusters share names across workspaces; instances are hosts and don't."""
    reach = "" if kind.unique == "global" else str(body.get("location"))
    if str(read(body, "properties.computeType")).lower() == "amlcompute":
        reach = rid.key
    return f"{kind.type}/{reach}/{rid.name}".lower()


def exists(view: View, rid: ResourceId) -> bool:
    """Whether a resource, or a child that comes with its parent, is there."""
    if view.get("resource", rid.key) is not None:
        return True
    return provider_of(rid.type).implicit and rid.parent is not None and exists(view, rid.parent)


def found(view: View, rid: ResourceId) -> Body:
    """The stored resource. Raises 404."""
    stored = view.get("resource", rid.key)
    if stored is None and exists(view, rid):
        return {"id": rid.text, "name": rid.name, "type": provider_of(rid.type).type, "properties": {}}
    if stored is None:
        if rid.group and view.get("resource", rid.group.key) is None:
            raise group_not_found(rid.group.name)
        raise not_found(f"{rid.type}/{'/'.join(rid.names)}", rid.group.name if rid.group else "")
    return stored


def put_resource(view: View, rid: ResourceId, sent: Body, api_version: str = "") -> tuple[Body, bool]:
    """Create or replace one resource after all checks; the stored body, and whether it is new."""
    put = received(rid, sent, view, api_version)
    kind = provider_of(rid.type)
    Checks(put, kind).run()
    body = _sealed(stored_body(put, resource_type(rid, sent)), kind)
    view.put("resource", rid.key, body)
    if kind.unique:
        view.put("name", name_key(kind, rid, body), {"id": rid.text})
    if kind.soft_deleted_days:
        view.delete("deleted", deleted_key(rid))
    kind.after(put)
    return body, put.previous is None


def forecast_resource(view: View, rid: ResourceId, sent: Body, api_version: str = "") -> tuple[Put, Body]:
    """What a PUT would store, unchecked as in Azure's what-if, written to the view."""
    put = received(rid, sent, view, api_version)
    body = stored_body(put, resource_type(rid, sent))
    view.put("resource", rid.key, body)
    provider_of(rid.type).after(put)
    return put, body


def delete_resource(view: View, rid: ResourceId, *, purge: bool = False) -> None:
    """Remove a resource and all below it; what the service keeps for a while is put aside."""
    for key, body in [(rid.key, view.get("resource", rid.key)), *view.under("resource", f"{rid.key}/").items()]:
        if body is None:
            continue
        removed = ResourceId(str(body["id"]))
        kind = provider_of(removed.type)
        if kind.soft_deleted_days and not purge and not _hard_deleted(removed, body):
            view.put("deleted", deleted_key(removed), {**body, "deletedOn": now(), "days": kind.soft_deleted_days})
        if kind.unique:
            view.delete("name", name_key(kind, removed, body))
        view.delete("resource", key)


def _hard_deleted(rid: ResourceId, body: Body) -> bool:
    """Workspaces with user-assigned identities alone have no soft delete."""
    return "/workspaces" in rid.type.lower() and str(read(body, "identity.type")).lower() == "userassigned"


def tracked(body: Body) -> bool:
    """Whether a resource is listed with its group's."""
    return (
        "location" in body and provider_of(str(body["type"])).tracked and "/resourcegroups/" in str(body["id"]).lower()
    )
