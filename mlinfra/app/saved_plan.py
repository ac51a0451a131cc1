"""Read saved plans, and render again what they were made of."""

from __future__ import annotations

import json
import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.app.comparison import target_of
from mlinfra.app.deployable import Deployable, of_template
from mlinfra.app.json_files import read_deep_json
from mlinfra.app.read_stacks import read_rendered
from mlinfra.app.settings import Settings, settings_for
from mlinfra.base.errors import PlanStale, ReportError

if TYPE_CHECKING:
    from mlinfra.review.plan.plan import Plan


def read_plans_file(file: Path) -> list[dict[str, Any]]:
    """The plans in a file that ``plan -o`` or ``plan --format json`` wrote: one, or several."""
    hint = "give a file that `mlinfra plan -o FILE.json` wrote"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReportError(f"there is no file {file}", hint=hint) from None
    except (OSError, ValueError) as error:
        raise ReportError(f"not a plan: {error}", where=str(file), hint=hint) from None
    plans = data.get("plans", [data]) if isinstance(data, dict) else []
    if not plans or not all(isinstance(plan, dict) and plan.get("kind") == "plan" for plan in plans):
        raise ReportError("this is not a plan", where=str(file), hint=hint)
    return list(plans)


def is_saved_plan(file: Path) -> bool:
    """Whether a file holds plans, and no template. Raises `LoadError` for JSON that cannot be read."""
    return file.suffix == ".json" and read_deep_json(file).get("kind") in {"plan", "plans"}


def planned_file(documents: list[dict[str, Any]], file: Path) -> Path:
    """What the first of some plans was made of; ``file``, from which they were read, where that is not said.

    Raises `PlanStale` for one that lies neither below the current folder nor below that of ``file``: it would be run.
    """
    made_of = Path(str(documents[0].get("file") or file))
    _refuse_elsewhere(made_of, file)
    return made_of


def _refuse_elsewhere(made_of: Path, file: Path) -> None:
    place = made_of.resolve()
    if not any(place.is_relative_to(folder.resolve()) for folder in (Path(), file.parent)):
        hint = "run deploy in a folder above that file, if it is the file that you mean: it will be run"
        raise PlanStale(f"the plan was made of {made_of}, which lies outside this folder", where=str(file), hint=hint)


def reviewed_stacks(settings: Settings) -> list[tuple[Deployable, Plan]]:
    """The selected plans of a file, each with what it was made of, rendered again.

    Raises `ReportError` for a file that is no plan and `PlanStale` for a plan that was edited, is an offline one, was
    made of a file that is not here, or was made against another target.
    """
    selected = []
    for document in read_plans_file(settings.file):
        plan = _read(document, settings.file)
        if fnmatchcase(plan.stack, settings.select):
            _refuse_undeployable(plan, document, settings)
            selected.append((plan, document))
    rendered = _rendered([document for _, document in selected], settings)
    stacks = [(_again(plan, document, settings, rendered), plan) for plan, document in selected]
    for (deployable, plan), (_, document) in zip(stacks, selected, strict=True):
        _refuse_other_secrets(plan, document, deployable, settings.file)
    return stacks


def _refuse_other_secrets(plan: Plan, document: dict[str, Any], deployable: Deployable, file: Path) -> None:
    from mlinfra.review.plan.format_one import is_format_one
    from mlinfra.review.plan.secure_values import holds_secure_values

    secrets = deployable.values.secrets
    if not is_format_one(document) and not holds_secure_values(document.get("secure_values"), secrets):
        text = f"{plan.stack}: the value of a secure parameter is not the reviewed one ({', '.join(sorted(secrets))})"
        raise PlanStale(text, where=str(file), hint="give the reviewed value, or plan again and have that reviewed")


def _read(document: dict[str, Any], file: Path) -> Plan:
    from mlinfra.review.plan.codec import from_json

    try:
        return from_json(document)
    except ReportError as error:
        error.where = str(file)
        raise


