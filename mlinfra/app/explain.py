"""Explain a rule: its page, or all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import LoadError

if TYPE_CHECKING:
    from mlinfra.landing_zone.checks._rule import Rule


def explain(code: str | None = None) -> tuple[Rule, ...]:
    """The rule of a code (``ML403``) or name (``instance-never-stops``); without one all rules. Raises `LoadError`."""
    from mlinfra.landing_zone.checks import RULES

    chosen = tuple(rule for rule in RULES if code is None or code.lower() in {rule.code.lower(), rule.slug})
    if not chosen:
        raise LoadError(f"there is no rule {code!r}", hint="`mlinfra explain` lists all")
    return chosen
