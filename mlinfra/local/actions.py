"""Do what an action of the catalogue says to a resource, and tell what it answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.rule_judgement import holds
from mlinfra.catalogue.service import Action, Renewed
from mlinfra.local.errors import ArmError
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body, bad_request, generation, merged, read, write
from mlinfra.local.providers.placeholders import Source, filled
from mlinfra.local.resources import found
from mlinfra.local.store import View


def act(view: View, rid: ResourceId, action: Action, sent: Body) -> Any:
    """Change what the action changes, and give its answer; None for none. Raises 404, and 400 for what it refuses."""
    source = Source(rid, found(view, rid.root if action.before_creation else rid), view, sent=dict(sent))
    for name, value in action.assumes.items():
        if source.sent.get(name) is None:
            source.sent[name] = filled(value, source)
    name = _renewed_name(source, action.renews) if action.renews else ""
    for refused in action.refused:
        if holds(refused.when, source.body):
            raise ArmError(400, refused.code, filled(refused.message, source), target=refused.target)
    if name:
        source = _renewed(source, name)
    if action.sets and (action.only is None or holds(action.only, source.body)):
        for path, value in action.sets.items():
            write(source.body, path, filled(value, source))
        view.put("resource", rid.key, source.body)
    return _answer(action, source)


def _answer(action: Action, source: Source) -> Any:
    if action.answers is None:
        return None
    told = filled(action.answers, source)
    for more in action.more:
        if read(source.body, more.path):
            told = merged(told, filled(dict(more.answers), source))
    return {} if told is None else told


def _renewed_name(source: Source, renews: Renewed) -> str:
    name = str(source.sent.get(renews.member, "")).lower()
    if name not in renews.names:
        raise bad_request(renews.code, filled(renews.message, source), renews.member)
    return name


def _renewed(source: Source, name: str) -> Source:
    body = source.body
    generations = {**(read(body, "properties.keyGenerations") or {}), name: generation(body, name) + 1}
    changed = {**body, "properties": {**(body.get("properties") or {}), "keyGenerations": generations}}
    source.view.put("resource", source.rid.key, changed)
    return replace(source, body=changed)


def list_action(view: View, rid: ResourceId, function: str, sent: Body) -> Any:
    """What ``listKeys()`` and the like give in a template. Raises 404, or 400 for an action the type hasn't got."""
    found(view, rid)
    action = provider_of(rid.type).action(function)
    if action is None or not action.reads:
        raise no_action(rid, function)
    return act(view, rid, action, sent)


def no_action(rid: ResourceId, name: str) -> ArmError:
    """400 for an action that a type hasn't got."""
    message = f"The resource type '{rid.type}' has no action '{name}'."
    return ArmError(400, "InvalidResourceType", message, target=rid.text)
