"""Derive the ``dependsOn`` of a resource or module.

A dependency is every mention of a resource in the body, through variables too. Existing resources pass theirs on,
except that object form lists one whose run-time properties are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from mlinfra.arm.expressions import Child, For, Index, Lambda, Member, MethodCall, NonNull, Ref, Value
from mlinfra.arm.printers.arm import ids, loops, reads
from mlinfra.arm.printers.arm.dispatch import text_of
from mlinfra.arm.printers.arm.handles import handle, member_name
from mlinfra.arm.printers.arm.literals import expression, quoted
from mlinfra.arm.printers.arm.order import sort_key
from mlinfra.arm.printers.arm.unit import GLOBAL, Entity, Env, Handle, Unit
from mlinfra.arm.printers.arm.variables import KNOWN, is_kept
from mlinfra.arm.printers.arm.walk import LEAVES, NONE, everything, locals_of, parts
from mlinfra.arm.tree import Variable
from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """One mention of a resource, module or variable: ``strong`` where its run-time properties are read.

    Mentions are told apart by identity: the compiler lists an element once for each of them.
    """

    target: Entity | Variable
    index: Value = None
    element: bool = False
    strong: bool = False


_Step: TypeAlias = "tuple[int, str | None, bool]"
"""A declaration that was passed, by identity, with which index, and whether ``copyIndex()`` still held."""


def depends_on(unit: Unit, entity: Entity) -> list[str]:
    """The sorted entries of ``dependsOn``."""
    env = loops.instance(unit, entity, None)
    handles: dict[str, dict[Use, Handle]] = {}
    steps: set[_Step] = set()
    for use in uses_of(unit, entity):
        for end, target in _ends(unit, use, env, steps, copying=True):
            handles.setdefault(target.entity.key, {}).setdefault(end, target)
    entries: list[str] = []
    for key in sorted(handles, key=sort_key):
        targets = list(handles[key].values())
        collection = next((target for target in targets if target.index is None), None)
        entries += [_entry(unit, target) for target in ([collection] if collection else targets)]
    return entries


def _entry(unit: Unit, target: Handle) -> str:
    if target.whole:
        return target.entity.key
    if not unit.object_form:
        return expression(ids.resource_id(unit, target))
    return target.entity.key if target.index is None else expression(reads.symbol(target))


def _ends(unit: Unit, use: Use, env: Env, steps: set[_Step], *, copying: bool) -> Iterator[tuple[Use, Handle]]:
    """Where a mention that stands in ``env`` leads to: through variables, and existing resources that pass theirs on.

    An index that contains ``copyIndex()`` holds only as long as all steps to it do (``copying``); else the whole
    collection is meant. ``steps`` are those taken before: they lead nowhere new.
    """
    target = use.target
    index = text_of(unit, use.index, env) if use.element else None
    copies = index is not None and "copyIndex(" in index
    if isinstance(target, Variable):
        inner = _inside_variable(unit, target, index)
    elif _is_end(unit, target, use):
        yield use, Handle(target, None if copies and not copying else index)
        return
    else:
        inner = loops.instance(unit, target, index)
    step = (id(target), index, copying and copies)
    if step in steps:
        return
    steps.add(step)
    for further in uses_of(unit, target):
        yield from _ends(unit, further, inner, steps, copying=copying and copies)


def _inside_variable(unit: Unit, variable: Variable, index: str | None) -> Env:
    if not isinstance(variable.value, For):
        return GLOBAL
    return loops.inside(unit, variable.value, GLOBAL, index or f"copyIndex({quoted(variable.name)})")


def _is_end(unit: Unit, entity: Entity, use: Use) -> bool:
    return not entity.existing or (unit.object_form and use.strong and is_kept(unit, entity))


def uses_of(unit: Unit, target: Entity | Variable) -> list[Use]:
    """What a declaration mentions; computed once."""
    key = ("uses", target.key if isinstance(target, Entity) else target.name)
    if key not in unit.cache:
        unit.cache[key] = []  # a variable that mentions itself leads nowhere
        uses = _of_entity(unit, target) if isinstance(target, Entity) else _of_variable(unit, target)
        unit.cache[key] = list(uses)
    known: list[Use] = unit.cache[key]
    return known


def _of_entity(unit: Unit, entity: Entity) -> Iterator[Use]:
    decl = entity.decl
    walk = _Walk(unit, unit.env(entity), NONE if decl.loop is None else locals_of(decl.loop))
    if entity.outer:
        yield Use(entity.outer)
    yield from walk.uses(decl.condition)
    if decl.loop:
        yield from walk.uses(decl.loop.source)
    for name, value in entity.props.items():
        for use in walk.uses(value):
            weak = name in {"parent", "scope"} and use.strong
            yield Use(use.target, use.index, use.element) if weak else use


def _of_variable(unit: Unit, variable: Variable) -> Iterator[Use]:
    value = variable.value
    if isinstance(value, For):
        walk = _Walk(unit, GLOBAL, locals_of(value))
        yield from walk.uses(value.source)
        yield from walk.uses(value.body)
    else:
        yield from _Walk(unit, GLOBAL, NONE).uses(value)


_MENTIONS = frozenset((Ref, Child, Index))
_SCOPES = frozenset((For, Lambda))
_PLAIN = LEAVES - {Ref}


@dataclass(frozen=True, slots=True)
class _Walk:
    """One pass over a declaration; ``own`` are the names that its own loop declares."""

    unit: Unit
    env: Env
    own: frozenset[str]

    def uses(self, value: Value, local: frozenset[str] = NONE) -> Iterator[Use]:
        """The mentions in a value; ``local`` are the names that inner loops and lambdas declare."""
        kind = type(value)
        if kind in _MENTIONS:
            use = self._mention(value, local, strong=True)
            if use:
                yield from self._with_index(use, local)
                return
        if kind in LEAVES:
            return
        if isinstance(value, (Member, Index, MethodCall)):
            strong = not isinstance(value, MethodCall) and member_name(self.unit, value) not in KNOWN
            use = self._mention(value.base, local, strong=strong)
            if use:
                yield from self._with_index(use, local)
                for part in parts(value):
                    if part is not value.base:
                        yield from self.uses(part, local)
                return
        inner = local | locals_of(value) if kind in _SCOPES else local
        for part in parts(value):
            if type(part) not in _PLAIN:
                yield from self.uses(part, inner)

    def _with_index(self, use: Use, local: frozenset[str]) -> Iterator[Use]:
        """The mention, and those in its index."""
        yield use
        yield from self.uses(use.index, local)

    def _mention(self, value: Value, local: frozenset[str], *, strong: bool) -> Use | None:
        while isinstance(value, NonNull):
            value = value.base
        if isinstance(value, Index) and member_name(self.unit, value) is None:
            base = self._mention(value.base, local, strong=strong)
            if base is None or base.element or not _is_collection(base.target):
                return None
            names = {item.name for item in everything(value.index) if isinstance(item, Ref)}
            return Use(base.target, value.index, not names & local, strong)
        if isinstance(value, Ref):
            if value.name in local or value.name in self.own:
                return None
            if value.name in self.unit.variables:
                return Use(self.unit.variables[value.name])
        elif not isinstance(value, Child):
            return None
        target = handle(self.unit, value, self.env)
        return Use(target.entity, strong=strong) if target else None


def _is_collection(target: Entity | Variable) -> bool:
    return isinstance(target.value, For) if isinstance(target, Variable) else target.decl.loop is not None
