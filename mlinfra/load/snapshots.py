"""Stacks in, their offline snapshots by name out; as a program, the part of `revision` that runs apart."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from mlinfra.errors import MlinfraError
from mlinfra.load import load_stacks
from mlinfra.stages import Prepared, prepare, snapshot

UNKNOWN_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
"""Stands for the subscription of an offline plan when nobody said which; ids stay comparable with it."""


def snapshot_of(prepared: Prepared, subscription: str | None, cloud: str | None) -> dict[str, Any]:
    """One stack's snapshot with the scope it was made for; secure parameters are never filled in."""
    scope = prepared.lowered.scope
    scope = replace(scope, subscription=subscription or scope.subscription or UNKNOWN_SUBSCRIPTION)
    made = snapshot(prepared, offline_parameters(prepared), scope, cloud)
    return {"scope": asdict(scope), "snapshot": made.to_json()}


def offline_parameters(prepared: Prepared) -> dict[str, Any]:
    """Parameters in ARM's form with placeholders for what only the environment knows."""
    values = prepared.values(None)
    return {**values.plain, **values.secrets}


def main(file: str, out: str, subscription: str, cloud: str) -> None:
    """Write the snapshots of every stack of a file as JSON."""
    place = (subscription or None, cloud or None)
    found = {stack.name: snapshot_of(prepare(stack), *place) for stack in load_stacks(Path(file))}
    Path(out).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:5])
    except MlinfraError as error:
        sys.exit(f"error: {error}")
    except (OSError, RecursionError, ValueError) as error:
        sys.exit(f"error: {type(error).__name__}: {error}")
