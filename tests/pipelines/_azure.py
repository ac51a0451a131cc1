"""Run the stages of an Azure pipeline: conditions, outputs between stages, and the tasks that ours use."""

from __future__ import annotations

import operator
import re
from collections import UserDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipelines._machine import Machine
from pull_request._services import TOKEN, Service

_OUTPUT = re.compile(r"^##vso\[task\.setvariable variable=([\w-]+);isOutput=true\](.*)$", re.MULTILINE)


class _Results(UserDict[str, Any]):
    """What stages and jobs ended as; a member that is not there is empty."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name, _Results())

    def __missing__(self, key: str) -> str:
        return ""


def holds(condition: str, variables: Mapping[str, str], dependencies: _Results, *, failed: bool) -> bool:
    """Whether a condition is true: ``and``, ``not``, ``eq``, ``ne``, ``in`` and the states that ours ask."""
    names = {
        "and_": lambda *values: all(values),
        "not_": operator.not_,
        "eq": lambda one, other: str(one).lower() == str(other).lower(),
        "ne": lambda one, other: str(one).lower() != str(other).lower(),
        "in_": lambda value, *others: value in others,
        "succeeded": lambda: not failed,
        "failed": lambda: failed,
        "canceled": lambda: False,
        "variables": _Results(variables),
        "dependencies": dependencies,
    }
    text = re.sub(r"\b(and|not|in)\(", r"\1_(", condition)
    return bool(eval(text, names))  # ruff: ignore[suspicious-eval-usage]  the functions above are all that it knows


@dataclass
class Pipeline:
    """One pipeline in a repository of Azure Repos, with the service that takes its comments."""

    file: Path
    machine: Machine
    service: Service
    results: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, _Results] = field(default_factory=dict)
    connections: dict[str, str] = field(default_factory=dict)
    """Stage and job -> the service connection that it used."""

    def run(self, reason: str, revision: str, branch: str, **more: str) -> dict[str, str]:
        """Run what a reason starts; the results by stage, and by stage and job."""
        self.machine.forget()
        self.results, self.outputs, self.connections = {}, {}, {}
        whole = yaml.safe_load(self.file.read_text(encoding="utf-8"))
        self.variables = {"Build.Reason": reason, "Build.SourceBranch": branch, **more}
        for stage in whole["stages"]:
            self.results[stage["stage"]] = self._stage(stage, whole, revision)
        return self.results

    def _stage(self, stage: Mapping[str, Any], whole: Mapping[str, Any], revision: str) -> str:
        needs = _listed(stage["dependsOn"]) if "dependsOn" in stage else []
        states = _Results({need: _Results(result=self.results[need], outputs=self.outputs[need]) for need in needs})
        failed = any(self.results[need] != "Succeeded" for need in needs)
        name = stage["stage"]
        self.outputs[name] = _Results()
        if not holds(stage["condition"], self.variables, states, failed=failed):
            return "Skipped"
        for job in stage["jobs"]:
            key = job.get("job") or job["deployment"]
            self.results[f"{name}/{key}"] = self._job(name, key, job, whole, revision)
        ended = [result for place, result in self.results.items() if place.startswith(f"{name}/")]
        return "Failed" if "Failed" in ended else "Succeeded"

    def _job(self, stage: str, name: str, job: Mapping[str, Any], whole: Mapping[str, Any], revision: str) -> str:
        states = [self.results[f"{stage}/{need}"] for need in _listed(job.get("dependsOn", []))]
        failed = "Failed" in states
        if not holds(job.get("condition", "succeeded()"), self.variables, _Results(), failed=failed):
            return "Skipped"
        assert job["timeoutInMinutes"]
        steps = job["steps"] if "steps" in job else job["strategy"]["runOnce"]["deploy"]["steps"]
        place, problem = self.machine.folder, False
        known = dict(self._platform(whole))
        for step in steps:
            if not holds(step.get("condition", "succeeded()"), self.variables, _Results(), failed=problem):
                continue
            if "checkout" in step:
                assert step["persistCredentials"] is False
                place = self.machine.workspace(revision)
                known |= self._folders(place)
            elif "publish" in step:
                self.machine.keep(step["artifact"], sorted(Path(_filled(step["publish"], known)).iterdir()))
            elif "download" in step:
                for artifact in [step["artifact"]] if "artifact" in step else self.machine.kept():
                    self.machine.fetch(artifact, Path(known["Pipeline.Workspace"]) / artifact)
            elif (command := self._command(step, f"{stage}/{name}")) is not None:
                environment = {key: _filled(value, known) for key, value in step.get("env", {}).items()}
                ran = self.machine.run(
                    f"{stage}/{name}", _filled(command, known), place, {**_environment(known), **environment}
                )
                problem = problem or ran.code != 0
                for variable, value in _OUTPUT.findall(ran.out):
                    self.outputs[stage][f"{name}.{step.get('name', '')}.{variable}"] = value
        return "Failed" if problem else "Succeeded"

    def _command(self, step: Mapping[str, Any], place: str) -> str | None:
        """What a step runs in a shell; None for tasks that prepare the machine."""
        if "script" in step:
            return str(step["script"])
        if step["task"] == "AzureCLI@2":
            self.connections[place] = step["inputs"]["azureSubscription"]
            return str(step["inputs"]["inlineScript"])
        assert step["task"] in {"UsePythonVersion@0", "Cache@2"}
        return None

    def _platform(self, whole: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from whole["variables"].items()
        yield from self.variables.items()
        yield from {
            "TF_BUILD": "True",
            "System.CollectionUri": f"{self.service.url}/org/",
            "System.TeamProject": "My Project",
            "Build.Repository.ID": "repo-id",
            "Build.Repository.Provider": "TfsGit",
            "System.AccessToken": TOKEN,
        }.items()

    def _folders(self, place: Path) -> dict[str, str]:
        work = place.parent / f"{place.name}-work"
        names = {
            "Pipeline.Workspace": work,
            "Build.ArtifactStagingDirectory": work / "a",
            "Agent.TempDirectory": work / "t",
        }
        for folder in names.values():
            folder.mkdir(exist_ok=True)
        return {name: str(folder) for name, folder in names.items()}


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _filled(text: str, known: Mapping[str, str]) -> str:
    """A text with its ``$(macros)`` filled in; an unknown one stays, as on the platform."""
    return re.sub(r"\$\(([\w.]+)\)", lambda match: known.get(match[1], match[0]), text)


def _environment(known: Mapping[str, str]) -> dict[str, str]:
    """Variables as environment variables; the token is a secret, which only a step that maps it gets."""
    names = {name.upper().replace(".", "_"): value for name, value in known.items() if name != "System.AccessToken"}
    return {name: _filled(value, known) for name, value in names.items()}
