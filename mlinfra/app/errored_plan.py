"""Make a plan of an input that could not be planned, so that whoever reads the plan is told why."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import Unpack

from mlinfra.app.comparison import Comparison
from mlinfra.app.plan import Planned, failure_of
from mlinfra.app.settings import Options, settings_for
from mlinfra.base.errors import MlinfraError
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan.plan import Plan, Source


def errored_plan(file: Path, error: MlinfraError, against: str | None, **options: Unpack[Options]) -> Planned:
    """The plan whose ``error`` is what loading, rendering or connecting raised; it is named after the file.

    Its scope is known as far as the options say it.
    """
    scope = options.get("scope") or DeploymentScope()
    return Planned(Plan(file.stem, scope, _source(file, against, options), error=failure_of(error)), file)


def _source(file: Path, against: str | None, options: Options) -> Source:
    """What was compared with; where the configuration is what is wrong, the target that the options name."""
    try:
        return Comparison.parse(against).source(settings_for(file, **options).target)
    except MlinfraError:
        return Comparison("target").source(options.get("target") or "azure")
