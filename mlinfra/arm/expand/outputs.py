"""A template's outputs -> their values, checked against their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mlinfra.arm.expand.evaluate import settled, unsettled_text
from mlinfra.arm.expand.nested_outputs import carried
from mlinfra.arm.expand.schema import NAMES
from mlinfra.arm.expand.trees import evaluate_loop, evaluate_tree, within
from mlinfra.arm.expand.values import Open, Value, kind_of
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.context import Context
    from mlinfra.arm.expand.template_expansion import Frame


class Output(NamedTuple):
    """One output."""

    type: str
    """As the engine names it: ``String``, ``SecureObject``."""
    value: Value

    @property
    def shown(self) -> Value:
        """The value with what the template says of references put in."""
        return settled(self.value) if type(self.value) is Open else self.value

    @property
    def secure(self) -> bool:
        """Whether it is a secret."""
        return self.type.startswith("Secure")


def read_outputs(frame: Frame) -> dict[str, Output]:
    """The outputs of a template whose resources have been expanded."""
    context = frame.context.at("output")
    found: dict[str, Output] = {}
    for name, schema in (frame.template.get("outputs") or {}).items():
        if "copy" not in schema and schema.get("value") is None:
            continue  # a literal null is no output
        output = within(f"{frame.path}outputs.{name}", _output, frame, name, schema, context)
        if output is not None:
            found[name] = output
    return found


def _is_wanted(schema: dict[str, Any], context: Context) -> bool:
    condition = within(".condition", evaluate_tree, schema.get("condition", True), context)
    if type(condition) not in {bool, Open}:
        raise TemplateError(f"the condition of an output must be Boolean, not {kind_of(condition)}", where=".condition")
    return condition is not False


def _output(frame: Frame, name: str, schema: dict[str, Any], context: Context) -> Output | None:
    if not _is_wanted(schema, context):
        return None
    loop = schema.get("copy")
    if loop is not None:
        value = within(".copy", evaluate_loop, loop, "", context)
    else:
        source = schema["value"]
        read = unsettled_text if type(source) is str and source else evaluate_tree
        value = within(".value", read, source, context)
    if frame.path:
        value = carried(value, context)
    shown = settled(value) if type(value) is Open else value
    if shown is not None or not frame.path:  # the engine lets nulls of nested deployments pass
        frame.types.check(shown, schema, name)
    declared = str(frame.types.resolved(schema).get("type", "object"))
    return Output(NAMES.get(declared.lower(), declared), value)
