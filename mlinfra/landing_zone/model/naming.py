"""Naming conventions: how resources are called that the author gives no name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import KW_ONLY
from typing import ClassVar, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._where import caller_location


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRequest:
    """What a naming function is told about the resource that it names."""

    DECIDES: ClassVar[str] = "what a resource is called"

    type: str
    """Its ARM type, such as ``Microsoft.KeyVault/vaults``."""
    abbreviation: str
    """The Cloud Adoption Framework's abbreviation of the type: ``kv``."""
    word: str
    """What plans call the type: ``vault``."""
    separator: str
    """``-``, or nothing for the types that take only letters and digits: storage accounts and container registries."""
    owner: str
    """The resource that it is made for, such as the workspace ``mlw-churn``; the stack where it stands for itself."""
    part: str = ""
    """The part of the owner that a private endpoint leads to, such as ``blob``; empty where the owner has one alone."""
    stack: str
    """The name of the stack."""
    stage: str
    """The stage of the stack, such as ``prod``; empty where it says none."""
    workload: str
    """The name of the stack without its stage at the end: ``churn`` of ``churn-prod``."""
    resource_group: str
    """The resource group that it lives in; empty outside resource groups."""
    region: str
    """The region of that group, such as ``westeurope``; empty where the group exists already and says none."""
    index: int
    """Its number among the resources of its type that are named in this stack, from 1, in the order of the file."""
    hash: str
    """Six characters that stay the same for this owner, stack, group and subscription: for names that must be unique in all
    of Azure."""
    default: str
    """The name that it has without a naming function."""


NamingFunction: TypeAlias = Callable[[NameRequest], str]
"""Gives a name; Azure's rule for it is checked afterwards, and nothing is cut off."""


@model
class Naming:
    """A pattern for the names that the author does not give, such as ``{abbreviation}-{workload}-{stage}-{instance}``."""

    DECIDES: ClassVar[str] = "what resources are called"

    pattern: str
    """Text with fields of a name in braces: abbreviation, owner, workload, stack, stage, resource_group, region, instance
    (001, 002, ... for each type) and hash. Types that take only letters and digits get it in lower case without the rest."""
    _: KW_ONLY
    workload: str = ""
    """Written for ``{workload}``; empty: the name of the stack without its stage."""
    region: str = ""
    """Written for ``{region}``, such as ``weu``; empty: the name of the resource group's region."""

    def _check(self) -> None:
        place = f"{caller_location()} Naming.pattern"
        try:
            import string

            parts = list(string.Formatter().parse(self.pattern))
        except ValueError as error:
            raise InvalidInput(f"{self.pattern!r} is no pattern: {error}", where=place, hint=_EXAMPLE) from error
        names = [name for _, name, _, _ in parts if name is not None]
        if not names or any(spec or conversion for _, _, spec, conversion in parts):
            message = f"{self.pattern!r} is no pattern: write {{abbreviation}} and the like, without ':' and '!'"
            raise InvalidInput(message, where=place, hint=_EXAMPLE)
        unknown = next((name for name in names if name not in PATTERN_FIELDS), None)
        if unknown is not None:
            import difflib

            near = difflib.get_close_matches(unknown, PATTERN_FIELDS, n=1)
            hint = f"did you mean {{{near[0]}}}?" if near else f"there are: {', '.join(PATTERN_FIELDS)}"
            raise InvalidInput(f"a name has no field {{{unknown}}}", where=place, hint=hint)

    def __call__(self, request: NameRequest) -> str:
        """The name of a resource. Raises `InvalidInput` where the pattern needs what is not known of it."""
        values = {
            "abbreviation": request.abbreviation,
            "owner": "-".join(filter(None, (bare(request.owner), request.part))),
            "workload": self.workload or request.workload,
            "stack": request.stack,
            "stage": request.stage,
            "resource_group": request.resource_group,
            "region": self.region or request.region,
            "instance": f"{request.index:03}",
            "hash": request.hash,
        }
        missing = next((name for name in values if not values[name] and f"{{{name}}}" in self.pattern), None)
        if missing is not None:
            raise InvalidInput(f"the pattern {self.pattern!r} needs {{{missing}}}, which is empty", hint=_GIVE[missing])
        text = self.pattern.format_map(values)
        return text if request.separator else re.sub(r"[^a-z0-9]", "", text.lower())


PATTERN_FIELDS = (
    "abbreviation", "owner", "workload", "stack", "stage", "resource_group", "region", "instance", "hash",
)  # fmt: skip
"""What may stand in braces in a pattern."""
_EXAMPLE = 'such as "{abbreviation}-{workload}-{stage}-{region}-{instance}"'
_GIVE = {
    "stage": "give the Stack a stage=",
    "region": "give the resource group a location=, or Naming a region=",
    "resource_group": "it lives in no resource group: take {resource_group} out",
    "owner": "take {owner} out",
}


def bare(owner: str) -> str:
    """Drop the abbreviation of the owner's own kind: ``mlw-churn`` -> ``churn``."""
    kind, dash, rest = owner.lower().partition("-")
    own = rest if dash and kind in _ABBREVIATIONS else owner.lower()
    return "-".join(filter(None, re.split(r"[^a-z0-9]+", own)))


_ABBREVIATIONS = frozenset({"mlw", "hub", "proj", "appi"})
