"""Find what must be masked in everything that is told of one deployment."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.arm.secure import member, secure_parameters, written_secrets
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope
from mlinfra.base.secret_names import secret_name
from mlinfra.review.plan.mask import holds_mask, secret_places, secret_texts

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.arm.expand import Snapshot


def secrets_of(deployable: Deployable) -> tuple[str, ...]:
    """The texts that must be shown nowhere: values of secure parameters, and of those that are named like a secret,
    and secrets that stand in the template in plain text.
    """
    named = {name: entry for name, entry in deployable.values.plain.items() if secret_name(name)}
    return (*secret_texts(deployable.values.secrets), *secret_texts(named), *written_secrets(deployable.template))


def secret_bodies(deployable: Deployable, scope: DeploymentScope, snapshot: Snapshot) -> dict[str, Any]:
    """Where each resource holds a secure parameter, or what a ``list*`` function returns, by its id as plans look it up."""
    secure = frozenset(secure_parameters(deployable.template))
    bodies = _unfilled(deployable, scope, snapshot, secure)
    places = {ResourceId(str(body["id"])).below_group: secret_places(body, secure) for body in bodies if "id" in body}
    return {key: body for key, body in places.items() if holds_mask(body)}


def _unfilled(
    deployable: Deployable, scope: DeploymentScope, snapshot: Snapshot, secure: frozenset[str]
) -> tuple[Mapping[str, Any], ...]:
    """The resources with every secure parameter left as an expression: also those that take their default, which an
    expansion fills in.
    """
    given = {name.lower() for name in deployable.values.sent}
    declared = member(deployable.template, "parameters") or {}
    defaults = {name: _UNKNOWN for name in declared if name.lower() in secure - given}
    if not defaults:
        return snapshot.resources
    values = replace(deployable.values, secrets={**deployable.values.secrets, **defaults})
    with contextlib.suppress(TemplateError):  # a name or a condition may need the value
        return replace(deployable, values=values).snapshot(scope, None).resources
    return snapshot.resources


_UNKNOWN = {"reference": {"keyVault": {"id": ""}, "secretName": ""}}
