"""Options that several commands share, each a decorator that adds the whole group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from mlinfra.app.settings import Options

Command = TypeVar("Command", bound=Callable[..., Any])


def stack_file(command: Command) -> Command:
    """Take the stack file and ``--select``."""
    command = click.option(
        "--select", metavar="GLOB", default="*", help="Only the stacks whose name matches, such as 'churn-*'."
    )(command)
    return click.argument("file", type=click.Path(path_type=Path))(command)


def output_format(*formats: str) -> Callable[[Command], Command]:
    """Take ``--format``, the first being the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print; json goes to stdout alone.",
    )


def own_code(command: Command) -> Command:
    """Take whether own rules and an own transform may run for what is no Python file."""
    text = "Run own rules and the transform of mlinfra.toml for a YAML stack or a template too; a fork could bring its own."
    return click.option("--allow-code", is_flag=True, default=False, help=text)(command)


def templates_folder(command: Command) -> Command:
    """Take the folder with the user's own Jinja templates."""
    return click.option(
        "--templates",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        default=None,
        help="Folder with your own Jinja templates; default: what mlinfra.toml names.",
    )(command)


def compiler_version(command: Command) -> Command:
    """Take the version of the Bicep compiler whose output is printed."""
    text = "Make main.json as this version of the Bicep compiler does; default: mlinfra.toml, else the newest known."
    return click.option("--compiler", metavar="VERSION", default=None, help=text)(command)


def replaced_addresses(command: Command) -> Command:
    """Take ``--replace``, repeatable."""
    text = "Delete and create this resource and what depends on it; an address as the plan shows it. Repeatable."
    return click.option("--replace", metavar="ADDRESS", multiple=True, help=text)(command)


def target_choice(command: Command) -> Command:
    """Take the target to work on."""
    text = "azure, or local: an Azure Resource Manager on this machine. Default: MLINFRA_TARGET, mlinfra.toml, azure."
    return click.option("--target", type=click.Choice(["azure", "local"]), default=None, help=text)(command)


def target_options(command: Command) -> Command:
    """Take what a connection to a target needs."""
    options = (
        click.option(
            "--cloud",
            type=click.Choice(["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"], case_sensitive=False),
            envvar="AZURE_CLOUD",
            help="Which of Azure's clouds; default: AZURE_CLOUD, then AzureCloud.",
        ),
        click.option(
            "--state",
            type=click.Path(path_type=Path),
            help="State file of the local target; default: .mlinfra/local.db beside the stack file.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def scope_options(command: Command) -> Command:
    """Take where something is deployed; a stack file says all of it but the subscription itself."""
    subscription = "Subscription; default: the stack's, AZURE_SUBSCRIPTION_ID, then the Azure CLI's."
    options = (
        click.option("--subscription", "--subscription-id", "subscription", metavar="ID", help=subscription),
        click.option("--tenant-id", metavar="ID", help="Tenant of an ARM template's deployment."),
        click.option("--resource-group", metavar="NAME", help="Its resource group."),
        click.option(
            "--management-group",
            "--management-group-id",
            "management_group",
            metavar="NAME",
            help="Its management group.",
        ),
        click.option("--location", metavar="REGION", help="Region of the group, or of the deployment."),
        click.option("--deployment-name", metavar="NAME", help="Name of the deployment."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def settings_options(given: dict[str, Any]) -> Options:
    """The values of the options above, by the names that the verbs of `mlinfra.app` take."""
    scope = DeploymentScope(
        subscription=given.pop("subscription", None),
        tenant=given.pop("tenant_id", None),
        resource_group=given.pop("resource_group", None),
        management_group=given.pop("management_group", None),
        location=given.pop("location", None),
        deployment=given.pop("deployment_name", None),
    )
    return cast("Options", {**given, "scope": scope})
