"""Name what the author gave no name: as Microsoft's Cloud Adoption Framework does, or as the stack's convention says."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mlinfra.base.errors import InvalidInput, MlinfraError
from mlinfra.base.scope import Scope
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import NameRecipe, ResourceType
from mlinfra.landing_zone.graph.node_id import own_scope
from mlinfra.landing_zone.graph.references import scope_of
from mlinfra.landing_zone.model.naming import NameRequest, Naming, NamingFunction, bare
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.stack import Stack

_HASH = 6
"""Characters that keep names unique in all of Azure apart; 36 to the 6th values."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Name(NamedTuple):
    """A name; ``full`` is what it would be if Azure took names of any length."""

    text: str
    full: str


class Asked(NamedTuple):
    """What is to be named: ``called`` is its class, ``where`` the line that asks for it, ``part`` that of its owner."""

    called: str
    where: str
    owner: str
    scope: Scope
    part: str = ""


def seed_of(stack: Stack) -> str:
    """What the names of a stack that must be unique in all of Azure are hashed with, so that they never change."""
    home = stack.scope.place
    place = home.resource_group or home.management_group or ""
    return f"{home.subscription or ''}/{place}/{stack.name}{stack.name_salt}".lower()


class Namer:
    """Names the resources of one stack, and counts those of each type."""

    def __init__(self, stack: Stack, convention: NamingFunction | None) -> None:
        self.stack = stack
        own = Naming(stack.naming) if isinstance(stack.naming, str) else stack.naming
        self.convention = own or convention
        self.seed = seed_of(stack)
        self.own = own_scope(stack.scope.place)
        self.counts: Counter[str] = Counter()
        self.regions = dict(self._regions()) if self.convention is not None else {}

    def name(self, arm_type: str, asked: Asked) -> Name:
        """The name of a resource that is asked for.

        Raises `LookupError` for a type without a name recipe in the catalogue, and `InvalidInput` for a name of the
        convention that Azure refuses: it is never cut off.
        """
        entry = find_type(arm_type)
        if entry is None or entry.recipe is None:
            raise LookupError(f"{asked.called} may go without a name, but {arm_type} has no name recipe")
        hashed = self._hash(asked) if entry.recipe.unique or self.convention is not None else ""
        default = _default(entry.recipe, asked, hashed)
        if self.convention is None:
            return default
        self.counts[arm_type] += 1
        text = self._by_convention(self.convention, entry, asked, self._request(entry, asked, hashed, default.text))
        return Name(text, text)

    def _hash(self, asked: Asked) -> str:
        """Two resources of one name in two groups of a stack have different names in all of Azure."""
        seed = self.seed if asked.scope == self.own else f"{self.seed}/{asked.scope.key}"
        digest = int.from_bytes(hashlib.sha256(f"{seed}/{asked.owner}".lower().encode()).digest(), "big")
        return "".join(_base_36(digest, _HASH))

    def _request(self, entry: ResourceType, asked: Asked, hashed: str, default: str) -> NameRequest:
        assert entry.recipe is not None, "looked at before"
        stack, stage = self.stack, self.stack.stage
        home = stack.scope.place
        group = home.resource_group if asked.scope == self.own else asked.scope.resource_group
        return NameRequest(
            type=entry.type,
            abbreviation=entry.recipe.prefix,
            word=entry.word,
            separator=entry.recipe.separator,
            owner=asked.owner,
            part=asked.part,
            stack=stack.name,
            stage=stage,
            workload=re.sub(rf"[-_.]?{re.escape(stage)}$", "", stack.name) or stack.name if stage else stack.name,
            resource_group=group or "",
            region=self.regions.get(asked.scope.key, ""),
            index=self.counts[entry.type],
            hash=hashed,
            default=default,
        )

    def _regions(self) -> Iterator[tuple[str, str]]:
        """The regions of the resource groups that say one, or that are created with the stack, by their scopes."""
        home = self.stack.scope.place
        for group in self.stack.resources:
            if isinstance(group, ResourceGroup):
                yield scope_of(group, home).key, group.location or home.location or ""
            elif isinstance(group.scope, ResourceGroup):
                yield scope_of(group.scope, home).key, group.scope.location or ""
        yield self.own.key, home.location or ""

    def _by_convention(
        self, convention: NamingFunction, entry: ResourceType, asked: Asked, request: NameRequest
    ) -> str:
        by, place = spelled(convention), f"{asked.where} {asked.called}.name".strip()
        owner = f"the {asked.called} of {asked.owner}"
        try:
            name = convention(request)
        except MlinfraError as error:
            raise InvalidInput(
                f"{by} gives no name to {owner}: {error.message}", where=place, hint=error.hint
            ) from error
        except Exception as error:
            message = f"{by} raised {type(error).__name__} for {owner}: {error}"
            raise InvalidInput(message, where=place, hint="correct the function") from error
        if not isinstance(name, str):
            message = f"{by} gave back {type(name).__name__} for {owner}, not a text"
            raise InvalidInput(message, where=place, hint="return the name")
        if not entry.name.allows(name):
            message = f"{by} names {owner} {name!r} ({len(name)} characters), which Azure refuses"
            hint = f"allowed for {entry.type}: {entry.name.words}; change it, or give the {asked.called} a name"
            raise InvalidInput(message, where=place, hint=hint)
        return name


def spelled(convention: NamingFunction) -> str:
    """What messages call a convention: its pattern, or its function with the file."""
    if isinstance(convention, Naming):
        return f"the naming pattern {convention.pattern!r}"
    code = getattr(convention, "__code__", None)
    file = f" ({code.co_filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{code.co_firstlineno})" if code else ""
    return f"the naming function {getattr(convention, '__name__', type(convention).__name__)}{file}"


def _default(recipe: NameRecipe, asked: Asked, hashed: str) -> Name:
    """CAF's abbreviation and the owner's name: ``kv-churn-x7k2p9`` where it must be unique in Azure, else ``log-churn``.

    An owner's name that is too long is shortened: ``full`` tells, and a rule says so. A ``literal`` name never is.
    """
    owner = asked.owner if not asked.part else f"{asked.owner}-{asked.part}"
    if recipe.literal:
        return Name(*[recipe.separator.join((recipe.prefix, owner))] * 2)
    middle = bare(owner) if recipe.separator else re.sub(r"[^a-z0-9]", "", bare(owner))
    tail = [hashed] if recipe.unique else []
    room = recipe.limit - sum(len(part) + len(recipe.separator) for part in (recipe.prefix, *tail))
    full = recipe.separator.join(filter(None, [recipe.prefix, middle, *tail]))
    return Name(recipe.separator.join(filter(None, [recipe.prefix, middle[:room].strip("-"), *tail])), full)


def _base_36(number: int, count: int) -> Iterator[str]:
    """So many of the last digits of a number, the last first."""
    return (_DIGITS[number // 36**place % 36] for place in range(count))
