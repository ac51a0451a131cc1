"""What a forecast says of one resource, as a value: an action, and the properties that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal, TypeAlias

from mlinfra.base.json_value import Json
from mlinfra.base.origin import Origin
from mlinfra.catalogue.refusal import Refusal, standing

Certainty: TypeAlias = Literal["definite", "potential"]
Level: TypeAlias = Literal["none", "low", "medium", "high"]


class Action(str, Enum):
    """What happens to a resource. The members stand in the order in which plans list them, the most dangerous first.

    ``REPLACE`` is what ``deploy --replace`` does: it deletes and creates. Without it a change of a property that is fixed
    at creation is ``REFUSED``: Azure would refuse it, and nothing is sent. ``NO_EFFECT`` is what Azure takes and ignores.

    The value is the word in the plan's JSON; ``symbol`` is what people read, as in Azure's own what-if.
    """

    symbol: str

    def __new__(cls, word: str, symbol: str) -> Action:  # ruff: ignore[non-self-return-type]  # Self is in typing from Python 3.11 on
        """A member whose value is the word and that knows its symbol."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.symbol = symbol
        return member

    DELETE = ("delete", "-")
    REPLACE = ("replace", "-/+")
    REFUSED = ("refused", "!!")
    DETACH = ("detach", "v")
    MODIFY = ("modify", "~")
    NO_EFFECT = ("no_effect", "~?")
    CREATE = ("create", "+")
    DEPLOY = ("deploy", "!")
    OTHER = ("other", "?")
    UNSUPPORTED = ("unsupported", "x")
    NO_CHANGE = ("no_change", "=")
    IGNORE = ("ignore", "*")

    @property
    def sort_key(self) -> int:
        """The place in the order of plans; 0 is the most dangerous."""
        return _ORDER[self]

    @property
    def changes(self) -> bool:
        """Whether something in Azure becomes different; an action nobody knows counts as one that does."""
        return self not in _QUIET

    @property
    def sends(self) -> bool:
        """Whether a deployment would make something different; what Azure takes and ignores is not worth one."""
        return self.changes and self is not Action.NO_EFFECT

    @property
    def destroys(self) -> bool:
        """Whether a resource, and with it what it holds, goes away."""
        return self in {Action.DELETE, Action.REPLACE}


_ORDER = {action: place for place, action in enumerate(Action)}
_QUIET = frozenset({Action.NO_CHANGE, Action.IGNORE, Action.UNSUPPORTED})


class DeltaAction(str, Enum):
    """What happens to one property; the value is the word in the plan's JSON."""

    DELETE = "delete"
    CREATE = "create"
    MODIFY = "modify"
    NO_EFFECT = "no_effect"


@dataclass(frozen=True, slots=True)
class Noise:
    """Why a difference is folded away: the rule's name (``N016``, or ``ignore`` for the user's own) and its reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Delta:
    """One property that differs.

    ``path`` reads ``properties.ipRules[0].value``; an item that was matched by its key is named by it, as in
    ``properties.logs[Writes].enabled``; odd names stand in quotes, as in ``tags['hidden-link:x']``.
    ``replaces``: Azure cannot change it in place. ``ineffective``: why Azure accepts the change and does nothing, or None.
    ``security``: it decides who may do what; noise rules never hide it. ``sensitive``: the values are masks. ``field``
    is the field of the model behind it, empty for what is set by ``extra=``, by mlinfra itself, or in no stack file.
    """

    path: str
    action: DeltaAction
    before: Json = None
    after: Json = None
    noise: Noise | None = None
    replaces: Annotated[bool, "Azure cannot change it in place."] = False
    ineffective: Annotated[str | None, "Why Azure accepts it and changes nothing."] = None
    security: Annotated[bool, "It decides who may do what; never folded."] = False
    sensitive: Annotated[bool, "The values are masks."] = False
    field: Annotated[
        str, "The field of the model that says it, such as `size` or `nodes.minimum`; empty without one."
    ] = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """How much a change can hurt, and why; the reason is for people and steers nothing."""

    level: Level = "none"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The forecast for one resource.

    ``id`` is the ARM id (or the expression text of one that is not known), ``address`` what people call the resource,
    ``scope`` the id of the group, subscription or management group around it ("" when unknown).
    ``before`` and ``after`` are None where the resource is absent, or where Azure sent no body.
    ``noise`` is set when every difference is folded. ``management`` holds what a deployment stack changes around
    the resource: ``{"status": {before, after}, "deny": {before, after}}``. ``refusals`` are what Azure would refuse, and
    what is sent nevertheless as the author accepts it.
    """

    action: Action
    address: str
    id: Annotated[str, "The ARM id, or the expression of one that is not known."]
    type: str
    name: str
    scope: str
    certainty: Certainty = "definite"
    before: Mapping[str, Json] | None = None
    after: Mapping[str, Json] | None = None
    deltas: tuple[Delta, ...] = ()
    origin: Origin | None = None
    risk: Risk = Risk()
    noise: Noise | None = None
    unsupported_reason: str | None = None
    management: Annotated[Mapping[str, Json] | None, "What a deployment stack changes around the resource."] = None
    refusals: Annotated[tuple[Refusal, ...], "What Azure would refuse, accepted values too."] = ()

    @property
    def symbol(self) -> str:
        """The action's symbol, as people read it."""
        return self.action.symbol

    @property
    def refused(self) -> bool:
        """Whether Azure would refuse something that nobody accepted."""
        return any(standing(self.refusals))

    @property
    def visible(self) -> bool:
        """Whether this change counts: something becomes different, and it is not folded noise."""
        return self.noise is None and self.action.changes

    @property
    def order(self) -> tuple[int, str, str, str]:
        """The sort key: danger, then scope, then address."""
        return (self.action.sort_key, self.scope.casefold(), self.address.casefold(), self.id.casefold())
