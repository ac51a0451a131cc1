"""Stacks: what is planned and deployed together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import AnyResource, model, refuse_fields
from mlinfra.landing_zone.model._fields import Choice, Many, NewOrExisting
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.naming import Naming, NamingFunction
from mlinfra.landing_zone.model.scope import AnyScope, ResourceGroup
from mlinfra.landing_zone.model.value import Parameter, Secret, Value

if TYPE_CHECKING:
    from mlinfra.base.ignore import Ignore
    from mlinfra.landing_zone.model.insights import LogAnalytics


@model
class DeploymentStack:
    """Deploy as an Azure deployment stack, which knows what it owns."""

    DECIDES: ClassVar[str] = "how the stack is sent to Azure"

    _: KW_ONLY
    unmanage: Literal["detach", "delete"] = "detach"
    """What becomes of resources that leave the stack."""
    unmanage_groups: Literal["detach", "delete"] = "detach"
    """What becomes of resource groups that leave the stack, with all that is in them; ``delete`` needs ``unmanage="delete"``."""
    deny: Literal["none", "denyDelete", "denyWriteAndDelete"] = "none"
    """What others may not do to its resources."""
    excluded_principals: Many[str] = ()
    """Entra object ids that may do it all the same."""
    excluded_actions: Many[str] = ()
    """Actions that everybody may do all the same."""

    def _check(self) -> None:
        if self.unmanage_groups == "delete" and self.unmanage != "delete":
            hint = 'add unmanage="delete", or drop unmanage_groups='
            where = f"{caller_location()} DeploymentStack.unmanage_groups"
            raise InvalidInput("Azure deletes no group and keeps what lies in it", where=where, hint=hint)
        wrong = next((text for text in self.excluded_principals if not is_guid(text)), None)
        if wrong is not None:
            where = f"{caller_location()} DeploymentStack.excluded_principals"
            raise InvalidInput(f"{wrong!r} is not an Entra object id (a GUID)", where=where)


@model
class Stack:
    """What is planned and deployed together, into one resource group, or with several from a subscription or above."""

    DECIDES: ClassVar[str] = "what is rendered, and where it is deployed"

    name: str
    """Names files and deployments: letters, digits, '-', '_' and '.', at most 60."""
    _: KW_ONLY
    scope: AnyScope
    """Where it is deployed. A resource group is created if it is not there and has a location; a subscription, management
    group or tenant needs a location."""
    resources: Many[AnyResource]
    """What it consists of; all that these need comes with them."""
    cloud: Literal["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"] = "AzureCloud"
    """The cloud that it is deployed to, by the name that ``az cloud list`` gives it: decides names of private DNS zones."""
    stage: str = ""
    """Which of several alike it is, such as ``dev`` or ``prod``: part of names that ``naming`` makes. The stages of a YAML
    stack's ``overlays`` set it."""
    naming: Naming | str | NamingFunction | None = None
    """How resources are called that you give no name: a pattern, or in Python a function that gets a `NameRequest`; None: as
    the Cloud Adoption Framework does, or as ``naming`` in ``mlinfra.toml`` says."""
    name_salt: str = ""
    """Mixed into the names that must be unique in all of Azure and are not given; change it when others have them."""
    tags: Mapping[str, Value[str]] = field(default_factory=dict)
    """Tags of every resource."""
    diagnostics: NewOrExisting[LogAnalytics] | None = None
    """The Log Analytics workspace that each resource which can do so sends all its logs and metrics to, but for those that have
    a `DiagnosticSetting` of their own, and for Application Insights, whose data is in its workspace. None: none does."""
    parameters: Many[Parameter] = ()
    """Parameters that are declared even if nothing uses them; used ones are found."""
    outputs: Mapping[str, Value[str]] = field(default_factory=dict)
    """What the deployment tells when it is done."""
    ignore: Many[Ignore] = ()
    """Differences that plans fold as noise, each with its reason and, if you like, its last day."""
    deployment_stack: DeploymentStack | None = None
    """Deploy as an Azure deployment stack; None as an ordinary deployment."""
    depends_on: Many[AnyStack] = ()
    """Stacks of the same file that must be deployed before this one; all others are deployed at the same time."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        refuse_fields(cls)

    def _check(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}", self.name):
            raise InvalidInput(
                f"{self.name!r} cannot name a folder and a deployment",
                where=f"{caller_location()} Stack.name",
                hint="use letters, digits, '-', '_' and '.', at most 60, starting with a letter or digit",
            )
        if isinstance(self.naming, str):
            Naming(self.naming)
        if self.scope.place.kind != "resourceGroup" and not self.scope.place.location:
            raise InvalidInput(
                "a deployment outside resource groups needs a region",
                where=f"{caller_location()} Stack.scope",
                hint=f'give {type(self.scope).__name__} a location, such as location="westeurope": Azure keeps the deployment there',
            )


AnyStack: TypeAlias = Annotated[Stack, Choice()]
"""Another stack of the same file; YAML writes its name."""

__all__ = ["DeploymentStack", "Parameter", "ResourceGroup", "Secret", "Stack"]
