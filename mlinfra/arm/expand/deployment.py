"""Expand a template for a scope: the outermost step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import mlinfra.arm.expand.functions  # ruff: ignore[unused-import]  registers the functions
from mlinfra.arm.expand.files import template_scope
from mlinfra.arm.expand.form import check_form
from mlinfra.arm.expand.letter_case import template_in_usual_case
from mlinfra.arm.expand.outputs import read_outputs
from mlinfra.arm.expand.place import Place, id_in
from mlinfra.arm.expand.session import Session
from mlinfra.arm.expand.snapshot import Snapshot
from mlinfra.arm.expand.template_expansion import TemplateExpansion
from mlinfra.arm.expand.trees import closed_text
from mlinfra.arm.expand.units import UnknownCount
from mlinfra.arm.expand.values import closed, closed_whole, text_of
from mlinfra.arm.foreign_json import DEEPEST, depth
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import replace
from mlinfra.base.scope import DeploymentScope

_VERSION = re.compile(r"1\.9-experimental|1\.10-experimental|2\.0|2\.\d+-experimental")


def expand_template(
    template: Mapping[str, Any],
    parameters: Mapping[str, Any],
    scope: DeploymentScope | None,
    session: Session,
) -> Snapshot:
    """As ``mlinfra.arm.expand.expand``."""
    template = template_in_usual_case(template)
    _check(template)
    kind = template_scope(template)
    place = Place.of(replace(scope or DeploymentScope(), kind=kind))
    if kind == "resourceGroup":
        session.main_group = closed_text(place.group_id)
    deployment = closed(id_in(place, DEPLOYMENTS, place.name))
    check_form(template, "")
    expansion = TemplateExpansion(session, template, place, deployment, given=dict(parameters))
    try:
        expansion.run()
        outputs = read_outputs(expansion)
    except UnknownCount as stopped:
        raise TemplateError(
            f"the count of a loop of resources must be known: [{text_of(stopped.count.node)}]",
            where=f"{stopped.path}.copy.count",
        ) from stopped
    except RecursionError as error:
        raise TemplateError("an expression of the template is nested too deep") from error
    return Snapshot(
        tuple(session.entries),
        tuple(session.diagnostics),
        {name: closed_whole(output.shown) for name, output in outputs.items()},
        {name: output.type for name, output in outputs.items()},
        tuple(session.links),
        frozenset(session.switched_off),
    )


def _check(template: Mapping[str, Any]) -> None:
    version = template.get("languageVersion")
    if version is not None and not (isinstance(version, str) and _VERSION.fullmatch(version)):
        raise TemplateError(f"the language version {version!r} does not exist", where="languageVersion")
    if depth(template, DEEPEST) > DEEPEST:
        raise TemplateError(f"the template is nested more than {DEEPEST} deep")