def _refuse_undeployable(plan: Plan, document: dict[str, Any], settings: Settings) -> None:
    from mlinfra.review.plan.digest import sealed
    from mlinfra.review.plan.format_one import is_format_one
    from mlinfra.review.plan.saved import contradictions

    where, source = str(settings.file), Path(str(document.get("file") or ""))
    if edited := contradictions(document):
        hint = "plan again, and have that reviewed"
        raise PlanStale(f"the plan was edited after it was made: {'; '.join(edited)}", where=where, hint=hint)
    target = target_of(plan.source)
    if target is None:
        hint = "plan without --against, or with --against stack, for a plan that can be deployed"
        raise PlanStale(f"an offline plan ({plan.source.detail}) cannot be deployed", where=where, hint=hint)
    if not source.is_file():
        hint = "run deploy in the folder in which the plan was made"
        raise PlanStale(f"the plan was made of {source}, which is not here", where=where, hint=hint)
    if target != settings.target:  # a plan speaks of one target, even where ids are the same on both
        hint = f"deploy with --target {target}, or plan with --target {settings.target} and have that reviewed"
        raise PlanStale(f"the plan was made for the target {target}, not {settings.target}", where=where, hint=hint)
    _refuse_elsewhere(source, settings.file)
    _refuse_other_configuration(plan, document, settings_for(source))
    if not is_format_one(document) and document.get("digest") != sealed(document)["digest"]:
        hint = "plan again, and have that reviewed"
        raise PlanStale("the plan was edited after it was made: its digest is that of another", where=where, hint=hint)


def _refuse_other_configuration(plan: Plan, document: dict[str, Any], now: Settings) -> None:
    """What the review relied on, such as which rules run and how severe they are, must be in force still."""
    reviewed = document.get("configuration")
    if not isinstance(reviewed, dict):
        return  # made of a template, or by an earlier release
    values, origins = now.configuration.reviewed, now.configuration.origins
    changed = [key for key in {**reviewed, **values} if reviewed.get(key) != values.get(key)]
    if changed:
        told = "\n".join(
            f"  {key}: {json.dumps(reviewed.get(key))} => {json.dumps(values.get(key))} ({origins.get(key, 'gone')})"
            for key in changed
        )
        raise PlanStale(
            f"{plan.stack}: the configuration is not the one that the plan was reviewed with\n{told}",
            where=str(document.get("file")),
            hint="take the reviewed configuration, or plan again and have that reviewed",
        )


def _made_with(document: dict[str, Any]) -> tuple[Path, str | None]:
    """The file that a plan was made of, and the compiler that it was rendered for."""
    return Path(str(document["file"])), document.get("compiler")


def _rendered(documents: list[dict[str, Any]], settings: Settings) -> dict[tuple[Path, str | None], list[Deployable]]:
    """The stacks of some plans as they are now; a stack file is run once, however many plans were made of it."""
    names: dict[tuple[Path, str | None], set[str]] = {}
    for document in documents:
        if _made_with(document)[0].suffix != ".json":
            names.setdefault(_made_with(document), set()).add(str(document["stack"]))
    return {
        (source, compiler): read_rendered(
            settings_for(source, scope=settings.scope, compiler=compiler), os.environ, names=wanted
        )
        for (source, compiler), wanted in names.items()
    }


def _again(
    plan: Plan,
    document: dict[str, Any],
    settings: Settings,
    rendered: dict[tuple[Path, str | None], list[Deployable]],
) -> Deployable:
    """What a plan was made of, as it is now."""
    source, parameters = Path(str(document["file"])), document.get("parameters_file")
    if source.suffix == ".json":
        return of_template(source, Path(parameters) if parameters else None, plan.scope)
    found = [deployable for deployable in rendered[_made_with(document)] if deployable.name == plan.stack]
    if not found:
        hint = "plan again, and have that reviewed"
        raise PlanStale(f"{source} has no stack {plan.stack} any more", where=str(settings.file), hint=hint)
    return found[0]
