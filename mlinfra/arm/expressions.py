"""The expression tree: what a Bicep author can write as a value, as frozen nodes that both printers read.

A *value* is plain Python wherever Bicep has a literal: ``str``, ``int``, ``bool``, ``None``, a ``list`` or
``tuple`` (an array) and a ``dict`` with text keys (an object). Everything else is a node below. Names resolve
when they are printed: ``Ref("location")`` is whatever the enclosing template declares under that name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """A bare name: a parameter, variable, resource, module, loop variable, lambda variable or imported name."""

    name: str


@dataclass(frozen=True, slots=True)
class Child:
    """``parent::name``: a resource nested in another one."""

    base: Value
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """``base.name``, or ``base.?name`` when ``safe``; quoted by the printer where the name needs it."""

    base: Value
    name: str
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """``base[index]``; ``[?index]`` when ``safe``, ``[^index]`` when ``from_end``."""

    base: Value
    index: Value
    safe: bool = False
    from_end: bool = False


@dataclass(frozen=True, slots=True)
class NonNull:
    """``base!``: the author's word that it is not null; leaves no code."""

    base: Value


@dataclass(frozen=True, slots=True)
class Call:
    """``name(args)``, or ``namespace.name(args)`` for ``az.``, ``sys.`` and ``import * as`` names."""

    name: str
    args: tuple[Value, ...] = ()
    namespace: str | None = None


@dataclass(frozen=True, slots=True)
class MethodCall:
    """``base.name(args)`` on a resource: ``listKeys()``, ``getSecret('s')``; ``base.?name()`` when ``safe``."""

    base: Value
    name: str
    args: tuple[Value, ...] = ()
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Interp:
    """``'text${value}text'``: its parts in order, plain text as ``str`` and each hole as ``Hole``."""

    parts: tuple[str | Hole, ...]


@dataclass(frozen=True, slots=True)
class Hole:
    """One ``${value}`` of an interpolated text."""

    value: Value


@dataclass(frozen=True, slots=True)
class Spelled:
    """A literal or interpolated text with the author's own spelling, such as a multi-line ``'''`` text."""

    value: str | Interp
    source: str


@dataclass(frozen=True, slots=True)
class Unary:
    """``!a`` or ``-a``."""

    operator: str
    operand: Value


@dataclass(frozen=True, slots=True)
class Binary:
    """``left operator right``; the printer adds no parentheses: say them with ``Paren``."""

    operator: str
    left: Value
    right: Value


@dataclass(frozen=True, slots=True)
class Ternary:
    """``condition ? then : otherwise``."""

    condition: Value
    then: Value
    otherwise: Value


@dataclass(frozen=True, slots=True)
class Paren:
    """``(value)``; ends a chain of safe accesses, otherwise without meaning."""

    value: Value


@dataclass(frozen=True, slots=True)
class Lambda:
    """``name => body`` or ``(a, b) => body``; only as an argument."""

    names: tuple[str, ...]
    body: Value


@dataclass(frozen=True, slots=True)
class For:
    """``[for item in source: body]`` or ``[for (item, index) in source: if (condition) body]``."""

    item: str
    source: Value
    body: Value
    index: str | None = None
    condition: Value | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """``...value`` in an object or an array."""

    value: Value


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on lines of its own, with its ``//``, ``/*`` or ``#`` as written; ``trailing`` ends the item's line."""

    text: str
    trailing: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """One empty line between items or statements."""


@dataclass(frozen=True, slots=True)
class Prop:
    """``key: value``; the key is text or an ``Interp``. ``quoted`` keeps quotes the key does not need."""

    key: str | Interp | Spelled
    value: Value
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Obj:
    """An object with more than plain properties, or printed on one line when it fits (``broken=False``)."""

    items: tuple[Prop | Spread | Comment | Blank, ...] = ()
    broken: bool = True


@dataclass(frozen=True, slots=True)
class Arr:
    """An array with more than plain items, or printed on one line when it fits (``broken=False``)."""

    items: tuple[Value | Spread | Comment | Blank, ...] = ()
    broken: bool = True


Node: TypeAlias = (
    Ref | Child | Member | Index | NonNull | Call | MethodCall | Interp | Spelled | Unary | Binary | Ternary
    | Paren | Lambda | For | Obj | Arr
)  # fmt: skip
Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | Node | None"
