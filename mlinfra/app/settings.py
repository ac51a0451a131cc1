"""The options of the verbs, and the settings that one call of a verb works with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from mlinfra.app.configuration import DEFAULT, Configuration, Target, read_configuration
from mlinfra.arm.printers.compiler import BicepCompiler, compiler_of
from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass
from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from mlinfra.app.observer import Observer
    from mlinfra.app.own_code import Transform
    from mlinfra.app.read_stacks import HasPlace
    from mlinfra.app.rule_choice import RuleChoice
    from mlinfra.app.stages import Prepared
    from mlinfra.azure.protocol import Cloud
    from mlinfra.landing_zone.graph.node import Graph
    from mlinfra.landing_zone.model.naming import NamingFunction
    from mlinfra.landing_zone.model.stack import Stack

LOCAL_STATE = Path(".mlinfra/local.db")
"""State file of the local target, beside the stack file."""


class StackOptions(TypedDict, total=False):
    """What a verb that only reads a stack file can be told."""

    select: str
    """Only the stacks whose name matches this pattern, such as ``churn-*``; default: all."""
    templates: Path | None
    """Folder with the user's own Jinja templates; default: what `mlinfra.toml` names, else the bundled templates."""
    compiler: str | None
    """Version of the Bicep compiler whose output is printed; default: `mlinfra.toml`, else the newest known."""
    allow_code: bool
    """Whether own rules and an own transform may run for a YAML stack or a template; default: MLINFRA_ALLOW_CODE, then not.
    For a Python stack file they always may: it is code itself."""


