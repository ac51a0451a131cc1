"""Read and write ARM ids: the one place that knows how scopes, types, names and parents stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from mlinfra.base.arm_types import DEPLOYMENTS, MANAGEMENT_GROUPS, RESOURCE_GROUPS, SUBSCRIPTIONS
from mlinfra.base.frozen import dataclass
from mlinfra.base.scope import DeploymentScope

_PROVIDERS = "/providers/"
_GROUP = r"/subscriptions/([^/]+)/resourcegroups/([^/]+)"
_SUBSCRIPTION = r"/subscriptions/([^/]+)"
_MANAGEMENT_GROUP = rf"/providers/{MANAGEMENT_GROUPS}/([^/]+)"
_CONTAINER = f"{_GROUP}|{_SUBSCRIPTION}|{_MANAGEMENT_GROUP}"
_DEPLOYMENT = rf"(?P<scope>.*)/providers/{DEPLOYMENTS}/(?P<name>[^/]+)"


@cache  # compiled when one is used: the five cost 1 in 250 of rendering a stack, which asks for none
def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class _Remembering:
    """Has room for what cached properties give, beside the slots of a frozen class."""


@dataclass(frozen=True, slots=True)
class ResourceId(_Remembering):
    """One ARM id, of a resource, a resource group, a subscription or a management group.

    A text that is no id, such as an expression of a template, has no type and is its own name and address.
    """

    text: str
    """As written, without a trailing slash."""

    @cached_property
    def key(self) -> str:
        """What ids are compared by: Azure ignores their case."""
        return self.text.lower()

    @cached_property
    def _tail(self) -> tuple[str, list[str]]:
        at = self.key.rfind(_PROVIDERS)
        if at < 0:
            return "", self.text.strip("/").split("/")
        return self.text[:at], self.text[at + len(_PROVIDERS) :].split("/")

    @cached_property
    def scope(self) -> str:
        """What stands before the last ``/providers/``: the scope, or for an extension the resource it extends."""
        return self._tail[0]

    @cached_property
    def container(self) -> str:
        """The id of the resource group, subscription or management group around it; ``/`` for the tenant."""
        if not self.text.startswith("/"):
            return ""
        match = _any_case(_CONTAINER).match(self.text)
        if match is None:
            return "/"
        if match.end() < len(self.text):
            return match[0]
        return f"/subscriptions/{match[1]}" if match[2] else "/"

    @cached_property
    def type(self) -> str:
        """``Microsoft.Storage/storageAccounts/blobServices``."""
        if _PROVIDERS in self.key:
            parts = self._tail[1]
            return "/".join([parts[0], *parts[1::2]]) if parts[0] else ""
        if _any_case(_GROUP).match(self.text):
            return RESOURCE_GROUPS
        return SUBSCRIPTIONS if _any_case(_SUBSCRIPTION).match(self.text) else ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """One name for each segment of the type."""
        if _PROVIDERS not in self.key:
            return (self._tail[1][-1],) if self.type else (self.text,)
        return tuple(self._tail[1][2::2]) or ("",)

    @property
    def name(self) -> str:
        """The last of the names: what the resource's GET says."""
        return self.names[-1]

    @property
    def full_name(self) -> str:
        """All names, as a template writes them: ``mlw-churn/gpu``."""
        return "/".join(self.names)

    @cached_property
    def address(self) -> str:
        """What people call it: its names, after those of the resource that it extends."""
        extended = self.extends
        return f"{extended.address}/{self.full_name}" if extended else self.full_name

    @cached_property
    def complete(self) -> bool:
        """Whether it names one resource, not a collection of them."""
        parts = self._tail[1]
        odd = 1 if _PROVIDERS in self.key else 0
        return len(parts) % 2 == odd and len(parts) > odd and all(parts)

    @cached_property
    def parent(self) -> ResourceId | None:
        """The resource it is a child of; None for a top-level or an extension resource."""
        parts = self._tail[1]
        if _PROVIDERS not in self.key or len(parts) <= 3:
            return None
        return ResourceId(f"{self.scope}{_PROVIDERS}{'/'.join(parts[:-2])}")

    @property
    def root(self) -> ResourceId:
        """The outermost resource that it is part of; itself for a top-level one."""
        return self.parent.root if self.parent else self

    @property
    def extends(self) -> ResourceId | None:
        """The resource that an extension resource stands on; None otherwise."""
        return ResourceId(self.scope) if _PROVIDERS in self.scope.lower() and self.scope_kind == "resource" else None

    @property
    def scope_kind(self) -> str:
        """``resource`` when the scope is a resource, else ``container``."""
        return "container" if ResourceId(self.scope).type.lower() == MANAGEMENT_GROUPS.lower() else "resource"

    @cached_property
    def subscription(self) -> str | None:
        """The subscription's GUID."""
        match = _any_case(_SUBSCRIPTION).match(self.text)
        return match[1] if match else None

    @cached_property
    def group(self) -> ResourceId | None:
        """The resource group it lies in, or is."""
        match = _any_case(_GROUP).match(self.text)
        return ResourceId(group_id(match[1], match[2])) if match else None

    @cached_property
    def below_group(self) -> str:
        """The id from ``/resourcegroups/`` on, in lower case: the same whatever its subscription."""
        at = self.text.casefold().find("/resourcegroups/")
        return self.text.casefold()[max(at, 0) :]


def group_id(subscription: str, name: str) -> str:
    """The id of a resource group, spelt as Azure spells it."""
    return f"/subscriptions/{subscription}/resourceGroups/{name}"


def interleaved(types: Iterable[str], names: Iterable[str]) -> str:
    """``type/name/type/name``: the end of an id."""
    return "/".join(map("/".join, zip(types, names, strict=False)))


def id_below(scope: str, arm_type: str, names: Sequence[str]) -> str:
    """The id of a resource in a scope, or of an extension of the resource ``scope``; ``names``: one for each segment."""
    namespace, *types = arm_type.split("/")
    return f"{scope.rstrip('/')}{_PROVIDERS}{namespace}/{interleaved(types, names)}"


def resource_id(path: str) -> ResourceId:
    """The id in a request path: one slash in front, none behind, ``resourceGroups`` spelt as Azure does."""
    text = "/" + path.strip("/")
    match = _any_case(_GROUP).match(text)
    return ResourceId(group_id(match[1], match[2]) + text[match.end() :] if match else text)


def deployment_scope(scope_id: str) -> DeploymentScope | None:
    """The scope that an id names: ``/`` is the tenant; None for the id of something else."""
    if group := _any_case(_GROUP).fullmatch(scope_id):
        return DeploymentScope("resourceGroup", subscription=group[1], resource_group=group[2])
    if subscription := _any_case(_SUBSCRIPTION).fullmatch(scope_id):
        return DeploymentScope("subscription", subscription=subscription[1])
    if management := _any_case(_MANAGEMENT_GROUP).fullmatch(scope_id):
        return DeploymentScope("managementGroup", management_group=management[1])
    return None if scope_id.strip("/") else DeploymentScope("tenant")


def deployment_of(deployment_id: str) -> tuple[DeploymentScope, str] | None:
    """Scope and name of a deployment by its id; None for an id of something else."""
    match = _any_case(_DEPLOYMENT).fullmatch(deployment_id)
    scope = deployment_scope(match["scope"]) if match else None
    return (scope, match["name"]) if match and scope else None
