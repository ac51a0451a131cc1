"""Read snapshots to compare with: a file of one stack, or a folder with one file for each stack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.base.errors import InvalidInput, LoadError

if TYPE_CHECKING:
    from mlinfra.app.observer import Observer

ENDING = ".json"


def is_folder(path: Path) -> bool:
    """Whether a path is for one snapshot of each stack: it is a folder, or has no ending and is not there yet."""
    return path.is_dir() or (not path.suffix and not path.exists())


def snapshot_file(folder: Path, stack: str) -> Path:
    """Where a stack's snapshot lies in a folder."""
    return folder / f"{stack}{ENDING}"


def read_snapshots(path: Path, stacks: list[str], select: str, observer: Observer) -> dict[str, Mapping[str, Any]]:
    """The snapshots by stack name; of a folder those that there are, and what is missing or over is told.

    ``select``: the pattern that chose the stacks. Raises `InvalidInput` for what is no snapshot, and for one file for
    several stacks.
    """
    if path.is_dir():
        return _in_folder(path, stacks, select, observer)
    if len(stacks) > 1:
        hint = (
            "`mlinfra expand FILE -o FOLDER` writes one for each stack, --against snapshot:FOLDER reads them; or choose one "
            f"stack with --select: {', '.join(stacks)}"
        )
        raise InvalidInput(f"a snapshot is of one stack, and {len(stacks)} are planned", where=str(path), hint=hint)
    return {stack: _read(path, stack) for stack in stacks}


def _in_folder(folder: Path, stacks: Iterable[str], select: str, observer: Observer) -> dict[str, Mapping[str, Any]]:
    files = {file.stem: file for file in sorted(folder.glob(f"*{ENDING}"))}
    if not files:
        hint = "`mlinfra expand FILE -o FOLDER` writes one for each stack"
        raise InvalidInput("there is no snapshot in this folder", where=str(folder), hint=hint)
    new = [stack for stack in stacks if stack not in files]
    gone = [name for name in files if name not in stacks and fnmatchcase(name, select)]
    if new:
        observer.note(f"{', '.join(new)} has no snapshot in {folder}: all of it counts as new")
    if gone:
        observer.note(f"not planned: {', '.join(gone)} has a snapshot in {folder} and is no longer in the code")
    return {stack: _read(files[stack], stack) for stack in stacks if stack in files}


def _read(file: Path, stack: str) -> Mapping[str, Any]:
    """A snapshot file: one that ``expand`` or ``bicep snapshot`` wrote."""
    from mlinfra.app.json_files import read_deep_json

    try:
        snapshot = read_deep_json(file)
    except LoadError as error:
        raise InvalidInput(
            f"no snapshot to compare {stack} with: {error.message}", where=error.where or str(file)
        ) from error
    listed = snapshot.get("predictedResources")
    if not isinstance(listed, list) or not all(isinstance(resource, dict) for resource in listed):
        hint = "`mlinfra expand FILE -o snapshot.json` writes one"
        raise InvalidInput("this is not a snapshot", where=str(file), hint=hint)
    return snapshot
