"""Find the resource or module that an expression denotes."""

from __future__ import annotations

from mlinfra.arm.expressions import Call, Child, Hole, Index, Interp, Member, NonNull, Paren, Ref, Value
from mlinfra.arm.printers.arm.dispatch import text_of
from mlinfra.arm.printers.arm.literals import joined
from mlinfra.arm.printers.arm.unit import Entity, Env, Handle, Unit, plain
from mlinfra.base.errors import Unprintable


def member_name(unit: Unit, value: Value) -> str | None:
    """The literal name that an access reads: of ``a.b``, ``a['b']``, ``a[('b')]`` and ``a[nameof(b)]``."""
    if isinstance(value, Member):
        return value.name
    return None if not isinstance(value, Index) or value.from_end else _literal_text(unit, value.index)


def _literal_text(unit: Unit, value: Value) -> str | None:
    """The text that a value is for the compiler before it translates anything."""
    value = plain(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Paren):
        return _literal_text(unit, value.value)
    if isinstance(value, Interp) and not any(isinstance(part, Hole) for part in value.parts):
        return joined(value)
    if isinstance(value, Call) and len(value.args) == 1 and value.name in {"any", "nameof"} and is_builtin(unit, value):
        return symbol_name(value.args[0]) if value.name == "nameof" else _literal_text(unit, value.args[0])
    return None


def handle(unit: Unit, value: Value, env: Env) -> Handle | None:
    """The resource or module that a value denotes, if it does."""
    if isinstance(value, Ref):
        entity = None if value.name in env.bound else _lookup(unit, value.name, env)
        return Handle(entity) if entity else None
    if isinstance(value, (NonNull, Paren)):
        return handle(unit, value.base if isinstance(value, NonNull) else value.value, env)
    if isinstance(value, Child):
        base = handle(unit, value.base, env)
        if base is None or value.name not in base.entity.children:
            raise Unprintable(f"no resource {value.name!r} is nested there")
        return Handle(base.entity.children[value.name])
    if isinstance(value, Index) and member_name(unit, value) is None:
        base = handle(unit, value.base, env)
        if base and base.whole:
            if value.safe or value.from_end:
                raise Unprintable(
                    f"an element of {base.entity.key!r} is read by a plain index", hint="write [index], without ? or ^"
                )
            return Handle(base.entity, text_of(unit, value.index, env))
    return None


def _lookup(unit: Unit, name: str, env: Env) -> Entity | None:
    owner = env.owner
    while owner:
        if name in owner.children:
            return owner.children[name]
        owner = owner.outer
    return unit.entities.get(name)


def is_any(unit: Unit, value: Call) -> bool:
    """Whether it is the function ``any``, which leaves no code."""
    return value.name == "any" and len(value.args) == 1 and is_builtin(unit, value)


def is_builtin(unit: Unit, value: Call) -> bool:
    """Whether it is a function of Bicep, not one of the file or of an import."""
    if value.namespace:
        return value.namespace in {"az", "sys"}
    return value.name not in unit.functions and value.name not in unit.foreign


def symbol_name(value: Value) -> str:
    """What ``nameof()`` gives: the last name of a symbol or an access."""
    if isinstance(value, (Ref, Child)):
        return value.name
    if isinstance(value, (NonNull, Paren)):
        return symbol_name(value.base if isinstance(value, NonNull) else value.value)
    if isinstance(value, Member):
        return value.name
    if isinstance(value, Index) and isinstance(plain(value.index), str):
        return str(plain(value.index))
    raise Unprintable("nameof() takes a symbol or an access by name")
