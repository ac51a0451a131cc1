"""Several stacks of one file: all checked first, deployed at the same time or in order, and no outcome lost."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Generator
from pathlib import Path
from unittest import mock

import pytest

from cli._run import Ran, run
from mlinfra import deploy
from mlinfra.azure import connect
from mlinfra.azure.errors import WhatIfRefused
from mlinfra.azure.local_cloud import SUBSCRIPTION, LocalCloud
from mlinfra.azure.protocol import Request, Watch, Wire
from mlinfra.review.plan.plan import Plan

FILE = """from mlinfra import *

stacks = []

def made(name, *resources, sku="Standard_LRS", flat=True, **given):
    group = ResourceGroup(f"rg-{name}", location="westeurope")
    account = StorageAccount(f"st{name}", sku=sku, hierarchical_namespace=not flat)
    stacks.append(Stack(name, scope=group, resources=[account, *resources], **given))
    return stacks[-1]

"""
THREE = 'made("aa")\nmade("bb")\nmade("cc")\n'
LOCAL = ("--target", "local")
DEPLOY = ("deploy", "stack.py", *LOCAL, "--yes")


def _write(folder: Path, text: str) -> None:
    (folder / "stack.py").write_text(FILE + text, encoding="utf-8")


def _standing(folder: Path) -> list[str]:
    """The storage accounts that the local target holds."""
    with connect("local", state=folder / ".mlinfra" / "local.db") as cloud:
        accounts = cloud.send(
            "GET", f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Storage/storageAccounts", "2023-05-01"
        )
    return sorted(account["name"] for account in (accounts.body or {}).get("value", ()))


def _outcomes(ran: Ran) -> dict[str, str]:
    document = json.loads(ran.out)
    assert document["kind"] == "outcomes"
    return {outcome["stack"]: outcome["state"] for outcome in document["outcomes"]}


def test_all_stacks_of_a_plan_are_checked_before_the_first_is_sent(tmp_path: Path) -> None:
    """What moved since the review is named for every stack that moved, and nothing of any stack is deployed."""
    _write(tmp_path, THREE)
    assert run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=tmp_path).code == 0
    _write(tmp_path, 'made("aa")\nmade("bb", sku="Standard_ZRS")\nmade("cc", sku="Standard_ZRS")\n')
    ran = run("deploy", "plan.json", *LOCAL, "--yes", cwd=tmp_path)
    assert ran.code == 1
    assert "2 of 3 stacks cannot be deployed, so nothing was sent" in ran.err
    assert "bb: this is not what was reviewed" in ran.err
    assert "cc: this is not what was reviewed" in ran.err
    assert _standing(tmp_path) == []
    told = run("deploy", "plan.json", *LOCAL, "--yes", "--format", "json", cwd=tmp_path)
    assert json.loads(told.out)["error"]["code"] == "PlanStale"
    _write(tmp_path, THREE)
    assert run("deploy", "plan.json", *LOCAL, "--yes", cwd=tmp_path).code == 0
    assert _standing(tmp_path) == ["staa", "stbb", "stcc"]


def test_all_stacks_of_a_file_are_checked_before_the_first_is_sent(tmp_path: Path) -> None:
    """A change of the last stack that Azure refuses keeps the first from being sent."""
    _write(tmp_path, THREE)
    assert run(*DEPLOY, "--select", "cc", cwd=tmp_path).code == 0
    _write(tmp_path, THREE.replace('"cc"', '"cc", flat=False'))
    ran = run(*DEPLOY, cwd=tmp_path)
    assert ran.code == 1
    assert "Azure would refuse this, so nothing was sent" in ran.err
    assert _standing(tmp_path) == ["stcc"]


def test_a_failed_stack_loses_no_outcome(tmp_path: Path) -> None:
    """The outcomes of all stacks are there, as JSON too; what depends on the failed one is not sent, and says why."""
    _write(
        tmp_path,
        'bad = made("bad")\nnext = made("next", depends_on=[bad])\nmade("last", depends_on=[next])\nmade("good")\n',
    )
    words = (*DEPLOY, "--keep-going")
    ran = run(*words, "--format", "json", cwd=tmp_path, MLINFRA_FAULTS="refuse=policy:stbad")
    assert ran.code == 1
    assert _outcomes(ran) == {"bad": "Failed", "next": "NotStarted", "last": "NotStarted", "good": "Succeeded"}
    (tmp_path / ".mlinfra" / "local.db").unlink()
    text = run(*words, cwd=tmp_path, MLINFRA_FAULTS="refuse=policy:stbad")
    assert "RequestDisallowedByPolicy" in text.out
    assert "Not started: next, last: depends on bad, which was not deployed" in text.out
    assert text.out.rstrip().endswith("4 stacks: 4 with changes, 1 failed, 2 not started.")
    assert _standing(tmp_path) == ["stgood"]
    (tmp_path / ".mlinfra" / "local.db").unlink()
    assert run(*DEPLOY, "--select", "good", cwd=tmp_path).code == 0
    shown = run(*words, "--format", "markdown", cwd=tmp_path, MLINFRA_FAULTS="refuse=policy:stbad")
    assert shown.out.startswith("**4 stacks: 3 with changes, 1 failed, 2 not started.**")
    assert "Nothing to deploy: <code>good</code>" in shown.out


def test_without_keep_going_nothing_begins_after_a_failure(tmp_path: Path) -> None:
    """What runs comes to its end; what waits for another stack is not sent."""
    more = 'StorageAccount("sthub2"), StorageAccount("sthub3")'
    _write(tmp_path, f'made("bad")\nhub = made("hub", {more})\nmade("zone", depends_on=[hub])\n')
    ran = run(*DEPLOY, "--format", "json", cwd=tmp_path, MLINFRA_FAULTS="latency=1,refuse=policy:stbad")
    assert _outcomes(ran) == {"bad": "Failed", "hub": "Succeeded", "zone": "NotStarted"}
    error = json.loads(ran.out)["outcomes"][2]["error"]
    assert error["message"] == "bad failed before it began"
    assert "--keep-going" in error["advice"]
    again = run(*DEPLOY, "--format", "json", cwd=tmp_path)
    assert _outcomes(again) == {"bad": "Succeeded", "zone": "Succeeded"}
    assert json.loads(again.out)["unchanged"] == ["hub"]


def test_an_exception_in_one_stack_is_its_outcome(tmp_path: Path) -> None:
    """Even a bug of ours: the others are deployed and told, and the exit code is 1."""
    _write(tmp_path, THREE)

    def broken(plan: Plan) -> dict[str, str]:
        if plan.stack == "bb":
            raise RuntimeError("broken")
        return {}

    with mock.patch("mlinfra.app.deployment_run.role_names", broken):
        ran = run(*DEPLOY, "--format", "json", cwd=tmp_path)
    assert ran.code == 1
    assert _outcomes(ran) == {"aa": "Succeeded", "bb": "Failed", "cc": "Succeeded"}
    assert "mlinfra has a bug: RuntimeError: broken" in json.loads(ran.out)["outcomes"][1]["error"]["message"]


def test_a_stack_may_point_to_what_another_makes(tmp_path: Path) -> None:
    """It is deployed after that one; the local target makes no stand-in for what a stack of the run makes itself."""
    _write(
        tmp_path,
        'lake = StorageAccount.existing("sthub", scope="rg-hub")\n'
        'store = BlobDatastore("raw", account=lake, container="raw")\n'
        'zone = Workspace("mlw-zone", datastores=[store])\n'
        'hub = Stack("hub", scope=ResourceGroup("rg-hub", location="westeurope"), resources=[StorageAccount("sthub")])\n'
        'made("zone", zone, depends_on=[hub])\nstacks.append(hub)\n',
    )
    planned = run("plan", "stack.py", *LOCAL, "--format", "json", cwd=tmp_path)
    plans = {plan["stack"]: plan for plan in json.loads(planned.out)["plans"]}
    assert plans["hub"]["counts"]["create"] > 0
    ran = run(*DEPLOY, cwd=tmp_path)
    assert ran.code == 0, ran.out + ran.err
    lines = ran.err.splitlines()
    assert lines.index("hub: succeeded") < next(i for i, line in enumerate(lines) if line.startswith("zone: started"))


def test_a_failed_forecast_is_repeated_after_what_the_stack_depends_on(tmp_path: Path) -> None:
    """A stack whose forecast needs what another one makes first is planned again then, and deployed."""
    text = 'hub = made("hub")\nmade("zone", sku="{}", depends_on=[hub])\n'
    _write(tmp_path, text.format("Standard_LRS"))
    assert run(*DEPLOY, "--select", "zone", cwd=tmp_path).code == 0
    real = LocalCloud.what_if

    def what_if(cloud: LocalCloud, request: Request, watch: Watch | None = None) -> Wire:
        if not cloud.send("GET", f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-hub", "2025-04-01").found:
            raise WhatIfRefused({"code": "ResourceNotFound", "message": "sthub is not there"})
        return real(cloud, request, watch)

    _write(tmp_path, text.format("Standard_ZRS"))
    with mock.patch.object(LocalCloud, "what_if", what_if):
        alone = run(*DEPLOY, "--select", "zone", cwd=tmp_path)
        ran = run(*DEPLOY, "--format", "json", cwd=tmp_path)
    assert alone.code == 1
    assert "sthub is not there" in alone.err
    assert _outcomes(ran) == {"hub": "Succeeded", "zone": "Succeeded"}


def test_stacks_are_deployed_at_the_same_time_and_each_line_names_its_stack(tmp_path: Path) -> None:
    """None waits for the end of another, and what is told of a resource says of which stack it is."""
    _write(tmp_path, THREE)
    real, meet = LocalCloud.start, threading.Barrier(3, timeout=60)

    def start(cloud: LocalCloud, request: Request) -> Wire:
        meet.wait()
        return real(cloud, request)

    with mock.patch.object(LocalCloud, "start", start):
        ran = run(*DEPLOY, cwd=tmp_path)
    assert ran.code == 0
    assert "done   storage      staa" in ran.err
    assert all(line.split(": ")[0] in {"aa", "bb", "cc"} for line in ran.err.splitlines()), ran.err


def test_unchanged_stacks_take_one_line(tmp_path: Path) -> None:
    """The sums come first and last; what changes is shown, and the rest is named together."""
    _write(tmp_path, THREE)
    assert run(*DEPLOY, cwd=tmp_path).code == 0
    _write(tmp_path, THREE.replace('"bb"', '"bb", sku="Standard_ZRS"'))
    ran = run("plan", "stack.py", *LOCAL, cwd=tmp_path)
    lines = ran.out.splitlines()
    assert lines[0].startswith("3 stacks, 1 with changes: ")
    assert any(line.startswith("= 2 stacks unchanged: aa, cc") for line in lines)
    assert lines[-1] == "3 stacks: 1 with changes."
    assert "aa -> rg-aa" not in ran.out
    assert "aa -> rg-aa" in run("plan", "stack.py", *LOCAL, "--verbose", cwd=tmp_path).out
    markdown = run("plan", "stack.py", *LOCAL, "--format", "markdown", cwd=tmp_path).out
    assert "| 2 unchanged | <code>aa</code>, <code>cc</code> |" in markdown
    assert "#### <code>aa</code>" not in markdown


@pytest.fixture
def interruptible() -> Generator[None]:
    """Let SIGINT raise KeyboardInterrupt, as in a terminal: tests may run where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(("answer", "state", "code"), [("y\n", "Canceled", 1), ("n\n", "Running", 130)])
