"""The symbol table of one file, from which every part of the ARM printer reads.

A `Unit` is made once per file and holds what would otherwise be computed again at each use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from mlinfra.arm.expressions import Blank, Comment, Prop, Spelled, Value
from mlinfra.arm.printers.arm.contents import Contents
from mlinfra.arm.tree import (
    Decorator,
    Function,
    Import,
    Metadata,
    Module,
    Output,
    Parameter,
    Resource,
    Scope,
    Template,
    TypeAliasDeclaration,
    Variable,
)
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Env:
    """Where an expression stands: the resource around it, and the expressions that local names stand for."""

    owner: Entity | None = None
    bound: Mapping[str, str] = field(default_factory=dict)
    modules: frozenset[str] = frozenset()
    """Those local names that are elements of a module collection."""

    def bind(self, names: Mapping[str, str], modules: frozenset[str] = frozenset()) -> Env:
        """The place inside a loop, lambda or function."""
        return Env(self.owner, {**self.bound, **names}, (self.modules - names.keys()) | modules)


GLOBAL = Env()


@dataclass(slots=True, eq=False)
class Entity:
    """A declared resource or module."""

    decl: Resource | Module
    key: str
    """Its symbolic name; ``outer::inner`` when nested."""
    outer: Entity | None
    type: str
    version: str
    props: dict[str, Value]
    children: dict[str, Entity] = field(default_factory=dict)

    is_module: bool = field(init=False)
    existing: bool = field(init=False)
    """Whether it is a resource that is there already."""

    def __post_init__(self) -> None:
        self.is_module = isinstance(self.decl, Module)
        self.existing = isinstance(self.decl, Resource) and self.decl.existing


@dataclass(frozen=True, slots=True)
class Handle:
    """An expression that denotes a resource or module; ``index`` is an expression text where it is an element."""

    entity: Entity
    index: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it denotes a whole collection."""
        return self.entity.decl.loop is not None and self.index is None


Handler: TypeAlias = "Callable[[Unit, Any, Env], Any]"
"""What translates the values of one class."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Class of a value -> what translates it: to text inside an expression, and to JSON."""

    text: Mapping[type, Handler]
    json: Mapping[type, Handler]


@dataclass(slots=True, eq=False)
class Unit:
    """The symbols of one file."""

    template: Template
    scope: Scope
    tables: Tables
    object_form: bool = False
    metadata: list[Metadata] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    types: dict[str, TypeAliasDeclaration] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    outputs: list[Output] = field(default_factory=list)
    contents: Contents = field(default_factory=Contents)
    foreign: dict[str, Imported] = field(default_factory=dict)
    """What imports bring, by the name it has in this file; ``namespace.name`` for ``import * as``."""
    final: dict[str, str] = field(default_factory=dict)
    """In a unit that another file imports: the names its symbols have there."""
    cache: dict[Any, Any] = field(default_factory=dict)
    """What was computed once: texts of loop sources, uses of entities, inlining of variables."""

    envs: dict[Entity, Env] = field(default_factory=dict)
    """Where the values of entities stand; an entity with its own in it would stay in memory until garbage is collected."""

    def env(self, entity: Entity) -> Env:
        """Where the values of a resource or module stand."""
        return self.envs.get(entity) or self.envs.setdefault(entity, GLOBAL if entity.is_module else Env(entity))

    def all_entities(self) -> Iterator[Entity]:
        """Nested resources first, deepest first, then top-level resources, then modules."""
        resources = [entity for entity in self.entities.values() if not entity.is_module]
        for entity in resources:
            if entity.children:
                yield from _nested(entity)
        yield from resources
        yield from (entity for entity in self.entities.values() if entity.is_module)


@dataclass(frozen=True, slots=True)
class Imported:
    """A symbol of another file: its unit there, and its name here."""

    unit: Unit
    name: str
    original: str
    path: str


def _nested(entity: Entity) -> Iterator[Entity]:
    for child in entity.children.values():
        yield from _nested(child)
    yield from entity.children.values()


def plain(value: Value) -> Value:
    """The value without the author's spelling."""
    return value.value if isinstance(value, Spelled) else value


def make_unit(template: Template, tables: Tables) -> Unit:
    """The symbol table of a file; raises `Unprintable` for two symbols of one name."""
    unit = Unit(template, template.scope or "resourceGroup", tables)
    seen: set[str] = set()
    for statement in template.body:
        if isinstance(statement, (Comment, Blank)):
            continue
        if isinstance(statement, (Metadata, Import, Output)):
            if isinstance(statement, (Metadata, Output)):
                _check_name(statement.name)
            _LISTS[type(statement)](unit).append(statement)
            continue
        symbol = statement.symbol if isinstance(statement, (Resource, Module)) else statement.name
        _check_name(symbol)
        if symbol in seen:
            raise Unprintable(f"two symbols are named {symbol!r}", where=symbol)
        seen.add(symbol)
        if isinstance(statement, (Resource, Module)):
            unit.entities[symbol] = _entity(statement, symbol, None)
        else:
            _TABLES[type(statement)](unit)[symbol] = statement
    unit.contents = Contents.of(template)
    return unit


def _check_name(name: str) -> None:
    if not (name.isascii() and name.isidentifier()) or len(name) > 255:
        hint = "letters of ASCII, digits and _, no digit first, at most 255"
        raise Unprintable(f"{name!r} is not a name for a symbol", where=name, hint=hint)


_LISTS: dict[type, Any] = {
    Metadata: lambda unit: unit.metadata,
    Import: lambda unit: unit.imports,
    Output: lambda unit: unit.outputs,
}
_TABLES: dict[type, Any] = {
    TypeAliasDeclaration: lambda unit: unit.types,
    Function: lambda unit: unit.functions,
    Parameter: lambda unit: unit.parameters,
    Variable: lambda unit: unit.variables,
}


def _entity(decl: Resource | Module, key: str, outer: Entity | None) -> Entity:
    props = {str(plain(item.key)): item.value for item in decl.items if isinstance(item, Prop)}
    if isinstance(decl, Module):
        return Entity(decl, key, None, DEPLOYMENTS, "", props)
    type_, version = decl.type, decl.version
    if outer:
        type_, version = f"{outer.type}/{decl.type}", version or outer.version
    if not version:
        raise Unprintable("the resource type has no api version", where=key)
    entity = Entity(decl, key, outer, type_, version, props)
    for item in decl.items:
        if isinstance(item, Resource):
            _check_name(item.symbol)
            entity.children[item.symbol] = _entity(item, f"{key}::{item.symbol}", entity)
    return entity


def decorator(decorators: tuple[Decorator, ...], name: str) -> Decorator | None:
    """The decorator of that name, if there is one."""
    for item in decorators:
        if item.name == name:
            return item
    return None
