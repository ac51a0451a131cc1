"""Expand an ARM JSON template for a scope: every resource it deploys, with the values known offline."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mlinfra.arm.expand.files import read_parameters, template_scope
from mlinfra.arm.expand.runtime import Entry, Nested, Runtime
from mlinfra.arm.expand.snapshot import Snapshot, snapshot_text
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

__all__ = ["Entry", "Nested", "Runtime", "Snapshot", "expand", "read_parameters", "snapshot_text", "template_scope"]

_NONE: Mapping[str, Any] = MappingProxyType({})


def expand(
    template: Mapping[str, Any],
    parameters: Mapping[str, Any] = _NONE,
    scope: DeploymentScope | None = None,
    *,
    runtime: Runtime | None = None,
    environment: Mapping[str, Any] | None = None,
    checks: bool = False,
) -> Snapshot:
    """Every resource a template deploys.

    ``parameters`` in ARM form: ``{name: {"value": ...} | {"reference": ...}}``. ``scope``: what it does not say stays
    a symbolic expression; its kind must be the template's. With a ``runtime`` the template is deployed rather than
    predicted. ``environment`` is what ``environment()`` says in the cloud that is meant (`mlinfra.arm.expand.clouds`); without
    it, as the engine does, the call stays. With ``checks``, as always with a runtime, what the service refuses although
    a prediction lets it pass is refused: a resource that is declared twice, dependency cycles, a ``dependsOn`` that
    names nothing. Raises TemplateError where Azure's engine would refuse the template.
    """
    from mlinfra.arm.expand.deployment import expand_template  # the engine is loaded when it is needed
    from mlinfra.arm.expand.session import Session

    session = Session(runtime, environment, checks or runtime is not None)
    try:
        return expand_template(template, parameters, scope, session)
    except RecursionError as error:
        raise TemplateError(
            "the template is nested too deeply: hundreds of values or calls stand inside each other",
            hint="Look for a variable that wraps the one before it, or a reduce() that wraps its result.",
        ) from error
