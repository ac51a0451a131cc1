"""Tell which expressions of a Python file are values of the public model, as far as that is certain without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlinfra.landing_zone.model.renamed_fields import RENAMED_FIELDS

_OWNERS = {row.owner for row in RENAMED_FIELDS}


class Types:
    """What the names of one file stand for: classes of ours, modules of ours, values of such a class."""

    def __init__(self, tree: ast.Module) -> None:
        self.classes: dict[str, str] = {}
        self.modules: set[str] = set()
        self.replaces: set[str] = set()
        self.values: dict[str, str | None] = {}
        nodes = list(ast.walk(tree))
        for node in nodes:
            self._imported(node)
        for node in nodes:
            if isinstance(node, ast.ClassDef) and (owner := self.extended_by(node)):
                self.classes[node.name] = owner
        self._bind(nodes)

    def of(self, node: ast.expr) -> str | None:
        """The class of which this is a value; None where that is not certain, or it is none of ours."""
        if isinstance(node, ast.Name):
            return self.values.get(node.id)
        if isinstance(node, ast.NamedExpr):
            return self.of(node.value)
        if isinstance(node, ast.IfExp):
            first = self.of(node.body)
            return first if first == self.of(node.orelse) else None
        return self.made_by(node) if isinstance(node, ast.Call) else None

    def made_by(self, node: ast.Call) -> str | None:
        """The class of what a call gives: a call of the class, or `dataclasses.replace` of one of its values."""
        if self.is_replace(node.func) and node.args:
            return self.of(node.args[0])
        return self._class(node.func)

    def is_replace(self, func: ast.expr) -> bool:
        """Whether this is `dataclasses.replace`."""
        return ast.unparse(func) in self.replaces

    def extended_by(self, node: ast.ClassDef) -> str | None:
        """The class of ours that a class of the file extends."""
        return next((owner for owner in map(self._class, node.bases) if owner), None)

    def _class(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            return self.classes.get(node.id)
        if isinstance(node, ast.Attribute) and node.attr in _OWNERS:
            root = ast.unparse(node.value)
            return node.attr if root in self.modules or root.split(".")[0] == "mlinfra" in self.modules else None
        return None

    def _imported(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "mlinfra":
                    self.modules.add(alias.asname or "mlinfra")
                elif alias.name == "dataclasses":
                    self.replaces.add(f"{alias.asname or 'dataclasses'}.replace")
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                self._imported_from(node.module, alias)

    def _imported_from(self, module: str, alias: ast.alias) -> None:
        if module == "dataclasses" and alias.name in {"replace", "*"}:
            self.replaces.add(alias.asname or "replace")
        elif module.split(".", maxsplit=1)[0] != "mlinfra":
            return
        elif alias.name == "*":
            self.classes |= {owner: owner for owner in _OWNERS}
        elif alias.name in _OWNERS:
            self.classes[alias.asname or alias.name] = alias.name
        else:
            self.modules.add(alias.asname or alias.name)  # from mlinfra.blueprints import starter

    def _bind(self, nodes: list[ast.AST]) -> None:
        """Find the variables that only ever hold values of one class; twice, as one may be made of another."""
        bindings = [binding for node in nodes for binding in _bindings(node)]
        for _ in range(3):
            values: dict[str, str | None] = {}
            for name, value, annotation in bindings:
                owner = self._class(annotation) if annotation is not None else None
                owner = owner or (self.of(value) if value is not None else None)
                values[name] = owner if values.get(name, owner) == owner else None
            self.values = values
        for node in nodes:
            if isinstance(node, ast.ClassDef) and (owner := self.extended_by(node)):
                self._bind_self(node, owner)

    def _bind_self(self, node: ast.ClassDef, owner: str) -> None:
        """Let ``self`` be a value of the class, unless other classes of the file are none of ours."""
        others = {item.args.args[0].arg for item in node.body if isinstance(item, ast.FunctionDef) and item.args.args}
        for name in others - {"cls"}:
            if self.values.get(name, owner) in {owner, None} and name == "self":
                self.values[name] = owner


def _bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr | None, ast.expr | None]]:
    """Every name that a node binds, with its value and its annotation, where they are known."""
    if isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and isinstance(node.target, ast.Name):
        yield node.target.id, node.value, getattr(node, "annotation", None)
    elif isinstance(node, ast.arg) and node.arg != "self":
        yield node.arg, None, node.annotation
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            simple = isinstance(target, ast.Name)
            yield from ((name, node.value if simple else None, None) for name in _names(target))
    else:
        bound = getattr(node, "optional_vars" if isinstance(node, ast.withitem) else "target", None)
        yield from ((name, None, None) for name in _names(bound))


def _names(target: ast.expr | None) -> Iterator[str]:
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name)) if target else iter(())
