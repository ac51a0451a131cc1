"""Write the offline snapshots of the stacks of a file; the part of `revision` that runs in a process of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mlinfra.app.deployable import of_stack
from mlinfra.app.kept_apart import end_with_parent
from mlinfra.app.settings import settings_for
from mlinfra.base.errors import MlinfraError
from mlinfra.landing_zone.load import load_stacks

UNKNOWN_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
"""Stands for the subscription of an offline plan when nobody said which; ids stay comparable with it."""


def main(file: str, out: str, subscription: str, cloud: str, compiler: str, variables: str, allow: str) -> None:
    """Write the snapshots of every stack of a file as JSON; secure parameters are never filled in.

    A transform is that of the revision; ``allow`` is empty where it may not run for a YAML stack.
    """
    settings = settings_for(file, compiler=compiler, allow_code=bool(allow))
    stacks = [
        of_stack(settings.prepare(stack), Path(file), None)
        for stack in load_stacks(Path(file), environment=variables.split(","))
    ]
    place = subscription or UNKNOWN_SUBSCRIPTION
    snapshots = {
        deployable.name: deployable.snapshot(deployable.scope.on(place), cloud or None).to_json()
        for deployable in stacks
    }
    Path(out).write_text(json.dumps(snapshots), encoding="utf-8")


def run() -> None:
    """Run `main` with the program's arguments, for as long as the process that asked for it lives."""
    try:
        end_with_parent(Path(sys.argv[2]).parent)
        main(*sys.argv[1:8])
    except MlinfraError as error:
        sys.exit(f"error: {error}")
    except (OSError, RecursionError, ValueError) as error:
        sys.exit(f"error: {type(error).__name__}: {error}")
