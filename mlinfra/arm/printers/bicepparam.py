"""Print a `ParameterFile` as the text of its ``.bicepparam``: a fixed point of the official formatter."""

from __future__ import annotations

from mlinfra.arm.printers.bicep import print_lines
from mlinfra.arm.printers.bicep.text import quote
from mlinfra.arm.tree import ParameterFile


def print_bicepparam(file: ParameterFile) -> str:
    """The parameter file as Bicep; ``using`` may be ``none``. `Unprintable` names the parameter that cannot be said."""
    body = print_lines(file.body)
    head = f"using {'none' if file.using == 'none' else quote(file.using)}\n"
    return f"{head}\n{body}" if body else head
