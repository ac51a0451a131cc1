"""Derive the ``dependsOn`` of a resource or module.

A dependency is every mention of a resource in the body, through variables too. Existing resources pass theirs on,
except that object form lists one whose run-time properties are read.
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from mlinfra.arm.expressions import Child, For, Index, Lambda, Member, MethodCall, NonNull, Ref, Value
from mlinfra.arm.printers.arm import ids, loops, reads
from mlinfra.arm.printers.arm.dispatch import text_of
from mlinfra.arm.printers.arm.handles import handle, member_name
from mlinfra.arm.printers.arm.literals import expression, quoted
from mlinfra.arm.printers.arm.order import sort_key
from mlinfra.arm.printers.arm.unit import GLOBAL, Entity, Env, Handle, Unit
from mlinfra.arm.printers.arm.variables import KNOWN, is_kept
from mlinfra.arm.printers.arm.walk import NONE, PLAIN, everything, locals_of, parts
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
    ends: list[tuple[Use, Handle]] = []
    steps: set[_Step] = set()
    for use in uses_of(unit, entity):
        _follow(unit, use, env, steps, ends, copying=True)
    handles: dict[str, dict[Use, Handle]] = {}
    for end, target in ends:
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


def _follow(
    unit: Unit, use: Use, env: Env, steps: set[_Step], ends: list[tuple[Use, Handle]], *, copying: bool
) -> None:
    """Add where a mention that stands in ``env`` leads to: through variables, and existing resources that pass theirs on.

    An index that contains ``copyIndex()`` holds only as long as all steps to it do (``copying``); else the whole
    collection is meant. ``steps`` are those taken before: they lead nowhere new.
    """
    target = use.target
    index = text_of(unit, use.index, env) if use.element else None
    copies = index is not None and "copyIndex(" in index
    if isinstance(target, Variable):
        inner = _inside_variable(unit, target, index)
    elif _is_end(unit, target, use):
        ends.append((use, Handle(target, None if copies and not copying else index)))
        return
    else:
        inner = loops.instance(unit, target, index)
    step = (id(target), index, copying and copies)
    if step in steps:
        return
    steps.add(step)
    for further in uses_of(unit, target):
        _follow(unit, further, inner, steps, ends, copying=copying and copies)


def _inside_variable(unit: Unit, variable: Variable, index: str | None) -> Env:
    if not isinstance(variable.value, For):
        return GLOBAL
    return loops.inside(unit, variable.value, GLOBAL, index or f"copyIndex({quoted(variable.name)})")


def _is_end(unit: Unit, entity: Entity, use: Use) -> bool:
    return not entity.existing or (unit.object_form and use.strong and is_kept(unit, entity))


def uses_of(unit: Unit, target: Entity | Variable) -> list[Use]:
    """What a declaration mentions; computed once."""
    key = ("uses", target.key if isinstance(target, Entity) else target.name)
    known: list[Use] | None = unit.cache.get(key)
    if known is None:
        unit.cache[key] = []  # a variable that mentions itself leads nowhere
        known = _of_entity(unit, target) if isinstance(target, Entity) else _of_variable(unit, target)
        unit.cache[key] = known
    return known


def _of_entity(unit: Unit, entity: Entity) -> list[Use]:
    decl = entity.decl
    walk = _Walk(unit, unit.env(entity), NONE if decl.loop is None else locals_of(decl.loop))
    if entity.outer:
        walk.uses.append(Use(entity.outer))
    walk.add(decl.condition)
    if decl.loop:
        walk.add(decl.loop.source)
    for name, value in entity.props.items():
        before = len(walk.uses)
        walk.add(value)
        if name in {"parent", "scope"}:
            walk.uses[before:] = [Use(use.target, use.index, use.element) for use in walk.uses[before:]]
    return walk.uses


def _of_variable(unit: Unit, variable: Variable) -> list[Use]:
    value = variable.value
    walk = _Walk(unit, GLOBAL, locals_of(value) if isinstance(value, For) else NONE)
    if isinstance(value, For):
        walk.add(value.source)
        walk.add(value.body)
    else:
        walk.add(value)
    return walk.uses


_MENTIONS = frozenset((Ref, Child, Index))
_SCOPES = frozenset((For, Lambda))


@dataclass(frozen=True, slots=True)
class _Walk:
    """One pass over a declaration; ``own`` are the names that its own loop declares, ``uses`` what was met so far."""

    unit: Unit
    env: Env
    own: frozenset[str]
    uses: list[Use] = field(default_factory=list)

    def add(self, value: Value, local: frozenset[str] = NONE) -> None:
        """Add the mentions in a value; ``local`` are the names that inner loops and lambdas declare."""
        kind: type = type(value)
        if kind in PLAIN:
            return
        if kind in _MENTIONS and self._add_mention(value, local, strong=True):
            return
        if isinstance(value, (Member, Index, MethodCall)):
            strong = not isinstance(value, MethodCall) and member_name(self.unit, value) not in KNOWN
            if self._add_mention(value.base, local, strong=strong):
                for part in parts(value):
                    if part is not value.base:
                        self.add(part, local)
                return
        inner = local | locals_of(value) if kind in _SCOPES else local
        if kind is dict and PLAIN.issuperset(map(type, value.values())):  # type: ignore[union-attr]  # it is an object
            return
        for part in parts(value):
            if type(part) not in PLAIN:
                self.add(part, inner)

    def _add_mention(self, value: Value, local: frozenset[str], *, strong: bool) -> bool:
        """Add the mention that a value is, and those in its index; False where it is none."""
        use = self._mention(value, local, strong=strong)
        if use is None:
            return False
        self.uses.append(use)
        self.add(use.index, local)
        return True

    def _mention(self, value: Value, local: frozenset[str], *, strong: bool) -> Use | None:
        while isinstance(value, NonNull):
            value = value.base
        if isinstance(value, Ref):
            return self._of_name(value, local, strong=strong)
        if isinstance(value, Index) and member_name(self.unit, value) is None:
            base = self._mention(value.base, local, strong=strong)
            if base is None or base.element or not _is_collection(base.target):
                return None
            names = {item.name for item in everything(value.index) if isinstance(item, Ref)}
            return Use(base.target, value.index, not names & local, strong)
        target = handle(self.unit, value, self.env) if isinstance(value, Child) else None
        return Use(target.entity, strong=strong) if target else None

    def _of_name(self, value: Ref, local: frozenset[str], *, strong: bool) -> Use | None:
        if value.name in local or value.name in self.own:
            return None
        if value.name in self.unit.variables:
            return Use(self.unit.variables[value.name])
        target = handle(self.unit, value, self.env)
        return Use(target.entity, strong=strong) if target else None


def _is_collection(target: Entity | Variable) -> bool:
    return isinstance(target.value, For) if isinstance(target, Variable) else target.decl.loop is not None
