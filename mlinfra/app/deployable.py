"""Read a stack file or an ARM template into what is planned and deployed: template, parameters, scope, origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.app.json_files import NO_TEMPLATE, read_parameter_file, read_template, resource_lines
from mlinfra.app.rule_choice import EVERY_RULE, RuleChoice
from mlinfra.arm.parameter_values import Values, unknown_parameters
from mlinfra.arm.resource_id import ResourceId
from mlinfra.arm.secure import secure_parameters
from mlinfra.base.errors import InvalidInput, LoadError, TemplateError
from mlinfra.base.origin import Origin
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.graph.node_id import NodeId

if TYPE_CHECKING:
    from mlinfra.app.other_stacks import OtherStacks
    from mlinfra.app.stages import Prepared
    from mlinfra.arm.expand import Snapshot
    from mlinfra.base.accept import Accept
    from mlinfra.base.finding import Finding
    from mlinfra.base.ignore import Ignore
    from mlinfra.landing_zone.graph.node import Graph
    from mlinfra.landing_zone.lower.lowered import Lowered
    from mlinfra.landing_zone.model.stack import DeploymentStack
    from mlinfra.review.plan.origins import FieldNames


@dataclass(frozen=True, slots=True)
class Deployable:
    """One deployment to be planned or made.

    ``file`` is what it was made of, ``parameters_file`` its parameter file if it was given one. A template knows no
    ignore entries, tags of its group or resources that it only points to.
    """

    name: str
    file: Path
    template: Mapping[str, Any]
    values: Values
    scope: DeploymentScope
    parameters_file: Path | None = None
    lowered: Lowered | None = None
    existing: tuple[NodeId, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    group_tags: Mapping[str, str] = field(default_factory=dict)
    stack_tags: Mapping[str, str] = field(default_factory=dict)
    unknown_tags: tuple[str, ...] = ()
    """Names of tags of the stack whose value only its deployment will know: a group that is made before cannot have them."""
    managed: DeploymentStack | None = None
    graph: Graph | None = None
    """Of a stack, for the rules about its words."""
    rules: RuleChoice = EVERY_RULE
    """Which rules run on it."""
    together: tuple[Finding, ...] = ()
    """What the rules about all stacks of the file found."""
    unknown_parameters: frozenset[str] = frozenset()
    """Names of parameters whose value is a placeholder, as only the environment of the deployment knows it."""
    lines: Mapping[str, str] = field(default_factory=dict)
    """Of a template: path of a resource, in lower case -> ``file:line``."""
    others: OtherStacks | None = None
    """All stacks of its file, the same for each of them; None for a template."""
    cloud: str = ""
    """The cloud that the stack is for; empty for a template."""
    depends_on: tuple[str, ...] = ()
    """Names of the stacks that must be deployed before it."""
    remarks: tuple[str, ...] = ()
    """Diagnostics of the template's text, such as names that stand twice: ``TARGET LEVEL CODE: MESSAGE``."""

    def snapshot(self, scope: DeploymentScope, cloud: str | None, *, environment: bool = True) -> Snapshot:
        """What it deploys, offline, in a cloud (None: the public one). Raises TemplateError as its deployment would.

        Without ``environment`` the cloud's own facts, such as names of endpoints, stay expressions.
        """
        from mlinfra.arm.expand import expand
        from mlinfra.arm.expand.clouds import environment_of

        known = environment_of(cloud) if environment else None
        return expand(self.template, self.values.sent, scope, environment=known, checks=True)

    def creates(self, subscription: str | None) -> frozenset[str]:
        """Ids, in lower case, of what it makes; a template's are not known before it is expanded."""
        scope = self.scope.on(subscription)
        return frozenset(node.id.arm_id(scope).lower() for node in (self.lowered.resources if self.lowered else ()))

    def accepts(self, snapshot: Snapshot) -> dict[str, tuple[Accept, ...]]:
        """What the authors of resources accept, by the id from ``/resourcegroups/`` on, in lower case."""
        by_name = self._accepts_by_name()
        entries = {
            ResourceId(str(body["id"])).below_group: by_name.get(
                (str(body["type"]).lower(), str(body.get("name")).lower())
            )
            for body in (snapshot.resources if by_name else ())
            if "id" in body
        }
        return {path: accepts for path, accepts in entries.items() if accepts}

    def _accepts_by_name(self) -> dict[tuple[str, str], tuple[Accept, ...]]:
        """The same by type and full name, in lower case; a template says it in its metadata."""
        from mlinfra.base.accept import Accept
        from mlinfra.catalogue.accepted_values import accepted_values
        from mlinfra.landing_zone.bodies.node_body import accepted_in

        accepted: dict[tuple[str, str], tuple[Accept, ...]] = {}
        if self.lowered is not None:
            for of, entries in map(accepted_in, (*self.lowered.resources, *self.lowered.parts)):
                key = (of.type.lower(), "/".join(of.names).lower())
                accepted[key] = (*accepted.get(key, ()), *entries)
            return {name: accepts for name, accepts in accepted.items() if accepts}
        for value in accepted_values(self.template):
            name = (value.type.lower(), value.name.lower())
            accepted[name] = (*accepted.get(name, ()), Accept(value.path, value.reason))
        return accepted

    def origins(self, snapshot: Snapshot) -> dict[str, Origin]:
        """Where every resource comes from, by its id as plans look it up; of a template, the line that declares it."""
        if self.lowered is None:
            lines = {str(entry.resource.get("id")): self.lines.get(entry.path.casefold()) for entry in snapshot.entries}
            return {ResourceId(key).below_group: Origin(where) for key, where in lines.items() if where}
        from mlinfra.landing_zone.lower.lowered import origin_of

        by_id = {
            str(entry.resource["id"]): origin_of(self.lowered, self.template, entry.path, entry.resource)
            for entry in snapshot.entries
        }
        known = {ResourceId(key).below_group: origin for key, origin in by_id.items() if origin}
        return dict(self.lowered.origins) | known

    def fields(self) -> dict[str, FieldNames]:
        """The field of the model behind each property of each resource, by its id as plans look it up."""
        from mlinfra.landing_zone.lower.lowered import origin_key
        from mlinfra.landing_zone.model._base import Resource
        from mlinfra.landing_zone.model._field_names import field_names

        lowered = self.lowered
        if lowered is None:
            return {}
        return {
            origin_key(node.id.arm_id(lowered.scope)): field_names(node.kind)  # type: ignore[arg-type]  # a class is hashable
            for node in lowered.resources
            if issubclass(node.kind, Resource)
        }


