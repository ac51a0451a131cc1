"""Print the ARM JSON that the Bicep compiler would emit for a `Template`, byte for byte."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.printers.arm.envelope import Compiler
from mlinfra.arm.printers.arm.json_text import json_text
from mlinfra.arm.printers.compiler import NEWEST, BicepCompiler
from mlinfra.arm.tree import Template
from mlinfra.base.errors import Unprintable

__all__ = ["arm_json", "print_arm"]


def arm_json(template: Template, compiler: BicepCompiler = NEWEST) -> dict[str, Any]:
    """The ARM JSON that a compiler makes of a template, as a value; parts of it may be shared, so don't change it.

    Raises `Unprintable`, with the address of the fault, for what the compiler would refuse.
    """
    try:
        return Compiler(compiler).compile(template)
    except RecursionError:
        hint = "a parent or scope may lead back to itself"
        raise Unprintable("declarations form a dependency cycle, or values are nested too deeply", hint=hint) from None


def print_arm(template: Template, compiler: BicepCompiler = NEWEST) -> str:
    """The ARM JSON of a template as text, without a line break at the end; raises as `arm_json`."""
    return json_text(arm_json(template, compiler))
