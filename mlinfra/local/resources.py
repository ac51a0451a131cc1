"""Store resources: check a PUT body and complete it as Azure would."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import MASK
from mlinfra.catalogue.change_judgement import Verdict
from mlinfra.catalogue.regions import region
from mlinfra.catalogue.rule_judgement import holds
from mlinfra.local.body_shape import check_envelope, check_like
from mlinfra.local.comparison import SENT_KEYS, judged_change
from mlinfra.local.errors import group_not_found, not_found
from mlinfra.local.moments import note_change
from mlinfra.local.protection import OPERATOR
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import (
    TENANT,
    Body,
    Declared,
    Put,
    forget_identity,
    guid,
    identity_seed,
    kept,
    merged,
    read,
    without,
    without_nulls,
    write,
)
from mlinfra.local.providers.served_type import ServedType
from mlinfra.local.resource_checks import Checks, deleted_key, exists, name_key
from mlinfra.local.store import View


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
        seed = identity_seed(put.view, put.rid.key)
        identity |= {"principalId": guid(f"{seed}#identity"), "tenantId": TENANT}
    assigned = identity.get("userAssignedIdentities")
    if isinstance(assigned, dict):
        ids = {name: identity_seed(put.view, ResourceId(name).key) for name in assigned}
        identity["userAssignedIdentities"] = {
            name: {"principalId": guid(key), "clientId": guid(f"{key}#client")} for name, key in ids.items()
        }
    return {"identity": identity}


def received(
    rid: ResourceId, sent: Body, view: View, api_version: str = "", moment: str = "", declared: Declared | None = None
) -> Put:
    """What was sent, freed of nulls and of what only templates have, with the defaults of the service.

    Raises 400 where a member is of the wrong kind.
    """
    check_envelope(sent)
    kind = provider_of(rid.type)
    body = without_nulls({name: sent[name] for name in SENT_KEYS if name in sent})
    if isinstance(body.get("location"), str):
        body["location"] = region(body["location"])
    put = Put(rid, body, view.get("resource", rid.key), view, moment or now(), api_version, declared)
    defaults = kind.filled_in(put)
    check_like(body, defaults)
    put = replace(put, body=merged(defaults, body))
    return replace(put, changes=judged_change(put))


def stored_body(put: Put, sent_type: str) -> Body:
    """What a GET shows afterwards, write-only members included."""
    kind, rid = provider_of(put.rid.type), put.rid
    body = put.body
    if put.previous:
        for judged in put.changes:
            if judged.verdict is Verdict.NO_EFFECT:
                kept(body, put.previous, judged.path)
        for path in kind.kept:
            value = read(put.previous, path)
            if value is not None and read(body, path) is None:
                write(body, path, value)
    filled = merged(merged(body, kind.set_by_service(put)), _identity(put))
    return {"id": rid.text, "name": rid.name, "type": sent_type, **filled}


def _sealed(body: Body, kind: ServedType) -> Body:
    """The body with masks for secrets that nobody reads again: what is not in the state file cannot leak from it."""
    for path in kind.write_only:
        if path not in kind.served.read_again and (secret := read(body, path)) is not None:
            write(body, path, _hidden(secret))
    return body


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: part if name.endswith("Type") else _hidden(part) for name, part in value.items()}
    return MASK if isinstance(value, str) else value


def visible(stored: Body) -> Body:
    """What a GET returns: without write-only members."""
    return without(stored, provider_of(str(stored.get("type", ""))).write_only)


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


def put_resource(
    view: View,
    rid: ResourceId,
    sent: Body,
    api_version: str = "",
    principal: str = OPERATOR,
    declared: Declared | None = None,
) -> tuple[Body, bool]:
    """Create or replace one resource after all checks; the stored body, and whether it is new."""
    put = received(rid, sent, view, api_version, declared=declared)
    Checks(put, provider_of(rid.type)).run()
    return _kept(put, sent, principal), put.previous is None


def put_stand_in(view: View, rid: ResourceId, sent: Body) -> None:
    """Make a resource that stands for one of which nothing is known, so that it has no defaults.

    Only its name and its place are held to the rules.
    """
    put = replace(received(rid, sent, view), body=dict(sent))
    Checks(put, provider_of(rid.type)).run_as_stand_in()
    _kept(put, sent, OPERATOR)


def _kept(put: Put, sent: Body, principal: str) -> Body:
    """Keep what passed the checks, and what follows from it; the stored body."""
    view, rid, kind = put.view, put.rid, provider_of(put.rid.type)
    body = _sealed(stored_body(put, resource_type(rid, sent)), kind)
    view.put("resource", rid.key, body)
    note_change(view, rid, put.now, principal)
    if kind.unique:
        view.put("name", name_key(kind, rid, body), {"id": rid.text})
    if kind.soft_deleted_days or kind.remembered_days:
        view.delete("deleted", deleted_key(rid))
    kind.after(put)
    return body


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
        days, at_once = kind.soft_deleted_days or kind.remembered_days, kind.served.gone_at_once
        if days and not purge and not (at_once and holds(at_once, body)):
            view.put("deleted", deleted_key(removed), {**body, "deletedOn": now(), "days": days})
        if kind.unique:
            view.delete("name", name_key(kind, removed, body))
        if kind.principal_of(body):
            forget_identity(view, removed.key)
        view.delete("resource", key)
        view.delete("moment", key)
        kind.gone(view, body)


def tracked(body: Body) -> bool:
    """Whether a resource is listed with its group's."""
    if read(body, "properties.privateEndpoint"):  # a network interface that comes and goes with its endpoint
        return False
    key = str(body["id"]).lower()
    inside = "/resourcegroups/" in key and "/providers/" in key  # a group is no resource of its own
    return "location" in body and provider_of(str(body["type"])).tracked and inside
