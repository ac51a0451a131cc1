"""Explain a code that a check or a plan prints, of a rule, noise, a risk or a gap; and show pages of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.assets import bundled
from mlinfra.base.errors import LoadError

if TYPE_CHECKING:
    from mlinfra.landing_zone.checks._rule import Rule


def explain(code: str | None = None, *, allow_code: bool = False) -> tuple[Rule, ...]:
    """The rule of a code (``ML403``) or name (``instance-never-stops``); without one all rules.

    ``allow_code``: the own rules of the configuration for the current folder may be loaded. Raises `LoadError`, and what
    loading these raises.
    """
    from mlinfra.app.settings import settings_for
    from mlinfra.landing_zone.checks import RULES

    own = settings_for("mlinfra.toml", allow_code=True).rule_choice().own if allow_code else ()
    chosen = tuple(rule for rule in (*RULES, *own) if code is None or code.lower() in {rule.code.lower(), rule.slug})
    if not chosen:
        hint = "`mlinfra explain` lists all rules and pages, with --allow-code your own rules too"
        raise LoadError(f"there is no code {code!r}", hint=hint)
    return chosen


def explain_plan_code(code: str) -> str | None:
    """The page of what only plans print, such as ``N016``, ``high`` or ``short_circuit``; None for another code."""
    from mlinfra.review.plan.pages import page_of

    return page_of(code)


def documentation() -> tuple[str, ...]:
    """The names of the pages that `documentation_page` has."""
    return tuple(sorted(page.stem for page in bundled("docs").glob("*.md")))


def documentation_page(name: str) -> str | None:
    """A page of the documentation as Markdown, such as ``ci``; None where there is no such page."""
    return (bundled("docs") / f"{name}.md").read_text(encoding="utf-8") if name in documentation() else None
