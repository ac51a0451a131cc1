"""Post saved plans to a pull request, as one comment that is kept up to date."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mlinfra.app.configuration import read_configuration
from mlinfra.app.saved_plan import read_plans_file
from mlinfra.base.errors import LoadError

if TYPE_CHECKING:
    from mlinfra.review.pull_request.comment import Commented


def comment(
    files: Iterable[Path | str],
    *,
    per: Literal["run", "stack"] = "run",
    tag: str = "plan",
    number: int = 0,
    templates: Path | None = None,
    allow_missing: bool = False,
) -> Commented:
    """Comment on the pull request that the CI job's environment names, or on ``number``.

    ``per``: one comment for the run or for each stack; ``tag`` tells several comments of one pull request apart;
    ``templates``: the user's folder of Jinja templates; default: what `mlinfra.toml` names; ``allow_missing``: a file
    that is not there stands for a plan that failed, so that the comment of an earlier run does not stay. Raises `ReportError` for a file that is no plan, `InvalidInput`
    outside CI, `CloudError` when the service refuses.
    """
    from mlinfra.review.pull_request.comment import comment as post

    paths = [Path(file) for file in files]
    plans = [
        plan
        for path in paths
        for plan in ([_failed(path)] if allow_missing and not path.exists() else read_plans_file(path))
    ]
    configuration = read_configuration(paths[0].parent, os.environ, {"templates": templates})
    return post(plans, os.environ, per=per, tag=tag, number=number, templates=configuration.templates)


def _failed(path: Path) -> dict[str, Any]:
    """The document of a plan whose job ended before it wrote one; it is named after the file."""
    from mlinfra.app.errored_plan import errored_plan

    error = LoadError("there is no plan: its job ended before it wrote one", hint="see the log of that job")
    return errored_plan(path, error, None).to_json()
