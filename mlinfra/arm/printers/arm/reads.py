"""Print the expression that reads a member of a resource or module."""

from __future__ import annotations

from mlinfra.arm.expressions import Member
from mlinfra.arm.printers.arm import ids, secure, variables
from mlinfra.arm.printers.arm.chain import Chain
from mlinfra.arm.printers.arm.dispatch import text_of
from mlinfra.arm.printers.arm.literals import call, quoted
from mlinfra.arm.printers.arm.unit import Entity, Handle, Unit
from mlinfra.arm.printers.compiler import NESTED_API_VERSION
from mlinfra.base.errors import Unprintable


def version(target: Handle) -> str:
    """The api version of a resource."""
    return target.entity.version


def symbol(target: Handle) -> str:
    """The symbolic name as an expression; of an element with its index."""
    key = target.entity.key
    if target.index is None:
        return quoted(key)
    return f"format({quoted(key + '[{0}]')}, {target.index})"


def condition(unit: Unit, target: Handle) -> str | None:
    """The condition under which a resource is deployed, with those of the resources around it; None without."""
    entity: Entity | None = target.entity
    env = ids.moved(unit, target)
    conditions: list[str] = []
    while entity:
        if entity.decl.condition is not None:
            conditions.append(text_of(unit, entity.decl.condition, env))
        entity = entity.outer
    if not conditions:
        return None
    result = conditions.pop()
    while conditions:
        result = f"and({result}, {conditions.pop()})"
    return result


def whole(unit: Unit, target: Handle) -> str:
    """The resource itself, or the whole collection."""
    if not target.whole:
        return _reference(unit, target, full=True)
    if not unit.object_form:
        raise Unprintable(f"the whole collection {target.entity.key!r} is a value in object form only")
    full = () if target.entity.is_module else ("'full'",)
    return call("references", (quoted(target.entity.key), *full))


def _reference(unit: Unit, target: Handle, *, full: bool) -> str:
    entity = target.entity
    symbolic = unit.object_form and variables.is_kept(unit, entity)
    if entity.is_module:
        if symbolic:
            return f"reference({symbol(target)})"
        return f"reference({ids.resource_id(unit, target)}, '{NESTED_API_VERSION}')"
    if symbolic:
        arguments = [symbol(target), *((f"'{entity.version}'", "'full'") if full else ())]
    else:
        arguments = [ids.resource_id(unit, target), f"'{entity.version}'", *(("'full'",) if full else ())]
    return call("reference", arguments)


def _guarded(unit: Unit, target: Handle, text: str) -> str:
    """The text where the resource is deployed, else null."""
    deployed = condition(unit, target)
    return f"if({deployed}, {text}, null())" if deployed else text


def member(unit: Unit, target: Handle, name: str, *, safe: bool) -> Chain:
    """``target.name``."""
    if target.whole:
        if safe or not unit.object_form:
            raise Unprintable(f"the collection {target.entity.key!r} has no members: name an element")
        return Chain(whole(unit, target)).then(quoted(name))
    known = _known(unit, target, name)
    if known is not None:
        return Chain(_guarded(unit, target, known) if safe and name in {"id", "name"} else known)
    if name == "outputs" and target.entity.is_module:
        return _outputs(unit, target, safe=safe, is_secure=bool(_secure(target)))
    if safe:
        return Chain(_guarded(unit, target, _reference(unit, target, full=True))).safely(quoted(name))
    if name == "properties":
        return Chain(_reference(unit, target, full=False))
    return Chain(_reference(unit, target, full=True)).then(quoted(name))


def _secure(target: Handle) -> frozenset[str]:
    return secure.secure_outputs(target.entity.decl.template)  # type: ignore[union-attr]  # a module


def _outputs(unit: Unit, target: Handle, *, safe: bool, is_secure: bool) -> Chain:
    """``module.outputs``: of a module with secure outputs, read as a whole, all of them are taken for secure ones."""
    if is_secure:
        text = f"listOutputsWithSecureValues({method_target(unit, target)}, '{NESTED_API_VERSION}')"
        return Chain(_guarded(unit, target, text) if safe else text)
    text = _reference(unit, target, full=False)
    if safe:
        return Chain(_guarded(unit, target, text)).safely("'outputs'")
    return Chain(text).then("'outputs'")


def _known(unit: Unit, target: Handle, name: str) -> str | None:
    """Members that are known before the deployment."""
    if name == "name":
        return ids.own_name(unit, target)
    if target.entity.is_module:
        return None
    if name == "id":
        return ids.resource_id(unit, target)
    if name == "type":
        return quoted(target.entity.type)
    return quoted(target.entity.version) if name == "apiVersion" else None


def output(unit: Unit, target: Handle, access: Member, *, guarded: bool) -> Chain:
    """``module.outputs.name``; ``guarded`` tells ``module.?outputs``."""
    is_secure = access.name in _secure(target)
    base = _outputs(unit, target, safe=guarded, is_secure=is_secure)
    if not is_secure:
        return output_value(base, access)
    if access.safe or (guarded and condition(unit, target)):
        return base.safely(quoted(access.name))
    return base.then(quoted(access.name))


def output_value(outputs: Chain, access: Member) -> Chain:
    """``.name`` of the outputs of a module, which is their ``.name.value``."""
    if access.safe:
        return outputs.safely(quoted(access.name)).safely("'value'")
    return outputs.then(quoted(access.name)).then("'value'")


def method_target(unit: Unit, target: Handle) -> str:
    """What a ``list…`` call on a resource names: its symbol, or its id."""
    symbolic = unit.object_form and variables.is_kept(unit, target.entity)
    return symbol(target) if symbolic else ids.resource_id(unit, target)
