"""Plan, and report it: what could not be planned is a plan that says why, so that whoever reads it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import Unpack

from mlinfra.app.errored_plan import errored_plan
from mlinfra.app.plan import Planned, plan
from mlinfra.app.plan_files import refuse_unknown_endings, save_documents
from mlinfra.app.settings import Options, settings_for
from mlinfra.base.errors import MlinfraError

if TYPE_CHECKING:
    from mlinfra.app.observer import Observer


class PlanReport(NamedTuple):
    """The plans of a file, and how they are shown."""

    planned: tuple[Planned, ...]
    documents: list[dict[str, Any]]
    """The same as JSON."""
    templates: Path | None
    """The user's folder of Jinja templates."""
    refusal: MlinfraError | None
    """What loading, rendering or connecting raised: the one plan says so."""


def plan_report(
    file: Path | str,
    *,
    against: str | None = None,
    outputs: Sequence[Path] = (),
    observer: Observer | None = None,
    **options: Unpack[Options],
) -> PlanReport:
    """Plan as `plan` does, and save what was planned in ``outputs``: files by their endings, or folders.

    Raises `InvalidInput` for an ending that is no format; what `plan` raises is in the report.
    """
    refuse_unknown_endings(outputs)
    refusal: MlinfraError | None = None
    try:
        planned = tuple(plan(file, against=against, observer=observer, **options))
    except MlinfraError as error:
        refusal, planned = error, (errored_plan(Path(file), error, against, **options),)
    documents = [stack_plan.to_json() for stack_plan in planned]
    templates = None if refusal else settings_for(file, **options).templates
    for path in outputs:
        save_documents(path, documents, templates)
    return PlanReport(planned, documents, templates, refusal)
