"""Hold which rules run on a deployment: the configuration of the rules, with the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinfra.app.configuration import ALL_RULES, RuleSettings

if TYPE_CHECKING:
    from mlinfra.landing_zone.checks._rule import Rule


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """Which rules run, how severe they are, and what is let stand."""

    settings: RuleSettings = ALL_RULES
    own: tuple[Rule, ...] = ()
    """The user's own."""
    left_out: tuple[str, ...] = ()
    """Own rules of the configuration that do not run, as code may not run here."""


EVERY_RULE = RuleChoice()
"""All of mlinfra's, with their own severities."""
