"""An ARM JSON template, its parameters and a scope -> every resource it deploys, with the values known offline."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mlinfra.scope import DeploymentScope, ScopeKind

if TYPE_CHECKING:
    from mlinfra.expand.runtime import Entry, Nested, Runtime
    from mlinfra.expand.snapshot import Snapshot

__all__ = ["Entry", "Nested", "Runtime", "Snapshot", "expand", "read_parameters", "snapshot_text", "template_scope"]

_NONE: Mapping[str, Any] = MappingProxyType({})


def expand(
    template: Mapping[str, Any],
    parameters: Mapping[str, Any] = _NONE,
    scope: DeploymentScope | None = None,
    *,
    runtime: Runtime | None = None,
) -> Snapshot:
    """Every resource a template deploys.

    ``parameters`` in ARM form: ``{name: {"value": ...} | {"reference": ...}}``. ``scope``: what it does not say stays
    a symbolic expression; its kind must be the template's. With a ``runtime`` the template is deployed rather than
    predicted. Raises TemplateError where Azure's engine would refuse the template.
    """
    from mlinfra.expand.deployment import expand_template

    return expand_template(template, parameters, scope, runtime)


def snapshot_text(snapshot: Snapshot) -> str:
    """A snapshot as ``bicep snapshot`` writes it."""
    from mlinfra.expand.snapshot import snapshot_text as text

    return text(snapshot)


def read_parameters(document: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a parameter file, with or without its envelope, in ARM form."""
    from mlinfra.expand.files import read_parameters as read

    return read(document)


def template_scope(template: Mapping[str, Any]) -> ScopeKind:
    """The scope a template deploys to, by its ``$schema``."""
    from mlinfra.expand.files import template_scope as scope_of

    return scope_of(template)
