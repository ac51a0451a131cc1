"""An ARM id with its scope, type, names and parent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_PROVIDERS = "/providers/"
_GROUP = re.compile(r"^/subscriptions/([^/]+)/resourcegroups/([^/]+)", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"^/subscriptions/([^/]+)", re.IGNORECASE)


@dataclass(frozen=True)
class ResourceId:
    """One ARM id, of a resource, a resource group, a subscription or a management group."""

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
    def type(self) -> str:
        """``Microsoft.Storage/storageAccounts/blobServices``."""
        if _PROVIDERS not in self.key:
            return (
                "Microsoft.Resources/resourceGroups" if _GROUP.match(self.text) else "Microsoft.Resources/subscriptions"
            )
        parts = self._tail[1]
        return "/".join([parts[0], *parts[1::2]])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """One name for each segment of the type."""
        if _PROVIDERS not in self.key:
            return (self._tail[1][-1],)
        return tuple(self._tail[1][2::2])

    @property
    def name(self) -> str:
        """The last of the names: what the resource's GET says."""
        return self.names[-1]

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
        inner = ResourceId(self.scope)
        return "container" if inner.type.lower() == "microsoft.management/managementgroups" else "resource"

    @cached_property
    def subscription(self) -> str | None:
        """The subscription's GUID."""
        match = _SUBSCRIPTION.match(self.text)
        return match[1] if match else None

    @cached_property
    def group(self) -> ResourceId | None:
        """The resource group it lies in, or is."""
        match = _GROUP.match(self.text)
        return ResourceId(group_id(match[1], match[2])) if match else None


def group_id(subscription: str, name: str) -> str:
    """The id of a resource group, spelt as Azure spells it."""
    return f"/subscriptions/{subscription}/resourceGroups/{name}"


def resource_id(path: str) -> ResourceId:
    """The id in a request path: one slash in front, none behind, ``resourceGroups`` spelt as Azure does."""
    text = "/" + path.strip("/")
    match = _GROUP.match(text)
    return ResourceId(group_id(match[1], match[2]) + text[match.end() :] if match else text)
