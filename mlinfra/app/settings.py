"""The options of the verbs, and the settings that one call of a verb works with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from typing_extensions import TypedDict, Unpack

from mlinfra.arm.printers.compiler import NEWEST, BicepCompiler, compiler_of
from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.azure.protocol import Cloud
    from mlinfra.landing_zone.model.stack import Stack

Target: TypeAlias = Literal["azure", "local"]
"""Where to work: Azure, or the local target."""

STATE = Path(".mlinfra/local.db")


class StackOptions(TypedDict, total=False):
    """What a verb that only reads a stack file can be told."""

    select: str
    """Only the stacks whose name matches this pattern, such as ``churn-*``; default: all."""
    templates: Path | None
    """Folder with the user's own Jinja templates; default: ``templates`` beside the stack file, if it holds layouts."""
    compiler: str | None
    """Version of the Bicep compiler whose output is printed; default: the newest that mlinfra knows."""


class Options(StackOptions, total=False):
    """What a verb that works on a target can be told."""

    target: Target | None
    """Default: ``azure``."""
    cloud: str | None
    """AzureCloud, AzureUSGovernment or AzureChinaCloud; default: AZURE_CLOUD, then AzureCloud."""
    state: Path | None
    """State file of the local target; default: ``.mlinfra/local.db``."""
    scope: DeploymentScope
    """Where an ARM template goes; a stack file says all of it but the subscription."""
    parameters: Path | None
    """Parameter file (JSON) of an ARM template."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one call works with: its options, completed with the defaults."""

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

    def stacks(self) -> tuple[Stack, ...]:
        """The selected stacks of the file. Raises `LoadError`."""
        from mlinfra.landing_zone.load import load_stacks

        return load_stacks(self.file, self.select)

    def on(self, target: Target) -> Settings:
        """The same on another target."""
        return replace(self, target=target)

    def connect(self, work: Iterable[Deployable]) -> Cloud:
        """The target, not opened yet, with the subscription that ``work`` needs."""
        from mlinfra.app.deployable import subscription_for
        from mlinfra.azure.connect import connect

        subscription = subscription_for(work, self.scope.subscription)
        return connect(self.target, subscription=subscription, cloud=self.cloud, state=self.state)


def settings_for(file: Path | str, **options: Unpack[Options]) -> Settings:
    """Complete the options of a call. Raises `InvalidInput` for a compiler version that mlinfra does not know."""
    path, compiler = Path(file), options.get("compiler")
    return Settings(
        path,
        options.get("select", "*"),
        options.get("target") or "azure",
        options.get("cloud"),
        options.get("state") or STATE,
        options.get("scope") or DeploymentScope(),
        options.get("parameters"),
        options.get("templates") or _templates_beside(path),
        compiler_of(compiler) if compiler else NEWEST,
    )


def _templates_beside(file: Path) -> Path | None:
    """The folder ``templates`` beside the stack file, if it holds layouts."""
    beside = file.parent / "templates"
    return beside if (beside / "bicep").is_dir() or (beside / "report").is_dir() else None
