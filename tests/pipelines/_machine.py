"""The machine that runs a pipeline's steps: a fresh clone for each job, artifacts kept between them, bash for each step."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, with an identity of its own; what it prints."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@dataclass(frozen=True, slots=True)
class Ran:
    """One step that was run: where, what, and how it ended."""

    job: str
    command: str
    code: int
    out: str
    subscription: str = ""
    """What AZURE_SUBSCRIPTION_ID was."""


@dataclass
class Machine:
    """Runs steps against the local target, whose state all jobs share; everything else of a job is its own."""

    folder: Path
    origin: Path
    """The repository that jobs clone."""
    ran: list[Ran] = field(default_factory=list)
    jobs: int = 0
    installed: set[str] = field(default_factory=set)
    """Contents of requirements.txt that were installed: the next job's machine is as this one was after that."""

    def workspace(self, revision: str) -> Path:
        """A fresh clone for one job, at a revision that any branch of the origin may hold."""
        self.jobs += 1
        place = self.folder / f"job-{self.jobs}"
        git(self.folder, "clone", "--quiet", str(self.origin), str(place))
        git(place, "fetch", "--quiet", "origin", "+refs/*:refs/remotes/all/*")
        git(place, "checkout", "--quiet", "--detach", revision)
        return place

    def run(self, job: str, command: str, place: Path, environment: Mapping[str, str]) -> Ran:
        """Run a step as the platforms do: ``bash -e`` on a file, with the environment that the job has and no more."""
        if command.startswith("pip install"):
            content = (place / "requirements.txt").read_text(encoding="utf-8")
            if content in self.installed:
                self.ran.append(Ran(job, command, 0, "installed by an earlier job"))
                return self.ran[-1]
        ran = self._run(job, command, place, environment)
        if command.startswith("pip install") and ran.code == 0:
            self.installed.add(content)
        return ran

    def _run(self, job: str, command: str, place: Path, environment: Mapping[str, str]) -> Ran:
        script = self.folder / "step.sh"
        script.write_text(command, encoding="utf-8")
        known = {
            "PATH": f"{BIN}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "HOME": str(self.folder),
            "CI": "true",
            "NO_PROXY": "127.0.0.1",
            "PIP_NO_INDEX": "1",  # the requirements are met by what is installed, or the step fails
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_ROOT_USER_ACTION": "ignore",
            **environment,
            "MLINFRA_TARGET": "local",  # instead of Azure
            "MLINFRA_STATE": str(self.folder / "local.db"),
        }
        done = subprocess.run(
            ["bash", "-e", str(script)], cwd=place, env=known, capture_output=True, text=True, check=False, timeout=300
        )
        self.ran.append(
            Ran(job, command, done.returncode, done.stdout + done.stderr, environment.get("AZURE_SUBSCRIPTION_ID", ""))
        )
        return self.ran[-1]

    def keep(self, name: str, files: list[Path]) -> None:
        """Keep an artifact."""
        place = self.folder / "artifacts" / name
        place.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copy(file, place)

    def fetch(self, name: str, place: Path) -> None:
        """Copy an artifact into a folder."""
        place.mkdir(parents=True, exist_ok=True)
        for file in sorted((self.folder / "artifacts" / name).iterdir()):
            shutil.copy(file, place)

    def kept(self) -> list[str]:
        """The names of the artifacts."""
        return sorted(path.name for path in (self.folder / "artifacts").glob("*"))

    def plans(self) -> dict[str, dict[str, Any]]:
        """The plans among the artifacts, by the names of these."""
        files = (self.folder / "artifacts").glob("*/plan*.json")
        return {file.parent.name: json.loads(file.read_text(encoding="utf-8")) for file in files}

    def forget(self) -> None:
        """Begin a new run: no artifacts, no steps."""
        shutil.rmtree(self.folder / "artifacts", ignore_errors=True)
        self.ran.clear()
