"""The template tree: one Bicep file as frozen statements, from which both printers read.

`print_bicep` lays it out for people, `print_arm` makes of it what the Bicep compiler would. Statements of a file
stand in ``Template.body`` in the order in which they are printed; a module's file hangs on its `Module`.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal, TypeAlias

from mlinfra.arm.expressions import Blank, Comment, For, Prop, Spelled, Value
from mlinfra.base.frozen import dataclass
from mlinfra.base.origin import Origin

Scope: TypeAlias = Literal["resourceGroup", "subscription", "managementGroup", "tenant"]


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type by name: ``string``, ``int``, ``bool``, ``object``, ``array``, ``any``, an alias, ``sys.string``."""

    name: str


@dataclass(frozen=True, slots=True)
class TypeLiteral:
    """A literal as a type: ``'small'``, ``5``, ``true``, ``null``."""

    value: str | int | bool | Spelled | None


@dataclass(frozen=True, slots=True)
class TypeArray:
    """``item[]``."""

    item: Type


@dataclass(frozen=True, slots=True)
class TypeNullable:
    """``item?``."""

    item: Type


@dataclass(frozen=True, slots=True)
class TypeUnion:
    """``a | b``; members in the author's order."""

    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class TypeParen:
    """``(item)``."""

    item: Type


@dataclass(frozen=True, slots=True)
class TypeMember:
    """``base.name``, ``base[*]``, ``base[1]`` or ``base.*``; ``access`` is the part after the base, as written."""

    base: Type
    access: str


@dataclass(frozen=True, slots=True)
class TypeGeneric:
    """``resourceInput<'Type@version'>`` or ``resourceOutput<…>``."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class TypeProperty:
    """One property of an object type, with its decorators; ``name`` None is the ``*`` of additional properties."""

    name: str | None
    type: Type
    decorators: tuple[Decorator, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class TypeObject:
    """``{ name: type }``."""

    items: tuple[TypeProperty | Comment | Blank, ...]
    broken: bool = True


@dataclass(frozen=True, slots=True)
class TypeTuple:
    """``[type, type]``; its items are properties without a name."""

    items: tuple[TypeProperty | Comment | Blank, ...]
    broken: bool = False


Type: TypeAlias = (
    TypeName | TypeLiteral | TypeArray | TypeNullable | TypeUnion | TypeParen | TypeMember | TypeGeneric
    | TypeObject | TypeTuple
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decorator:
    """``@name(args)``, or ``@sys.name(args)`` with ``namespace``."""

    name: str
    args: tuple[Value, ...] = ()
    namespace: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """``metadata name = value``."""

    name: str
    value: Value
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """``import { a, b as c } from 'file'`` or ``import * as name from 'file'``; ``template`` is that file."""

    path: str
    names: tuple[tuple[str, str | None], ...] = ()
    wildcard: str | None = None
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class TypeAliasDeclaration:
    """``type name = type``."""

    name: str
    type: Type
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """``func name(parameters) output => body``."""

    name: str
    parameters: tuple[tuple[str, Type], ...]
    output: Type
    body: Value
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """``param name type = default``; ``has_default`` tells ``= null`` from no default."""

    name: str
    type: Type
    default: Value = None
    has_default: bool = False
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """``var name = value``, with a type where one is written."""

    name: str
    value: Value
    type: Type | None = None
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """``resource symbol 'type@version' = body``; ``items`` are its properties and nested resources in order.

    ``condition`` is ``if (…)``, ``loop`` the ``for`` around the body (its own body is unused and None).
    ``name``, ``parent``, ``scope`` and ``dependsOn`` are ordinary properties among ``items``.
    """

    symbol: str
    type: str
    version: str | None
    items: tuple[Prop | Resource | Comment | Blank, ...]
    existing: bool = False
    condition: Value | None = None
    loop: For | None = None
    decorators: tuple[Decorator, ...] = ()
    origin: Origin | None = field(default=None, compare=False)
    """What it was made of, where a stack made it; printed nowhere."""


@dataclass(frozen=True, slots=True)
class Module:
    """``module symbol 'path' = body``; ``template`` is the tree behind the path, or finished ARM JSON."""

    symbol: str
    path: str
    template: Template | dict[str, Any]
    items: tuple[Prop | Comment | Blank, ...]
    condition: Value | None = None
    loop: For | None = None
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """``output name type = value``."""

    name: str
    type: Type
    value: Value
    decorators: tuple[Decorator, ...] = ()


Statement: TypeAlias = (
    Metadata | Import | TypeAliasDeclaration | Function | Parameter | Variable | Resource | Module | Output
    | Comment | Blank
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """One Bicep file. ``scope`` None leaves ``targetScope`` out, which means a resource group.

    ``files`` holds the contents that ``loadTextContent`` and its siblings read, by path.
    """

    body: tuple[Statement, ...]
    scope: Scope | None = None
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """``param name = value`` of a parameter file."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class ParameterFile:
    """One ``.bicepparam``: the template it uses and its assignments, comments and blank lines in order."""

    using: str
    body: tuple[Assignment | Variable | Comment | Blank, ...]
