"""Evaluate the outputs of a template, and check them against their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mlinfra.arm.expand.evaluate import settled, unsettled_text
from mlinfra.arm.expand.mentions import reads_resources
from mlinfra.arm.expand.nested_outputs import carried
from mlinfra.arm.expand.schema import NAMES
from mlinfra.arm.expand.trees import evaluate_count, evaluate_loop, evaluate_tree, within
from mlinfra.arm.expand.values import Open, Value, is_open, kind_of
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.context import Context
    from mlinfra.arm.expand.template_expansion import TemplateExpansion


class Output(NamedTuple):
    """One output."""

    type: str
    """As the engine names it: ``String``, ``SecureObject``."""
    value: Value

    @property
    def shown(self) -> Value:
        """The value with what the template says of references put in."""
        return _shown(self.value)

    @property
    def secure(self) -> bool:
        """Whether it is a secret."""
        return self.type.startswith("Secure")


def _shown(value: Value) -> Value:
    """A value with what the template says of references put in, of each item of ``references()`` too."""
    if type(value) is list:
        return [settled(item) if type(item) is Open else item for item in value]
    return settled(value) if type(value) is Open else value


def read_outputs(expansion: TemplateExpansion) -> dict[str, Output]:
    """The outputs of a template whose resources have been expanded."""
    context = expansion.context.at("output")
    outputs: dict[str, Output] = {}
    declared = expansion.template.get("outputs") or {}
    last = {name.lower(): name for name in declared}
    for name, schema in declared.items():
        if last[name.lower()] != name:
            continue  # of two casings of one name the last one stays
        if schema.get("copy") is None and schema.get("value") is None:
            continue  # a literal null is no output
        output = within(f"{expansion.path}outputs.{name}", _output, expansion, name, schema, context)
        if output is not None:
            outputs[name] = output
    return outputs


def _is_wanted(schema: dict[str, Any], context: Context) -> bool:
    if schema.get("condition") is None:
        return True  # a literal null is no condition
    condition = within(".condition", evaluate_tree, schema["condition"], context)
    if type(condition) not in {bool, Open}:
        raise TemplateError(f"the condition of an output must be Boolean, not {kind_of(condition)}", where=".condition")
    return condition is not False


def _output(expansion: TemplateExpansion, name: str, schema: dict[str, Any], context: Context) -> Output | None:
    if not _is_wanted(schema, context):
        return None
    loop = schema.get("copy")
    if loop is not None:
        if is_open(within(".copy", evaluate_count, loop["count"], context)):
            return None
        value = within(".copy", evaluate_loop, loop, "", context)
    else:
        source = schema["value"]
        read = unsettled_text if type(source) is str and source else evaluate_tree
        value = within(".value", read, source, context)
    if expansion.path:
        value = carried(value, context)
    shown = _shown(value)
    nothing = shown is None and expansion.path  # the engine lets nulls of nested deployments pass
    unchecked = expansion.runtime is None and reads_resources([loop, schema.get("value")])
    if not nothing and not unchecked:
        expansion.types.check(shown, schema, name)
    declared = str(expansion.types.resolved(schema).get("type", "object"))
    return Output(NAMES.get(declared.lower(), declared), value)
