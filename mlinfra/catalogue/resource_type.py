"""What is known about one Azure resource type, as one value that every part of mlinfra reads.

A facet that every type must have is an argument without default, and "there is none" is an explicit value
(``purge=None``): what was forgotten fails when the catalogue is loaded, by the name of the argument.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import KeyProperty, Sensitive
from mlinfra.catalogue.table_source import Differs, NoTable, Table

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import BodyRule
    from mlinfra.catalogue.service import PLAIN, Served
else:
    (PLAIN,) = later("service", "PLAIN")

Scope: TypeAlias = Literal["resourceGroup", "subscription", "managementGroup", "tenant"]
"""Where a resource can be deployed."""
Cloud: TypeAlias = Literal["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"]
"""The clouds by the names that ``az cloud list`` and ``environment().name`` give them."""


@dataclass(frozen=True, slots=True)
class InScope:
    """A resource of its own, directly in one of these scopes."""

    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class ChildOf:
    """A part of a resource of the type ``parent``."""

    parent: str


@dataclass(frozen=True, slots=True)
class Extends:
    """Extends any resource, and can also be deployed in these scopes."""

    scopes: tuple[Scope, ...]


Place: TypeAlias = InScope | ChildOf | Extends


@dataclass(frozen=True, slots=True)
class NameRule:
    """What the last part of the name must fully match, and the same in words for an error."""

    pattern: str
    words: str

    def allows(self, name: str) -> bool:
        """Whether Azure takes the name."""
        return _compiled(self.pattern).fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class EarlierName:
    """The name rule of the API versions before ``before``; for bodies of that ``variant`` alone where it says one."""

    before: str
    rule: NameRule
    variant: str = ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


ANY_NAME: Final = NameRule(r"[^/<>%&?\\#:]{1,260}", "1 to 260 characters without / < > % & ? \\ # :")
"""For types whose documentation gives no rule: what no Azure resource name can hold."""


@dataclass(frozen=True, slots=True)
class NameRecipe:
    """How a resource is named after its owner: ``PREFIX-OWNER``, at most ``limit`` characters.

    ``prefix`` is the Cloud Adoption Framework's abbreviation of the type
    (https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations). A
    ``unique`` name must be free in all of Azure and ends in a hash; ``separator`` stands between its parts. In a
    ``literal`` one the owner's name stands as it is.
    """

    prefix: str
    limit: int
    unique: bool = False
    separator: str = "-"
    literal: bool = False


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A part of a resource that a private endpoint can lead to, with the private DNS zones of each cloud.

    ``default`` says that a private workspace gets an endpoint for it on the resources that it creates.
    """

    name: str
    zones: Mapping[Cloud, tuple[str, ...]]
    default: bool = False


@dataclass(frozen=True, slots=True)
class CreateOnly:
    """Properties that are fixed when the resource is created; ``but`` are exceptions below ``paths``.

    ``variant`` narrows it to bodies whose discriminator has this value, such as ``AmlCompute``. ``left_out`` are those
    below ``paths`` that Azure also refuses to lose; what else a later body leaves out keeps its value. ``exact``: letter
    case counts, as in a path or the text of a file. ``grows``: Azure takes more, values that were not there and a higher number. ``reason`` says more than that it is fixed.
    """

    paths: tuple[str, ...]
    but: tuple[str, ...] = ()
    variant: str = ""
    left_out: tuple[str, ...] = ()
    exact: bool = False
    reason: str = ""
    grows: bool = False


@dataclass(frozen=True, slots=True)
class OneWay:
    """A property that changes in one direction only: Azure refuses a change from ``before`` to ``after``.

    ``absent`` is the value that leaving the property out stands for; None where that keeps what is there.
    """

    path: str
    before: tuple[Json, ...]
    after: tuple[Json, ...]
    absent: Json = None


@dataclass(frozen=True, slots=True)
class Ineffective:
    """Properties whose change Azure accepts and does not apply, with what works instead."""

    paths: tuple[str, ...]
    reason: str
    but: tuple[str, ...] = ()
    variant: str = ""


NoiseCondition: TypeAlias = Literal["service", "default", "write_only", "unresolved"]


