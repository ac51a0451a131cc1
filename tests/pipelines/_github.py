"""Run the jobs of a GitHub workflow: conditions, matrices, outputs and the actions that ours use."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipelines._machine import Machine
from pull_request._services import TOKEN, Service

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*')|(?P<op>&&|\|\||==|!=|!|\(|\))|(?P<path>[A-Za-z_][\w-]*(?:\.[\w-]+|\[[^\]]+\])*))"
)
_OPERATORS = {"&&": " and ", "||": " or ", "!": " not ", "==": "==", "!=": "!=", "(": "(", ")": ")"}


def evaluate(text: str, context: Mapping[str, Any]) -> Any:
    """The value of a GitHub expression: paths, texts, ``&& || ! == !=`` and functions without arguments."""
    text, made, position = text.strip().replace("()", ""), "", 0  # `look` calls what is a function
    while position < len(text):
        match = _TOKEN.match(text, position)
        assert match, f"cannot read {text!r} at {text[position:]!r}"
        made += _OPERATORS[match["op"]] if match["op"] else f" {match['text'] or _looked_up(match['path'])}"
        position = match.end()
    return eval(made, {"look": lambda path: _look(path, context)})  # ruff: ignore[suspicious-eval-usage]  built above


def _looked_up(path: str) -> str:
    return f"look({path!r})"


def _look(path: str, context: Mapping[str, Any]) -> Any:
    value: Any = context
    for name, inner in re.findall(r"([\w-]+)|\[([^\]]+)\]", path):
        key = name or _look(inner, context)
        value = value.get(key, "") if isinstance(value, Mapping) else ""
    return value() if callable(value) else value


def filled(value: Any, context: Mapping[str, Any]) -> Any:
    """A value of the workflow with its ``${{ }}`` filled in."""
    if isinstance(value, str):
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: _text(evaluate(match[1], context)), value)
    if isinstance(value, Mapping):
        return {name: filled(item, context) for name, item in value.items()}
    return value


def _text(value: Any) -> str:
    return {True: "true", False: "false", None: ""}.get(value) or str(value) if not isinstance(value, str) else value


@dataclass
class Workflow:
    """One workflow in a repository, with the service that takes its comments."""

    file: Path
    machine: Machine
    service: Service
    variables: Mapping[str, str]
    results: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    summary: str = ""

    def run(self, event: str, revision: str, *, ref: str, payload: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Run what an event starts; the results by job."""
        self.machine.forget()
        self.results, self.outputs, self.summary = {}, {}, ""
        whole = yaml.safe_load(self.file.read_text(encoding="utf-8"))
        github = {
            "event_name": event,
            "ref": ref,
            "repository": "team/ml",
            "base_ref": "main" if event == "pull_request" else "",
            "event": payload or {},
            "token": TOKEN,
        }
        assert event in whole[True], f"{event} does not start this workflow"  # YAML reads `on` as true
        for name, job in whole["jobs"].items():
            self.results[name] = self._job(name, job, whole, github, revision)
        return self.results

    def _job(self, name: str, job: Mapping[str, Any], whole: Mapping[str, Any], github: Any, revision: str) -> str:
        needs = job.get("needs", [])
        needs = [needs] if isinstance(needs, str) else needs
        ancestors = set(self._ancestors(needs, whole))
        failed = any(self.results[other] == "failure" for other in ancestors)
        context = {
            "github": github,
            "vars": self.variables,
            "needs": {
                other: {"result": self.results[other], "outputs": self.outputs.get(other, {})} for other in needs
            },
            "failure": lambda: failed,
            "cancelled": lambda: False,
        }
        condition = str(job.get("if", "")).removeprefix("${{").removesuffix("}}")
        if not re.search(r"(failure|cancelled|always|success)\(", condition):
            context["succeeded"] = all(self.results[other] == "success" for other in needs)
            condition = f"succeeded && ({condition})" if condition else "succeeded"
        if not evaluate(condition, context):
            return "skipped"
        assert job["timeout-minutes"]
        ended = [
            self._steps(name, job, whole, {**context, "matrix": row}, revision)
            for row in job.get("strategy", {}).get("matrix", {}).get("include", [{}])
        ]
        return "success" if all(ended) else "failure"

    def _ancestors(self, needs: list[str], whole: Mapping[str, Any]) -> Iterator[str]:
        for other in needs:
            yield other
            above = whole["jobs"][other].get("needs", [])
            yield from self._ancestors([above] if isinstance(above, str) else above, whole)

    def _steps(self, name: str, job: Any, whole: Any, context: dict[str, Any], revision: str) -> bool:
        permissions = job["permissions"]
        assert set(permissions) >= {"contents"}
        self.service.permission = permissions.get("pull-requests", "read")
        place, outputs, succeeded = self.machine.folder, dict[str, Any](), True
        base = {**self._platform(context["github"]), **filled(whole.get("env", {}), context)}
        for step in job["steps"]:
            known = {**context, "steps": outputs}
            condition = str(step.get("if", "")).removeprefix("${{").removesuffix("}}")
            if not (evaluate(condition, known) if condition else succeeded):
                continue
            if "uses" in step:
                place = self._action(step["uses"], filled(step.get("with", {}), known), place, revision)
                continue
            environment = {**base, **filled(step.get("env", {}), known)}
            files = {key: self.machine.folder / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
            for file in files.values():
                file.write_text("", encoding="utf-8")
            environment |= {key: str(file) for key, file in files.items()}
            assert "${{" not in step["run"], "an expression in a script can be made to run other commands"
            succeeded = self.machine.run(name, step["run"], place, environment).code == 0 and succeeded
            told = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").split()
            outputs[step.get("id", "")] = {"outputs": dict(line.split("=", 1) for line in told)}
            self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        self.outputs[name] = filled(job.get("outputs", {}), {**context, "steps": outputs})
        return succeeded

    def _platform(self, github: Mapping[str, Any]) -> dict[str, str]:
        event = self.machine.folder / "event.json"
        event.write_text(json.dumps(github["event"]), encoding="utf-8")
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.service.url,
            "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REF": github["ref"],
            "GITHUB_BASE_REF": github["base_ref"],
        }

    def _action(self, uses: str, options: dict[str, Any], place: Path, revision: str) -> Path:
        """What an action does, as far as our steps need it; each is pinned to a commit."""
        name, _, commit = uses.partition("@")
        assert re.fullmatch(r"[0-9a-f]{40}", commit), uses
        if name == "actions/checkout":
            assert options["persist-credentials"] is False
            return self.machine.workspace(f"origin/{options['ref']}" if "ref" in options else revision)
        if name == "actions/upload-artifact":
            files = [path for path in sorted(place.iterdir()) if fnmatch.fnmatch(path.name, options["path"])]
            if files:
                self.machine.keep(options["name"], files)
        elif name == "actions/download-artifact":
            wanted = options.get("pattern") or options["name"]
            for artifact in [kept for kept in self.machine.kept() if fnmatch.fnmatch(kept, wanted)]:
                self.machine.fetch(artifact, place / options.get("path", ""))
        else:
            assert name == "actions/setup-python"
        return place