class Options(StackOptions, total=False):
    """What a verb that works on a target can be told."""

    target: Target | None
    """Default: MLINFRA_TARGET, then `mlinfra.toml`, then ``azure``."""
    cloud: str | None
    """AzureCloud, AzureUSGovernment or AzureChinaCloud; default: AZURE_CLOUD, then AzureCloud."""
    state: Path | None
    """State file of the local target; default: `mlinfra.toml`, else ``.mlinfra/local.db`` beside the stack file."""
    scope: DeploymentScope
    """Where an ARM template goes; a stack file says all of it but the subscription."""
    parameters: Path | None
    """Parameter file (JSON) of an ARM template."""
    replace: Sequence[str]
    """Addresses, or ids, of what `plan` and `deploy` delete and create, with what depends on it; default: nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one call works with: its options, where they are silent the environment and `mlinfra.toml`."""

    file: Path
    """The stack file, ARM template or saved plan that the call is about."""
    select: str
    target: Target
    cloud: str | None
    state: Path
    scope: DeploymentScope
    parameters: Path | None
    templates: Path | None
    compiler: BicepCompiler
    configuration: Configuration
    replace: tuple[str, ...] = ()
    allow_code: bool = False

    @property
    def runs_code(self) -> bool:
        """Whether the user's own code may run."""
        return self.allow_code or self.file.suffix == ".py"

    @property
    def _folder(self) -> Path:
        """What paths of the configuration are relative to."""
        return self.configuration.file.parent if self.configuration.file else Path()

    def rule_choice(self) -> RuleChoice:
        """Which rules run; the user's own only where code may run. Raises `InvalidInput` and `LoadError`."""
        from mlinfra.app.rule_choice import RuleChoice

        rules, origins = self.configuration.rules, self.configuration.origins
        if not rules.own or not self.runs_code:
            return RuleChoice(rules, left_out=rules.own)
        from mlinfra.app.configuration import check_names
        from mlinfra.app.own_code import load_rules

        own = load_rules(rules.own, self._folder, origins["rules.own"])
        check_names(rules, origins, own)
        return RuleChoice(rules, own)

    def prepare(self, stack: Stack) -> Prepared:
        """What follows from a stack, with the user's layouts and transform. Raises as `mlinfra.app.stages.prepare`."""
        from mlinfra.app.stages import prepare

        return prepare(stack, self.templates, self.compiler, self._transform(), self._naming(stack))

    def graph(self, stack: Stack) -> Graph:
        """A stack with all that follows from it. Raises `ResolveError` and `InvalidInput`."""
        from mlinfra.landing_zone.graph.resolve import resolve

        return resolve(stack, self._naming(stack))

    def _naming(self, stack: Stack) -> NamingFunction | None:
        """What the configuration says of names, for a stack that says nothing itself."""
        text, where = self.configuration.naming, self.configuration.origins["naming"]
        if text is None or stack.naming is not None:
            return None
        if "{" in text:
            from mlinfra.landing_zone.model.naming import Naming

            try:
                return Naming(text)
            except InvalidInput as error:
                error.where = where
                raise
        self._check_code(f"the naming function {text}", where)
        from mlinfra.app.own_code import load_naming

        return load_naming(text, self._folder, where)

    def runs_functions(self, stacks: Iterable[Stack]) -> bool:
        """Whether functions of the user's make something of stacks: they may remember what they made of others."""
        from mlinfra.landing_zone.model.naming import Naming

        names = self.configuration.naming or "{"
        own = self.configuration.transform is not None or "{" not in names
        return own or any(not isinstance(stack.naming, (Naming, str, type(None))) for stack in stacks)

    def _check_code(self, what: str, where: str) -> None:
        if not self.runs_code:
            message = f"{what} is code, which does not run for a YAML stack unless that is allowed"
            raise InvalidInput(message, where=where, hint=ALLOW)

    def _transform(self) -> Transform | None:
        text, where = self.configuration.transform, self.configuration.origins["transform"]
        if text is None:
            return None
        self._check_code(f"the transform {text}", where)
        from mlinfra.app.own_code import load_transform

        return load_transform(text, self._folder, where)

    def stacks(self) -> tuple[Stack, ...]:
        """The selected stacks of the file. Raises `LoadError`."""
        from mlinfra.landing_zone.load import load_stacks

        return load_stacks(self.file, self.select, environment=self.configuration.variables)

    def connect(self, stacks: Iterable[HasPlace], observer: Observer) -> Cloud:
        """The target, not opened yet, with the subscription that ``stacks`` need.

        Raises `InvalidInput` for a stack that is for another cloud.
        """
        from mlinfra.app.read_stacks import check_cloud, subscription_for
        from mlinfra.azure.connect import connect

        stacks = list(stacks)
        if self.target == "azure":
            check_cloud(stacks, self.cloud)

        if self.target == "local" and self._state_moved():
            from mlinfra.app.toml_file import shown

            observer.note(_MOVED.format(old=LOCAL_STATE, new=shown(self.state)))
        subscription = subscription_for(stacks, self.scope.subscription)
        return connect(self.target, subscription=subscription, cloud=self.cloud, state=self.state)

    def note_unnamed_templates(self, observer: Observer) -> None:
        """Say that a folder of layouts beside the stack file is not used, as it was before layouts had to be named."""
        folder = self.file.parent / "templates"
        if self.templates is None and any(folder.glob("*/*.j2")):
            from mlinfra.app.toml_file import shown

            observer.note(_UNNAMED_TEMPLATES.format(folder=shown(folder)))

    def _state_moved(self) -> bool:
        """Whether the current folder holds a state file, as it was kept before, and the stack file's folder has none."""
        by_default = self.configuration.origins["state"] == DEFAULT
        return by_default and not self.state.exists() and LOCAL_STATE.exists()


ALLOW = "give --allow-code where the code was reviewed; a pull request from a fork could bring its own"
"""What to do where own code may not run."""

_UNNAMED_TEMPLATES = (
    "{folder} holds layouts and is not used: a folder of layouts must be named\n"
    '  -> templates = "templates" in mlinfra.toml, or --templates'
)
_MOVED = (
    "the local target's state lies beside the stack file now; {old} in the current folder is not used\n"
    "  -> move it to {new}, or name it with --state"
)


def settings_for(file: Path | str, **options: Unpack[Options]) -> Settings:
    """Complete the options of a call. Raises `InvalidInput` for a value, or a key of `mlinfra.toml`, that cannot be."""
    path = Path(file)
    given = {name: options.get(name) for name in ("target", "state", "compiler", "templates")}
    configuration = read_configuration(path.parent, os.environ, given)
    return Settings(
        path,
        options.get("select", "*"),
        configuration.target,
        options.get("cloud"),
        configuration.state or path.parent / LOCAL_STATE,
        options.get("scope") or DeploymentScope(),
        options.get("parameters"),
        configuration.templates,
        compiler_of(configuration.compiler),
        configuration,
        tuple(options.get("replace", ())),
        bool(options.get("allow_code")) or os.environ.get("MLINFRA_ALLOW_CODE", "").lower() in {"1", "true"},
    )
