"""List the resources that a stack, or anyone's ARM template, would deploy, offline."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from mlinfra.app.deployable import template_name
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.base.errors import LoadError
from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from mlinfra.arm.expand import Snapshot
    from mlinfra.landing_zone.model.stack import Stack


def expand(file: Path | str, **options: Unpack[Options]) -> Snapshot:
    """Evaluate one stack or template; what only Azure knows stays an expression, and parts of the scope may be unknown.

    Raises `LoadError` for a file that is neither, or that holds several selected stacks, and `TemplateError` for what
    the deployment engine would refuse.
    """
    settings = settings_for(file, **options)
    if settings.file.suffix == ".json":
        return _template(settings)
    stacks = settings.stacks()
    if len(stacks) > 1:
        names = ", ".join(stack.name for stack in stacks)
        hint = f"write one for each into a folder (-o FOLDER), or choose with --select one of: {names}"
        raise LoadError("expand prints one snapshot", where=str(settings.file), hint=hint)
    return _stack(settings, stacks[0])


def expand_each(file: Path | str, **options: Unpack[Options]) -> dict[str, Snapshot]:
    """The snapshots of all selected stacks, or of one template, by the name that plans give them; raises as `expand`."""
    settings = settings_for(file, **options)
    if settings.file.suffix == ".json":
        return {template_name(settings.file): _template(settings)}
    return {stack.name: _stack(settings, stack) for stack in settings.stacks()}


def snapshot_document(snapshot: Snapshot) -> str:
    """What `mlinfra expand` prints: the shape of `bicep snapshot`, and ``unjudgedTypes`` where the catalogue lacks some."""
    from mlinfra.app.refusals import unjudged_types
    from mlinfra.arm.expand import snapshot_text

    types = unjudged_types(snapshot.resources)
    return snapshot_text(snapshot, {"unjudgedTypes": list(types)} if types else {})


def _template(settings: Settings) -> Snapshot:
    from mlinfra.app.json_files import read_template
    from mlinfra.arm.expand import expand as expand_template
    from mlinfra.arm.expand import template_scope

    template, remarks = read_template(settings.file)
    snapshot = expand_template(
        template, _parameters(settings) or {}, replace(settings.scope, kind=template_scope(template))
    )
    return replace(snapshot, diagnostics=(*snapshot.diagnostics, *remarks))


def _stack(settings: Settings, stack: Stack) -> Snapshot:
    from mlinfra.arm.expand import expand as expand_template

    prepared = settings.prepare(stack)
    scope = replace(prepared.lowered.scope, **_known(settings.scope))
    values = _parameters(settings)
    return expand_template(prepared.template, prepared.values(None).sent if values is None else values, scope)


def _parameters(settings: Settings) -> dict[str, Any] | None:
    """The values of the parameter file; None without one."""
    from mlinfra.app.json_files import read_parameter_file

    return read_parameter_file(settings.parameters) if settings.parameters else None


def _known(scope: DeploymentScope) -> dict[str, Any]:
    """The parts of a scope that the options gave."""
    given = {field.name: getattr(scope, field.name) for field in fields(scope) if field.name != "kind"}
    return {name: value for name, value in given.items() if value is not None}