def test_ctrl_c_stops_all_that_run_and_loses_no_outcome(tmp_path: Path, answer: str, state: str, code: int) -> None:
    """One question for all; yes cancels them, no leaves them running; what has not begun does not begin."""
    more = 'StorageAccount("st{0}2"), StorageAccount("st{0}3")'
    lines = [f'{name} = made("{name}", {more.format(name)})\n' for name in ("hub", "other")]
    _write(tmp_path, "".join([*lines, 'made("zone", depends_on=[hub])\n']))
    real, begun = LocalCloud.start, list[str]()

    def start(cloud: LocalCloud, request: Request) -> Wire:
        answered = real(cloud, request)
        begun.append(request.stack)
        if len(begun) == 2:
            signal.raise_signal(signal.SIGINT)
        return answered

    with mock.patch.object(LocalCloud, "start", start):
        ran = run(*DEPLOY, "--format", "json", cwd=tmp_path, answer=answer, MLINFRA_FAULTS="latency=1.5")
    assert ran.code == code, ran.err
    assert _outcomes(ran) == {"hub": state, "other": state, "zone": "NotStarted"}
    assert ran.err.count("Cancel what is deployed?") == 1
    assert run(*DEPLOY, cwd=tmp_path).code == 0
    assert {"sthub", "stother", "stzone"} <= set(_standing(tmp_path))


