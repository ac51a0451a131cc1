"""A resource or module goes in; its ``dependsOn`` comes out.

A dependency is every mention of a resource in the body, through variables too. Existing resources pass theirs on,
except that object form lists one whose run-time properties are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mlinfra.expr import Child, Index, Member, MethodCall, NonNull, Paren, Ref, Value
from mlinfra.printers.arm import access, ids, loops, reads, values
from mlinfra.printers.arm.unit import GLOBAL, Entity, Env, Handle, Unit
from mlinfra.printers.arm.variables import KNOWN, is_kept
from mlinfra.printers.arm.walk import everything, locals_of, parts


@dataclass(frozen=True, slots=True)
class Use:
    """One mention of a resource: ``strong`` where its run-time properties are read."""

    entity: Entity
    index: Value = None
    element: bool = False
    strong: bool = False


@dataclass(slots=True)
class _Found:
    """Dependencies as they are collected."""

    single: dict[str, Entity] = field(default_factory=dict)
    whole: dict[str, Entity] = field(default_factory=dict)
    elements: list[tuple[str, Handle]] = field(default_factory=list)
    seen: set[Entity] = field(default_factory=set)


def depends_on(unit: Unit, entity: Entity) -> list[str]:
    """The sorted entries of ``dependsOn``."""
    found = _Found()
    _collect(unit, uses_of(unit, entity), loops.instance(unit, entity, None), found)
    entries = [(key, _entry(unit, Handle(item))) for key, item in found.single.items()]
    entries += [(key, key) for key in found.whole]
    entries += [(key, _entry(unit, target)) for key, target in found.elements if key not in found.whole]
    return [entry for _, entry in sorted(entries, key=lambda item: sort_key(item[0]))]


def _entry(unit: Unit, target: Handle) -> str:
    if not unit.object_form:
        return values.expression(ids.resource_id(unit, target))
    return target.entity.key if target.index is None else values.expression(reads.symbol(target))


def sort_key(name: str) -> tuple[list[tuple[int, str]], list[bool]]:
    """The order of the invariant culture: ``_`` and ``:`` before digits before letters, case at the very end."""
    folded = [({"_": 0, ":": 1}.get(c, 2 if c.isdigit() else 3), c.lower()) for c in name]
    return folded, [c.isupper() for c in name]


def _collect(unit: Unit, uses: list[Use], env: Env | None, found: _Found) -> None:
    """Adds uses that stand in ``env``; None is the body of a whole collection, whose elements stand for all."""
    for use in uses:
        entity = use.entity
        index = None
        if use.element and env is not None:
            index = values.text_of(unit, use.index, env)
        if entity.existing and not (unit.object_form and use.strong and is_kept(unit, entity)):
            _pass_on(unit, entity, index, found)
        elif entity.decl.loop is None:
            found.single[entity.key] = entity
        elif index is None:
            found.whole[entity.key] = entity
        else:
            found.elements.append((entity.key, Handle(entity, index)))


def _pass_on(unit: Unit, entity: Entity, index: str | None, found: _Found) -> None:
    if index is None and entity in found.seen:
        return
    if index is None:
        found.seen.add(entity)
    whole = entity.decl.loop is not None and index is None
    _collect(unit, uses_of(unit, entity), None if whole else loops.instance(unit, entity, index), found)


def uses_of(unit: Unit, entity: Entity) -> list[Use]:
    """What an entity mentions in its own declaration; computed once."""
    key = ("uses", entity)
    if key not in unit.cache:
        unit.cache[key] = list(_uses_of(unit, entity))
    found: list[Use] = unit.cache[key]
    return found


def _uses_of(unit: Unit, entity: Entity) -> Iterator[Use]:
    decl = entity.decl
    names = frozenset() if decl.loop is None else locals_of(decl.loop)
    walk = _Walk(unit, entity.env, names)
    if entity.outer:
        yield Use(entity.outer)
    yield from walk.uses(decl.condition)
    if decl.loop:
        yield from walk.uses(decl.loop.source)
    for name, value in entity.props.items():
        for use in walk.uses(value):
            weak = name in {"parent", "scope"} and use.strong
            yield Use(use.entity, use.index, use.element) if weak else use


@dataclass(slots=True)
class _Walk:
    """One pass over a declaration; each variable is followed once."""

    unit: Unit
    env: Env
    own: frozenset[str]
    """The names that the loop of the declaration itself declares."""
    followed: set[str] = field(default_factory=set)

    def uses(self, value: Value, local: frozenset[str] = frozenset()) -> Iterator[Use]:
        """The mentions in a value; ``local`` are the names that inner loops and lambdas declare."""
        if isinstance(value, (Member, Index, MethodCall, Child, Ref, NonNull, Paren)):
            yield from self._read(value, local)
            return
        inner = local | locals_of(value)
        for part in parts(value):
            yield from self.uses(part, inner)

    def _read(self, value: Value, local: frozenset[str]) -> Iterator[Use]:
        if isinstance(value, Ref) and (value.name in local or value.name in self.own):
            return
        use = self._mention(value, local, strong=True)
        if use:
            yield use
            if isinstance(value, Index):
                yield from self.uses(value.index, local)
            return
        if isinstance(value, (Member, Index, MethodCall)):
            strong = not isinstance(value, MethodCall) and access.member_name(value) not in KNOWN
            use = self._mention(value.base, local, strong=strong)
            if use:
                yield use
                yield from self._arguments(value, local)
                return
        if isinstance(value, Ref):
            yield from self._variable(value.name)
        for part in parts(value):
            yield from self.uses(part, local)

    def _arguments(self, value: Member | Index | MethodCall, local: frozenset[str]) -> Iterator[Use]:
        """What stands behind the base of an access: indexes and arguments."""
        base = value.base
        while isinstance(base, (NonNull, Paren)):
            base = base.base if isinstance(base, NonNull) else base.value
        inner = (base.index,) if isinstance(base, Index) else ()
        own = value.args if isinstance(value, MethodCall) else (value.index,) if isinstance(value, Index) else ()
        for part in (*inner, *own):
            yield from self.uses(part, local)

    def _mention(self, value: Value, local: frozenset[str], *, strong: bool) -> Use | None:
        while isinstance(value, (NonNull, Paren)):
            value = value.base if isinstance(value, NonNull) else value.value
        if isinstance(value, Index) and access.member_name(value) is None:
            base = self._mention(value.base, local, strong=strong)
            if base is None or base.element or base.entity.decl.loop is None:
                return None
            names = {item.name for item in everything(value.index) if isinstance(item, Ref)}
            if names & local:
                return Use(base.entity, strong=strong)
            return Use(base.entity, value.index, element=True, strong=strong)
        if isinstance(value, Ref) and (value.name in local or value.name in self.own):
            return None
        target = access.handle(self.unit, value, self.env) if isinstance(value, (Ref, Child)) else None
        return Use(target.entity, strong=strong) if target else None

    def _variable(self, name: str) -> Iterator[Use]:
        if name in self.unit.variables and name not in self.followed:
            self.followed.add(name)
            walk = _Walk(self.unit, GLOBAL, frozenset(), self.followed)
            yield from walk.uses(self.unit.variables[name].value)
