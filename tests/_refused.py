"""What is refused of resources: by their own classes, by the passes of the graph, or as what Azure refuses of their bodies."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from mlinfra import ResourceGroup, Stack
from mlinfra.app.deployable import of_stack
from mlinfra.app.judging import resources_of
from mlinfra.app.stages import prepare
from mlinfra.base.errors import MlinfraError
from mlinfra.landing_zone.checks.refusals import refusals

GROUP = ResourceGroup("rg-x", location="westeurope")
_TODAY = date(2027, 1, 1)


def refused(make: Any, scope: Any = GROUP) -> str:
    """All that is refused of what ``make`` gives, a resource or a list of them; empty where nothing is."""
    try:
        made = make()
        stack = Stack("a", scope=scope, resources=made if isinstance(made, list) else [made])
        deployable = of_stack(prepare(stack), Path("a.py"), None)
    except MlinfraError as error:
        return str(error)
    resources, snapshot = resources_of(deployable, deployable.scope)
    told = refusals(deployable.name, resources, deployable.accepts(snapshot), _TODAY).findings
    return "\n".join(f"{finding.where} {finding.message}" for finding in told)


def refuses(make: Any, told: str, scope: Any = GROUP) -> None:
    """Fail unless what is refused says this, a pattern."""
    text = refused(make, scope)
    assert re.search(told, text), text or "nothing is refused"
