"""Read a what-if answer of many changes and render the plan in every format, as ratios to ``json.loads`` of the answer.

Run: ``python bench/plan.py [SIZE ...]``; without sizes 1,250, 2,500, 5,000 and 10,000 changes.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan import Context, Source, read_what_if, to_json

SIZES = (1250, 2500, 5000, 10_000)
ROUNDS = 3
SCOPE = DeploymentScope(subscription="00000000-0000-0000-0000-000000000001", resource_group="rg")
KINDS = ("Modify", "Modify", "Modify", "Create", "NoChange", "Delete", "Ignore", "Modify")


def _body(number: int, *, live: bool) -> dict[str, Any]:
    """A storage account, as Azure returns it or as a template sends it."""
    name = f"st{number:05}"
    body: dict[str, Any] = {
        "id": f"{SCOPE.id}/providers/Microsoft.Storage/storageAccounts/{name}",
        "type": "Microsoft.Storage/storageAccounts",
        "name": name,
        "apiVersion": "2023-05-01",
        "location": "westeurope",
        "sku": {"name": "Standard_LRS" if live else "Standard_ZRS"},
        "tags": {"team": "churn", "stage": f"s{number % 7}"},
        "properties": {
            "accessTier": "Hot",
            "minimumTlsVersion": "TLS1_2",
            "networkAcls": {"defaultAction": "Deny", "ipRules": [{"value": f"10.0.{n}.0/24"} for n in range(4)]},
        },
    }
    if live:
        body["sku"]["tier"] = "Standard"
        body["properties"] |= {"creationTime": "2026-01-01T00:00:00Z", "primaryEndpoints": {"blob": f"https://{name}"}}
        body["properties"]["networkAcls"]["ipRules"].pop()
    return body


def answer(size: int) -> str:
    """The text of a what-if answer with so many changes."""
    changes = []
    for number in range(size):
        kind, live, sent = KINDS[number % len(KINDS)], _body(number, live=True), _body(number, live=False)
        sides = {"Create": {"after": sent}, "Delete": {"before": live}, "Modify": {"before": live, "after": sent}}
        changes.append(
            {"resourceId": sent["id"], "changeType": kind, **sides.get(kind, {"before": live, "after": live})}
        )
    return json.dumps({"status": "Succeeded", "properties": {"changes": changes}})


def _best(work: Callable[[], object]) -> float:
    """The least seconds of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def _renderers() -> dict[str, Callable[[list[dict[str, Any]]], str]]:
    from mlinfra.review.report.annotations import report_azure_annotations, report_github_annotations
    from mlinfra.review.report.as_json import report_json
    from mlinfra.review.report.html import report_html
    from mlinfra.review.report.markdown import report_markdown
    from mlinfra.review.report.text import report_text

    return {
        "text": report_text,
        "markdown": report_markdown,
        "html": report_html,
        "json": report_json,
        "github": report_github_annotations,
        "azure": report_azure_annotations,
    }


def measure(size: int) -> dict[str, float]:
    """Seconds by step for one size."""
    wire_text = answer(size)
    wire, context = json.loads(wire_text), Context("bench", SCOPE, Source("azure"))
    plan = read_what_if(wire, context)
    data = to_json(plan)
    gc.collect()
    gc.freeze()  # what lies around for the next steps is none of the step's own work
    taken = {
        "loads": _best(lambda: json.loads(wire_text)),
        "read": _best(lambda: read_what_if(wire, context)),
        "dump": _best(lambda: json.dumps(to_json(plan))),
    }
    return taken | {name: _best(partial(render, [data])) for name, render in _renderers().items()}


def main(sizes: list[int]) -> None:
    """Print seconds, ratios, and what a doubling costs."""
    last: dict[str, float] = {}
    for size in sizes:
        taken = measure(size)
        steps = "  ".join(
            f"{name} {seconds / taken['loads']:.1f}x" for name, seconds in taken.items() if name != "loads"
        )
        growth = "  ".join(f"{name} {seconds / last[name]:.2f}" for name, seconds in taken.items() if name in last)
        print(f"{size:6} changes: json.loads {taken['loads'] * 1000:.0f} ms; {steps}")
        print(f"{'':16} growth: {growth}" if growth else "")
        last = taken


if __name__ == "__main__":
    main([int(arg) for arg in sys.argv[1:]] or list(SIZES))