@dataclass(frozen=True, slots=True)
class Noise:
    """Properties that differ in a forecast though nothing will change; ``mlinfra explain CODE`` tells which.

    ``service``: read-only, not in the type's schema, or set by Azure alone. ``default``: one of ``values``, which Azure
    fills in where a template says nothing. ``write_only``: Azure never returns what the template sends.
    ``unresolved``: an expression that Azure evaluates while deploying, in a property that cannot change in place.
    """

    code: str
    condition: NoiseCondition
    paths: tuple[str, ...]
    reason: str
    values: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Purge:
    """How a deleted resource is destroyed before its time, so that its name is free again.

    ``query`` is added to the DELETE; else ``action`` is a POST on the deleted resource, below the location.
    """

    query: Mapping[str, str] = field(default_factory=dict)
    action: str = ""
    api_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceType:
    """One Azure resource type. Paths are dotted, from the root of the body."""

    type: str
    """As Azure spells it, such as ``Microsoft.Storage/storageAccounts``."""
    api_version: str
    """The version that mlinfra writes."""
    word: str
    """What a plan calls it: one or two short words."""
    place: Place
    name: NameRule
    """What Azure allows in the last part of its name."""
    holds_data: str
    """What is lost with the resource; empty when only settings are."""
    purge: Purge | None
    soft_deleted_days: int
    """How long a deleted one can be recovered; 0 when it goes at once."""
    properties: Table | NoTable
    """Where its property table comes from, or why there is none."""
    page: str
    """Microsoft's page about the resource, below https://learn.microsoft.com/."""
    security: tuple[Sensitive, ...]
    """What of its body decides who may do what; ``identity`` does so on every type, and is not said here."""
    key_properties: tuple[KeyProperty, ...]
    """What a row of a plan says of it; empty when nothing tells resources of the type apart but their names."""
    link_groups: tuple[LinkGroup, ...] = ()
    """What private endpoints can lead to; a type whose table has ``privateEndpointConnections`` must have some."""
    recipe: NameRecipe | None = None
    """How it is named where the author gives no name."""
    create_only: tuple[CreateOnly, ...] = ()
    one_way: tuple[OneWay, ...] = ()
    ineffective: tuple[Ineffective, ...] = ()
    noise: tuple[Noise, ...] = ()
    secrets: tuple[str, ...] = ()
    """Names of properties that hold secrets, beyond those that are secrets by their name on every type."""
    write_only: tuple[str, ...] = ()
    """Paths that Azure takes and never returns."""
    kept: tuple[str, ...] = ()
    """Paths that stay as they are where a later body says nothing."""
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path -> the types that the id there can have; the resource must exist."""
    tells: Mapping[str, str] = field(default_factory=dict)
    """What a deployed resource tells: the name of the attribute in Python -> path."""
    discriminator: str = ""
    """The path whose value chooses the variant of the body."""
    longest_in: Mapping[str, int] = field(default_factory=dict)
    """Kind of scope -> the most characters of a name there, where they are fewer than the name rule says."""
    blocks_name: bool = True
    """Whether a deleted one blocks its name while it can be recovered."""
    unique_in: Literal["", "region", "global"] = ""
    """How far its name must be unique beyond its own scope or parent."""
    earlier_names: tuple[EarlierName, ...] = ()
    """Other name rules of earlier API versions, the earliest first."""
    never: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """Path -> values that Azure refuses though they are of the right kind, such as false for soft delete."""
    defaults: Mapping[str, Json] = field(default_factory=dict)
    """Path -> what Azure assumes where a body says nothing."""
    computed: Mapping[str, Json] = field(default_factory=dict)
    """Path -> what Azure alone sets; `mlinfra.catalogue.service` tells what ``{name}`` and the like stand for."""
    served: Served = PLAIN
    """What its service demands, refuses and answers."""
    global_location: Literal["", "only", "also"] = ""
    """Whether its location is ``global``, or may be; empty: a region."""
    least: Mapping[str, Json] = field(default_factory=dict)
    """The least body that Azure takes, beside a location: what stands in on the local target for an existing one; ``{tenant}``
    in it stands for the tenant, ``{group}`` for the id of its resource group. What it refers to is made too."""
    diagnostics: tuple[Literal["logs", "metrics"], ...] | None = None
    """What a diagnostic setting can send of it (https://learn.microsoft.com/azure/azure-monitor/reference/logs-index); None
    where that is not told here, so that nothing is sent by default and nothing refused."""
    open_lists: tuple[str, ...] = ()
    """Paths whose lists Microsoft documents as open: a value that the package does not name is taken."""
    differs: tuple[Differs, ...] = ()
    """What the Bicep compiler's types say otherwise than the property table."""
    rules: tuple[BodyRule, ...] = ()
    """Limits, and what needs or excludes what; they hold for every API version."""
    in_turn: bool = False
    """Whether those of one parent must be written one after the other: Azure refuses two writes at once."""
    listed_children: Mapping[str, str] = field(default_factory=dict)
    """Path of a list in its body -> last part of the type of the children that stand there; leaving it out deletes them."""
    child_names: Mapping[str, str] = field(default_factory=dict)
    """Path of a name of one of its children, or of an object whose keys are such names -> last part of their type.
    Where a property has an id instead, ``references`` says the type."""
    changed_by_children: Mapping[str, str] = field(default_factory=dict)
    """Path of a list in its body -> last part of the type of the children that change it; leaving it out empties it."""
    is_version: bool = False
    """Whether it is a registered version of an asset: it stays when the code goes on to another version."""
    principal: str = ""
    """The path at which the object id of its own identity stands once it is deployed."""

    @property
    def key(self) -> str:
        """The type in lower case: Azure compares types so."""
        return self.type.lower()

    @property
    def namespace(self) -> str:
        """The resource provider, such as ``Microsoft.Storage``."""
        return self.type.partition("/")[0]
