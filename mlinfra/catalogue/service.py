"""What the service of a resource type does with requests, as data: what it demands, fills in, refuses and answers.

Texts may have places in braces, which the local target fills:

- ``{name}``: the name in lower case; ``{spelled}``: as it was given; ``{top}``: that of the outermost resource, in lower case
- ``{id}``, ``{scope}``, ``{subscription}``, ``{location}``, ``{tenant}``: where it is
- ``{guid:WORD}``: a GUID of its own, another for each word, ``{guid:WORD@PATH}`` of the resource whose id stands at a path;
  ``{digits:WORD}``: without ``-``; ``{short:WORD}``: its first eight digits; ``{host}``: twenty of the outermost resource's
- ``{principal:WORD}``: a GUID of its identity, another when the identity is made anew
- ``{key:N}``: a made-up secret, ``{key:N NAME}`` one that is renewed by its name, ``{key:N@PATH}`` of the resource at a path;
  ``{quoted_key:N}``: for a URL; ``{signature}``: a shared access signature of what is sent
- ``{digest:PATH}``: a version that is another one for another value at a path
- ``{now}``, ``{since:PATH}``: the moment of the request; that at which the value at a path was set, without one its own;
  ``{stays:WORD}``: what the value is already, else this word
- ``{body:PATH}``, ``{sent:NAME}``: a value of its body, of any kind; a value that an action was sent
- ``{first:PATH}``, ``{last:PATH}``: a text of its body up to the first ``_``; after the last ``/``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal, TypeAlias

from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json
from mlinfra.catalogue.body_rules import When

Behaviour: TypeAlias = Literal[
    "access policies",
    "default deployment",
    "one data type",
    "one grant",
    "peering",
    "private endpoint",
    "shares of deployments",
    "tags of a scope",
    "version of an asset",
    "versions",
]
"""What changes or reads other resources in a way that no facet says; the local target has a function for each."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the service fills in for bodies that meet all conditions, beside ``defaults`` and ``computed`` of the entry.

    ``before``, ``since``: for requests in API versions before, or from, this one.
    """

    when: tuple[When, ...] = ()
    defaults: Mapping[str, Json] = field(default_factory=dict)
    computed: Mapping[str, Json] = field(default_factory=dict)
    before: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Errors:
    """Codes of what the service refuses, and its words where a client may look for them."""

    name: str = "InvalidResourceName"
    body: Mapping[str, str] = field(default_factory=dict)
    """Property -> code, where it is documented to be another than that of its kind."""
    change: tuple[int, str] = (409, "PropertyChangeNotAllowed")
    """HTTP status and code of a change that cannot be made."""
    taken: tuple[str, str] = ("NameTaken", "Another resource has this name already.")
    """Code and words where the name must be unique."""
    deleted: tuple[str, str] = ("Conflict", "")
    """Code and words where a deleted one blocks the name; without words those of every type."""
    missing: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Property -> code and words where the resource whose id stands there does not exist; ``{other}`` is that id."""
    in_use: tuple[str, str] | None = None
    """Code and words where another resource needs it, so that it cannot be deleted; ``{other}`` is that one's id."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """HTTP statuses of what succeeds; 202 answers with the place of the result."""

    created: int = 201
    replaced: int = 200
    deleted: int = 200


@dataclass(frozen=True, slots=True)
class Refused:
    """Bodies of which an action is refused, with 400; ``target`` is what the error names."""

    when: When
    message: str
    code: str = "BadRequest"
    target: str = ""


@dataclass(frozen=True, slots=True)
class Renewed:
    """The key that an action makes anew: ``member`` of what is sent is one of ``names``, in any case."""

    member: str
    names: tuple[str, ...]
    message: str
    code: str = "BadRequest"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is added to an answer for bodies that have a value at a path."""

    path: str
    answers: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Action:
    """A POST below a resource: ``answers`` is what it answers, ``sets`` what it writes at paths of the body.

    ``assumes``: what is taken for members that are not sent. ``only``: the body changes where this holds.
    ``later``: it answers 202, and has its result at the place that it names. ``before_creation``: the resource need not
    be there; the workspace above it answers.
    """

    name: str
    answers: Json = None
    more: tuple[Answer, ...] = ()
    sets: Mapping[str, Json] = field(default_factory=dict)
    assumes: Mapping[str, Json] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    renews: Renewed | None = None
    only: When | None = None
    later: bool = False
    before_creation: bool = False

    @property
    def reads(self) -> bool:
        """Whether a template's function such as ``listKeys()`` may call it: it changes nothing, and answers at once."""
        return not (self.later or self.sets or self.renews or self.before_creation)


@dataclass(frozen=True, slots=True)
class Brought:
    """Children that the service makes with a resource that has a value at ``path``; nobody else makes or deletes them."""

    segment: str
    path: str
    properties: Mapping[str, Mapping[str, Json]]
    """The name of each child -> what it has."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a type a subscription may have in a region by default, under a name and words of Azure's look-up."""

    name: str
    words: str
    limit: int


@dataclass(frozen=True, slots=True)
class Served:
    """How requests about one type are served. Paths are dotted, from the root of the body."""

    required: tuple[str, ...] = ()
    """What a body must have, beyond what rules and the property table demand."""
    cases: tuple[Given, ...] = ()
    errors: Errors = Errors()
    statuses: Statuses = Statuses()
    system_data: bool = False
    """Whether its GET has ``systemData``."""
    tracked: bool = True
    """Whether it is listed with the resources of its group if it has a location."""
    exists: Literal["when made", "with parent", "with child"] = "when made"
    """Since when it is there: once it is put, as soon as its parent is, or with the first child that is put below it."""
    once: bool = False
    """Whether a name can be used one time only."""
    read_again: tuple[str, ...] = ()
    """Of ``write_only`` what is read again, such as the value that a parameter refers to."""
    actions: tuple[Action, ...] = ()
    collections: tuple[str, ...] = ()
    """What can be listed below it although it is no type."""
    brings: tuple[Brought, ...] = ()
    holds: tuple[str, ...] = ()
    """Paths of ``references`` whose resource cannot be deleted while this one is there."""
    blocked_by: str = ""
    """Last part of the type of the children that keep it from being deleted."""
    shares_name: When | None = None
    """Bodies whose names need not be unique beyond their parent."""
    gone_at_once: When | None = None
    """Bodies that cannot be recovered once they are deleted."""
    grants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of an id -> the roles that the service gives the own identity of the resource there."""
    quota: Quota | None = None
    """Where Azure tells a limit of the number of resources."""
    behaviours: tuple[Behaviour, ...] = ()


PLAIN: Final = Served()
"""As Resource Manager serves any type."""
