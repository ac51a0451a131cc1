"""Make the snapshots of a stack file at another git revision, by running that revision's own code, kept apart.

The revision's files are read from the object store into a temporary folder: no checkout, no hooks, no filters, nothing
is written to the repository. Its stack file runs in a process of its own whose environment holds PATH, locale and a
temporary HOME, so that no credential of this process is picked up by accident. This is no sandbox: the code runs with
the rights of the user, as any other step of the job does, and who reads other processes or files can find more. So
compare with a revision whose code was reviewed, such as the target branch; a fork's job has no credential to find.
The cost is one more Python process, about half a second, and the time to write the revision's files.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from mlinfra.app.kept_apart import run_apart, temporary_folder
from mlinfra.arm.printers.compiler import NEWEST
from mlinfra.base.errors import LoadError
from mlinfra.landing_zone.load.objects import git_environment, unpack

_KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV")
_SECONDS = 300
_PROGRAM = "import sys; sys.path.remove(''); from mlinfra.app.snapshots import run; run()"
"""The stack's folder, which is the current one, is taken from the import path: its ``yaml.py`` is not ours."""


def snapshots_at(
    ref: str,
    file: Path,
    subscription: str | None,
    cloud: str | None = None,
    compiler: str = NEWEST.version,
    variables: tuple[str, ...] = (),
    allow_code: bool = False,
) -> dict[str, Any]:
    """Snapshots by stack name, as `snapshots_of` prints them, of ``file`` at ``ref``; empty when it is not there yet."""
    root = Path(_git(file.resolve().parent, "rev-parse", "--show-toplevel").decode().strip())
    inside = file.resolve().relative_to(root.resolve())
    commit = _commit(root, ref)
    if not _git(root, "ls-tree", "--name-only", commit, "--", inside.as_posix()).strip():
        return {}
    with temporary_folder() as home:
        tree = home / "tree"
        unpack(root, _git(root, "ls-tree", "-r", "-z", "--full-tree", commit), tree)
        (tree / ".git").mkdir(exist_ok=True)  # what lies above is no part of the revision
        place = (subscription or "", cloud or "", compiler, ",".join(variables), "allow" if allow_code else "")
        return _run(tree / inside, home, ref, place)


def _commit(root: Path, ref: str) -> str:
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    except LoadError as error:
        hint = "fetch it first: `git fetch origin`; in CI check out with full history (fetch-depth: 0)"
        raise LoadError(f"git knows no revision {ref!r}", where=str(root), hint=hint) from error


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=git_environment())
    except FileNotFoundError as error:
        raise LoadError("git is not installed", hint="install git, or plan --against snapshot:FILE") from error
    if done.returncode:
        text = done.stderr.decode(errors="replace").strip() or f"git {arguments[0]} failed"
        raise LoadError(text, where=str(folder), hint="--against git:REF needs a git repository around the stack file")
    return done.stdout


def _run(file: Path, home: Path, ref: str, place: tuple[str, ...]) -> dict[str, Any]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join(_own_path())}
    result = home / "snapshots.json"  # not stdout: a stack file, or what it starts, may print there
    command = [sys.executable, "-c", _PROGRAM, str(file), str(result), *place]
    try:
        done = run_apart(command, folder=file.parent, environment=environment, seconds=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise LoadError(
            f"the stack file at {ref} did not finish in {_SECONDS} seconds", where=str(file.name)
        ) from error
    if done.returncode or not result.is_file():
        told = _told(done.stderr).replace(f"{file.parent}{os.sep}", "")
        told = told or f"it ended with exit code {done.returncode}"
        raise LoadError(f"the stack file at {ref} does not load: {told}", where=f"{ref}:{file.name}")
    snapshots: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return snapshots


def _told(stderr: bytes) -> str:
    """The error in what a process said: from its own mark on, else the last line."""
    said = f"\n{stderr.decode(errors='replace').strip()}"
    _, mark, error = said.rpartition("\nerror: ")
    return error if mark else said.rpartition("\n")[2]


def _own_path() -> list[str]:
    """Where this mlinfra was imported from, so that both revisions are rendered by the same one."""
    return [str(Path(__file__).resolve().parents[2])]
