"""Read what a file holds: stacks that can be planned and deployed, and those that cannot be rendered, with the reason."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from mlinfra.app.deployable import Deployable, given_values, of_stack, of_template
from mlinfra.app.stages import Prepared
from mlinfra.base.errors import InvalidInput, MlinfraError, as_mlinfra_error
from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from pathlib import Path

    from mlinfra.app.settings import Settings
    from mlinfra.landing_zone.model.stack import Stack


class HasPlace(Protocol):
    """What has a name and goes somewhere: all that is needed to ask a target about a stack."""

    @property
    def name(self) -> str:
        """The name of the stack."""

    @property
    def scope(self) -> DeploymentScope:
        """Where it is deployed; what it does not say is filled in."""

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Names of the stacks that must be deployed before it."""

    @property
    def cloud(self) -> str:
        """The cloud that a stack is for; a template says none."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stack as far as it is known without being rendered."""

    name: str
    scope: DeploymentScope
    depends_on: tuple[str, ...]
    cloud: str


@dataclass(frozen=True, slots=True)
class Unrendered(Place):
    """A stack that cannot be rendered."""

    error: MlinfraError


def read_stacks(
    settings: Settings,
    environ: Mapping[str, str] | None,
    *,
    complete: bool = True,
    names: Collection[str] | None = None,
) -> list[Deployable | Unrendered]:
    """What a file holds: the selected stacks, or one template with the scope and parameters that the options say.

    Without an environment parameters are placeholders. Raises what loading a file raises, and
    `InvalidInput` for options that a stack file answers itself. ``complete``: of a template must be said where it goes,
    and a stack takes its parameters from itself and the environment alone; else from a parameter file, as in `expand`.
    ``names``: of the selected stacks only these.
    """
    from mlinfra.app.other_stacks import OtherStacks
    from mlinfra.landing_zone.checks import RULES, check_stacks

    file, rules = settings.file, settings.rule_choice()
    if file.suffix == ".json":
        return [of_template(file, settings.parameters, settings.scope, complete=complete, rules=rules)]
    _refuse_template_options(settings, None if not complete else settings.parameters)
    prepared = prepare_each([stack for stack in settings.stacks() if names is None or stack.name in names], settings)
    together = check_stacks([stack.graph for stack in prepared if isinstance(stack, Prepared)], (*RULES, *rules.own))

    others = OtherStacks(settings)

    def deployable(stack: Prepared) -> Deployable:
        made = of_stack(stack, file, environ, rules, together)
        values = given_values(settings.parameters, made.template) if settings.parameters else made.values
        return replace(made, values=values, scope=made.scope.on(settings.scope.subscription), others=others)

    return [stack if isinstance(stack, Unrendered) else deployable(stack) for stack in prepared]


def prepare_each(stacks: Sequence[Stack], settings: Settings) -> list[Prepared | Unrendered]:
    """Each stack with what follows from it, or with the reason why nothing does; of a single one the error passes."""
    if len(stacks) == 1:
        return [settings.prepare(stacks[0])]
    return [_prepared(stack, settings) for stack in stacks]


def _prepared(stack: Stack, settings: Settings) -> Prepared | Unrendered:
    try:
        return settings.prepare(stack)
    except Exception as error:  # ruff: ignore[blind-except] - of one stack; also a bug of ours says nothing of the others
        told = as_mlinfra_error(error)
        told.where = told.where or stack.name
        return Unrendered(**_place(stack, settings), error=told)


def _place(stack: Stack, settings: Settings) -> dict[str, Any]:
    scope = stack.scope.place.on(settings.scope.subscription)
    return {
        "name": stack.name,
        "scope": scope,
        "depends_on": tuple(other.name for other in stack.depends_on),
        "cloud": stack.cloud,
    }


def read_places(settings: Settings) -> list[HasPlace]:
    """The selected stacks as far as they are known without being rendered, or one template; raises as `read_stacks`."""
    if settings.file.suffix == ".json":
        return [of_template(settings.file, settings.parameters, settings.scope)]
    _refuse_template_options(settings, settings.parameters)
    return [Place(**_place(stack, settings)) for stack in settings.stacks()]


def read_rendered(
    settings: Settings, environ: Mapping[str, str] | None, *, names: Collection[str] | None = None
) -> list[Deployable]:
    """As `read_stacks`, where every stack must be rendered: raises the error of the first that cannot be."""
    stacks = read_stacks(settings, environ, names=names)
    for stack in stacks:
        if isinstance(stack, Unrendered):
            raise stack.error
    return rendered_of(stacks)


def rendered_of(stacks: Iterable[Deployable | Unrendered]) -> list[Deployable]:
    """Those that can be planned and deployed."""
    return [stack for stack in stacks if isinstance(stack, Deployable)]


def _refuse_template_options(settings: Settings, parameters: Path | None) -> None:
    scope = settings.scope
    options = {
        "tenant-id": scope.tenant,
        "resource-group": scope.resource_group,
        "management-group": scope.management_group,
        "location": scope.location,
        "deployment-name": scope.deployment,
        "parameters": parameters,
    }
    given = next((name for name, value in options.items() if value), None)
    if given:
        hint = "a stack file says where it goes and with which parameters; the option is for ARM templates"
        raise InvalidInput(f"--{given} does not go with a stack file", where=str(settings.file), hint=hint)


def check_cloud(stacks: Iterable[HasPlace], given: str | None) -> None:
    """Raise `InvalidInput` for a stack of another cloud than the one that would be signed in to.

    A stack that says none is for the public cloud as far as it knows, and goes where the options say.
    """
    said = given or os.environ.get("AZURE_CLOUD") or PUBLIC
    for stack in stacks:
        if stack.cloud not in {"", PUBLIC} and stack.cloud.casefold() != said.casefold():
            message = f"the stack {stack.name} is for {stack.cloud}, and this would sign in to {said}"
            hint = f"give --cloud {stack.cloud}, or set AZURE_CLOUD; --select chooses stacks of one cloud"
            raise InvalidInput(message, where="--cloud or AZURE_CLOUD", hint=hint)


PUBLIC = "AzureCloud"


def subscription_for(stacks: Iterable[HasPlace], given: str | None) -> str | None:
    """What to sign in to: the given subscription, or one that is named where none is left to be filled in.

    None lets the environment and the Azure CLI decide: a stack without a subscription must not get another's.
    """
    subscriptions = [stack.scope.subscription for stack in stacks]
    return given or (subscriptions[0] if subscriptions and all(subscriptions) else None)