def of_stack(
    prepared: Prepared,
    file: Path,
    environ: Mapping[str, str] | None,
    rules: RuleChoice = EVERY_RULE,
    together: Iterable[Finding] = (),
) -> Deployable:
    """A prepared stack; without an environment its parameters are placeholders, for looking at it offline.

    ``rules`` says which checks run on it. ``together`` are findings of the rules about several stacks.
    """
    from mlinfra.landing_zone.model.scope import ResourceGroup

    stack, values = prepared.stack, prepared.values(environ)
    known_tags = dict(_known_tags(stack.tags, values))
    return Deployable(
        stack.name,
        file,
        prepared.template,
        values,
        prepared.lowered.scope,
        lowered=prepared.lowered,
        existing=tuple(_elsewhere(prepared.lowered)),
        ignores=tuple(stack.ignore),
        group_tags=stack.scope.tags if isinstance(stack.scope, ResourceGroup) else {},
        stack_tags=known_tags,
        unknown_tags=tuple(name for name in stack.tags if name not in known_tags),
        managed=stack.deployment_stack,
        cloud=stack.cloud,
        graph=prepared.graph,
        rules=rules,
        together=tuple(together),
        unknown_parameters=unknown_parameters(prepared.lowered.parameters) if environ is None else frozenset(),
        depends_on=tuple(other.name for other in stack.depends_on),
    )


def _known_tags(tags: Mapping[str, Any], values: Values) -> Iterator[tuple[str, str]]:
    """The tags whose value is known before the deployment: a text, or a parameter that has one."""
    from mlinfra.landing_zone.model.value import Parameter

    for name, value in tags.items():
        given = values.plain.get(value.name, {}).get("value") if isinstance(value, Parameter) else value
        if isinstance(given, str):
            yield name, given


def _elsewhere(lowered: Lowered) -> Iterator[NodeId]:
    """What somebody else made; a part of what the stack makes, such as an account's blob service, comes with that."""
    stack_keys = {node.id for node in lowered.resources}
    for node in lowered.existing:
        existing_id = node.id
        if existing_id.top not in stack_keys:
            yield existing_id


def of_template(
    file: Path,
    parameters: Path | None,
    scope: DeploymentScope,
    *,
    complete: bool = True,
    rules: RuleChoice = EVERY_RULE,
) -> Deployable:
    """An ARM template; raises `LoadError` for a file that is none.

    ``complete``: where it goes must be said, else `InvalidInput` is raised.
    """
    from mlinfra.arm.expand import template_scope

    template, remarks = read_template(file)
    lines = resource_lines(file)
    try:
        scope = replace(scope, kind=template_scope(template))
    except TemplateError as error:
        raise LoadError(f"this is not an ARM template: {error.message}", where=str(file), hint=NO_TEMPLATE) from error
    needed = {"resourceGroup": "resource_group", "managementGroup": "management_group"}.get(scope.kind)
    if complete and needed and getattr(scope, needed) is None:
        option = needed.replace("_", "-")
        raise InvalidInput(
            f"this template is for a {option.replace('-', ' ')}", where=str(file), hint=f"say --{option}"
        )
    if complete and scope.kind != "resourceGroup" and scope.location is None:
        raise InvalidInput(
            "a deployment outside resource groups needs a region", where=str(file), hint="say --location"
        )
    values = given_values(parameters, template) if parameters else Values({})
    return Deployable(
        template_name(file),
        file,
        template,
        values,
        scope,
        parameters_file=parameters,
        remarks=remarks,
        rules=rules,
        lines=lines,
    )


def template_name(file: Path) -> str:
    """What the deployment of an ARM template is called: after the file, or after its folder where the file's name says nothing."""
    return file.stem if file.stem not in {"main", "azuredeploy", "template"} else file.resolve().parent.name


def given_values(parameters: Path, template: Mapping[str, Any]) -> Values:
    """The values of a parameter file, those of secure parameters apart."""
    given, secure = read_parameter_file(parameters), secure_parameters(template)
    return Values(
        {name: entry for name, entry in given.items() if name.lower() not in secure},
        {name: entry for name, entry in given.items() if name.lower() in secure},
    )
