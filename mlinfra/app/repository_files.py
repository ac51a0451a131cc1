"""Render the files of a new repository from the bundled templates."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mlinfra.app.pipeline_actions import ACTIONS
from mlinfra.app.requirements_file import FILE, WHEELS, Requirements, python_version
from mlinfra.base.assets import bundled

if TYPE_CHECKING:
    from jinja2 import Environment

    from mlinfra.app.stage_rights import StageRights

PIPELINES: Mapping[str, Mapping[str, str]] = {
    "none": {},
    "github": {
        ".github/workflows/mlinfra.yml": "github.yml",
        ".github/workflows/mlinfra-drift.yml": "github-drift.yml",
    },
    "azure-pipelines": {"azure-pipelines.yml": "azure-pipelines.yml"},
}
"""CI system -> files of the repository -> templates."""
IDENTITIES = "identities.sh"


def stamp_text(blueprint: str, facts: Mapping[str, Any]) -> str:
    """The stack file that stamps a blueprint; ``facts``: name, stages, location, salt."""
    return _environment().get_template(f"stack/{blueprint}.py.j2").render(facts)


def repository_files(
    ci: str, stages: Sequence[StageRights], requirements: Requirements, facts: Mapping[str, Any], *, identities: bool
) -> dict[str, str]:
    """All texts but the stack file, by their path in the repository."""
    environment = _environment()
    known = {
        **facts,
        "ci": ci,
        "identities": identities,
        "stages": [_stage(stage) for stage in stages],
        "foreign": sorted({group.subscription for stage in stages for group in stage.elsewhere if group.subscription}),
        "actions": ACTIONS,
        "python": python_version(),
        "wheels": WHEELS,
        "requirements": requirements,
    }
    sources = {"README.md": "README.md", ".gitignore": "gitignore"}
    sources |= {path: f"pipeline/{source}" for path, source in PIPELINES[ci].items()}
    if identities:
        sources[IDENTITIES] = f"identities/{ci}.sh"
    texts = {path: environment.get_template(f"{source}.j2").render(known) for path, source in sources.items()}
    return {FILE: requirements.text, **texts}


def _stage(stage: StageRights) -> dict[str, Any]:
    """The facts of one stage as templates read them."""
    return {
        **{field.name: getattr(stage, field.name) for field in dataclasses.fields(stage)},
        "subscription_variable": stage.subscription_variable,
        "shell": stage.name,
    }


def _environment() -> Environment:
    """Jinja with delimiters that neither GitHub, Azure Pipelines nor a shell uses."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(bundled("templates") / "new"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # ruff: ignore[jinja2-autoescape-false]  Python, YAML and Markdown are no markup
        variable_start_string="{=",
        variable_end_string="=}",
        comment_start_string="{=#",
        comment_end_string="#=}",
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
