"""A case goes in, the baseline of every stage comes out: readable texts, the same in every process.

As a program it prints the hash of every baseline of every case: how the tests ask a fresh interpreter.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
from functools import cache
from pathlib import Path

from mlinfra.app.deployable import Deployable, of_stack
from mlinfra.app.forecast import offline_plan
from mlinfra.app.judging import evaluate, resources_of
from mlinfra.app.stages import Prepared, prepare
from mlinfra.arm.expand import Snapshot, snapshot_text
from mlinfra.base.finding import findings_json
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.lower.symbols import name_symbols
from mlinfra.review.plan.codec import to_json
from mlinfra.review.plan.plan import Source
from mlinfra.review.report.findings import findings_text
from mlinfra.review.report.markdown import report_markdown

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "cases"
SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
TENANT = "99999999-9999-9999-9999-999999999999"

_EXAMPLES = ("churn", "meridian")
CASES: dict[str, Path] = {name: ROOT / "examples" / f"{name}.py" for name in _EXAMPLES} | {
    path.parent.name: path for path in sorted(FOLDER.glob("*/main.py"))
}
"""The stack file of every case by name; the examples are cases too."""


@cache
def prepared(case: str) -> tuple[Prepared, ...]:
    """Every stack of a case with what follows from it."""
    return tuple(prepare(stack) for stack in load_stacks(CASES[case]))


def scope_of(one: Prepared) -> DeploymentScope:
    """Where a case is deployed: its own group in a subscription that is always the same."""
    return dataclasses.replace(one.lowered.scope, subscription=SUBSCRIPTION, tenant=TENANT)


def deployable(one: Prepared) -> Deployable:
    """What is planned of a stack, with placeholders for what the environment holds."""
    return of_stack(one, Path(f"{one.stack.name}.py"), None)


def made(one: Prepared) -> Snapshot:
    """What a stack deploys, evaluated offline."""
    return deployable(one).snapshot(scope_of(one), None)


def baselines(case: str) -> dict[str, str]:
    """The baselines of a case by path below its folder; a case of several stacks has a folder for each."""
    several = len(prepared(case)) > 1
    return {
        f"{one.stack.name}/{name}" if several else name: text
        for one in prepared(case)
        for name, text in _stages(one).items()
    }


def _stages(one: Prepared) -> dict[str, str]:
    plan = to_json(offline_plan(deployable(one), None, scope_of(one), Source("snapshot", "nothing")))
    work = deployable(one)
    told = evaluate(work, resources_of(work, work.scope)[0])
    found = findings_json(told.findings, told.not_evaluated)
    text = findings_text(found["findings"], found["not_evaluated"], width=120, color=False)
    return {
        "graph.txt": graph_text(one.graph),
        "findings.txt": text,
        **_files(one),
        "snapshot.json": snapshot_text(made(one)) + "\n",
        "plan.md": report_markdown([plan]),
    }


def _files(one: Prepared) -> dict[str, str]:
    """The rendered files; the two for parameters only where there are parameters."""
    files = one.rendered.files
    return {name: text for name, text in files.items() if one.lowered.parameters.body or "param" not in name}


def graph_text(graph: Graph) -> str:
    """The graph for people: a line for each node with its symbol and id, then its origin and what it needs."""
    symbols = name_symbols(graph, {parameter.name for parameter in graph.stack.parameters})
    lines = [f"{graph.stack.name} -> {_place(graph)}"]
    for node in graph:
        because = f", because {node.origin.because}" if node.origin.because else ""
        lines += [
            "",
            f"{'=' if node.existing else '+'} {symbols[node.id]}: {node.kind.__name__} {_id(node.id)}",
            f"    from {node.origin.where}{because}",
        ]
        lines += [f"    needs {symbols[edge.target]} ({edge.why})" for edge in graph.edges if edge.source == node.id]
    return "\n".join(lines) + "\n"


def _place(graph: Graph) -> str:
    home = graph.deployed
    return home.resource_group or home.management_group or home.subscription or home.kind


def _id(own: NodeId) -> str:
    if own.on is not None:
        return f"{own.name.rpartition('>')[2]} on {_id(own.on)}"
    place = "/".join(part for part in (own.subscription, own.group) if part)
    write = f", write {own.phase + 1}" if own.phase else ""
    return f"{'/'.join(own.names)}{f' in {place}' if place else ''}{write}"


def main() -> None:
    """Print the hashes of all baselines as JSON."""
    hashes = {
        f"{case}/{name}": hashlib.sha256(text.encode()).hexdigest()
        for case in CASES
        for name, text in baselines(case).items()
    }
    json.dump(hashes, sys.stdout)


if __name__ == "__main__":
    main()
