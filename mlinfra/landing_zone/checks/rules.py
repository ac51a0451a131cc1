"""Find the rules of mlinfra: each module beside this one that is named after a code, such as ``ml101_owner_unknown``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from mlinfra.landing_zone.checks._rule import Rule

_NAMES = sorted(module.name for module in iter_modules([str(Path(__file__).parent)]) if module.name.startswith("ml"))

RULES: tuple[Rule, ...] = tuple(Rule.of(import_module(f"{__package__}.{name}")) for name in _NAMES)
"""Every rule, in the order of their codes."""