def test_python_gets_the_same_outcomes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verb returns an outcome for each stack that had something to deploy, in the order of the file."""
    _write(tmp_path, 'bad = made("bad")\nmade("next", depends_on=[bad])\nmade("good")\n')
    monkeypatch.setenv("MLINFRA_FAULTS", "refuse=policy:stbad")
    outcomes = deploy(tmp_path / "stack.py", target="local", keep_going=True)
    assert [(outcome.stack, outcome.state) for outcome in outcomes] == [
        ("bad", "Failed"), ("next", "NotStarted"), ("good", "Succeeded"),
    ]  # fmt: skip


def test_destroy_begins_with_what_depends_on_others(tmp_path: Path) -> None:
    """A stack goes before those that it depends on, wherever they stand in the file."""
    _write(
        tmp_path,
        'hub = Stack("hub", scope=ResourceGroup("rg-hub", location="westeurope"), resources=[StorageAccount("sthub")])\nmade("zone", depends_on=[hub])\nstacks.append(hub)\n',
    )
    assert run(*DEPLOY, cwd=tmp_path).code == 0
    ran = run("destroy", "stack.py", *LOCAL, "--yes", "--format", "json", cwd=tmp_path)
    assert list(_outcomes(ran)) == ["zone", "hub"]


def test_a_plan_of_several_stacks_renders_the_file_once(tmp_path: Path) -> None:
    """However many plans it holds; a stack that was not planned need not even be sound, and one that is gone is told."""
    (tmp_path / "stack.py").write_text(f"print('run')\n{FILE}{THREE}", encoding="utf-8")
    assert run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=tmp_path).code == 0
    twice = 'made("dd", StorageAccount("stdd", sku="Standard_ZRS"))\n'
    (tmp_path / "stack.py").write_text(f"print('run')\n{FILE}{THREE}{twice}", encoding="utf-8")
    ran = run("deploy", "plan.json", *LOCAL, "--yes", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.err.count("run\n") == 1
    _write(tmp_path, THREE.replace('made("cc")\n', ""))
    assert "has no stack cc any more" in run("deploy", "plan.json", *LOCAL, "--yes", cwd=tmp_path).err
