"""One of several stacks that cannot be rendered, or was never deployed, takes nothing from the others."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from cli._run import run
from mlinfra import check, deploy, destroy, drift, expand, output, plan, prune
from mlinfra.app.deleting import ToDelete, delete_at_once
from mlinfra.app.stack_failure import StackFailure
from mlinfra.azure import connect
from mlinfra.azure.deploy.destroy import Deletion, Destruction
from mlinfra.azure.deploy.drift import Drift
from mlinfra.azure.deploy.outcome import Outcome
from mlinfra.azure.local_cloud import SUBSCRIPTION
from mlinfra.base.errors import CloudError, DuplicateResource
from mlinfra.base.scope import DeploymentScope

FILE = """from mlinfra import *

stacks = []

def made(name, *resources, group=None, **given):
    scope = ResourceGroup(f"rg-{group or name}", location="westeurope")
    account = StorageAccount(f"st{name}")
    stacks.append(Stack(name, scope=scope, resources=[account, *resources], outputs={"id": account.id}, **given))
    return stacks[-1]

"""
GOOD = 'aa = made("aa")\nmade("bb", depends_on=[aa])\nmade("cc")\n'
BROKEN = 'aa = made("aa")\nmade("bb", StorageAccount("stbb", sku="Standard_ZRS"), depends_on=[aa])\nmade("cc")\n'


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three stacks of which two are deployed; the code of the second cannot be rendered."""
    path = tmp_path_factory.mktemp("stacks") / "stack.py"
    path.write_text(FILE + GOOD, encoding="utf-8")
    assert [outcome.state for outcome in deploy(path, target="local", select="[ab]*")] == ["Succeeded"] * 2
    path.write_text(FILE + BROKEN, encoding="utf-8")
    return path


def _standing(file: Path) -> list[str]:
    with connect("local", state=file.parent / ".mlinfra" / "local.db") as cloud:
        path = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Storage/storageAccounts"
        return sorted(account["name"] for account in (cloud.send("GET", path, "2023-05-01").body or {})["value"])


def test_the_others_are_planned(file: Path) -> None:
    """The plan of the stack says why there is none; also offline, and a single stack passes its error."""
    first, broken, last = (planned.plan for planned in plan(file, target="local"))
    assert (first.error, first.has_changes, last.error, last.has_changes) == (None, False, None, True)
    assert broken.error
    assert (broken.error.code, broken.scope.id) == (
        "DuplicateResource",
        f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-bb",
    )
    assert "different resources are called stbb" in broken.error.message
    snapshots = file.parent / "snapshots"
    snapshots.mkdir()
    snapshot = expand(file, select="cc").to_json()
    (snapshots / "cc.json").write_text(json.dumps(snapshot), encoding="utf-8")
    offline = [planned.plan for planned in plan(file, against=f"snapshot:{snapshots}")]
    assert [bool(each.error) for each in offline] == [False, True, False]
    with pytest.raises(DuplicateResource):
        plan(file, target="local", select="bb")


def test_the_others_are_checked(file: Path) -> None:
    """The stack is an error among the findings, at its line, that no rule's configuration switches off."""
    checked = check(file)
    assert checked.stacks == ("aa", "bb", "cc")
    (finding,) = (finding for finding in checked.findings if finding.severity == "error")
    assert (finding.code, finding.stack, finding.where) == ("not-rendered", "bb", f"{file.as_posix()}:12")
    assert checked.failed()
    assert "The stack cannot be rendered" in run("explain", finding.code, cwd=file.parent).out


def test_nothing_is_deployed_and_all_is_said(file: Path) -> None:
    """All stacks are checked before the first is sent: one that cannot be rendered keeps the others from being sent."""
    with pytest.raises(
        DuplicateResource, match=r"1 of 3 stacks cannot be deployed, so nothing was sent\n.*stack.py:12"
    ):
        deploy(file, target="local")
    assert _standing(file) == ["staa", "stbb"]
    ran = run("deploy", "stack.py", "--target", "local", "--yes", "--format", "json", cwd=file.parent)
    assert (ran.code, json.loads(ran.out)["error"]["code"]) == (1, "DuplicateResource")


def test_the_others_are_looked_at(file: Path) -> None:
    """Drift and outputs of what was deployed are told; what cannot be rendered or was never deployed has its error."""
    clean, broken, missing = drift(file, target="local")
    assert isinstance(clean, Drift)
    assert clean.clean
    assert isinstance(broken, StackFailure)
    assert isinstance(broken.error, DuplicateResource)
    assert isinstance(missing, StackFailure)
    assert "never deployed" in missing.error.message
    told = output(file, target="local")
    assert [isinstance(one, StackFailure) for one in told] == [False, True, True]
    with pytest.raises(CloudError, match="never deployed"):
        drift(file, target="local", select="cc")


@pytest.mark.parametrize("verb", ["drift", "output"])
def test_each_format_tells_failures_too(file: Path, verb: str) -> None:
    """Exit code 1, and in every format what is known of the others."""
    words = (verb, "stack.py", "--target", "local")
    ran = run(*words, "--format", "json", cwd=file.parent)
    stacks = json.loads(ran.out)["stacks"]
    assert (ran.code, [one.get("error", {}).get("code") for one in stacks]) == (
        1,
        [None, "DuplicateResource", "CloudError"],
    )
    for format_ in ("text", "markdown")[: 2 if verb == "drift" else 1]:
        text = run(*words, "--format", format_, cwd=file.parent)
        assert text.code == 1
        assert all(word in text.out for word in ("aa", "different resources are called stbb", "never deployed"))


def test_the_others_are_pruned(file: Path) -> None:
    """What left the code of one stack goes; the outcome of the other says why nothing of it was looked at."""
    file.write_text(FILE + BROKEN.replace('made("aa")', 'made("aa", StorageAccount("staa2"))'), encoding="utf-8")
    deploy(file, target="local", select="aa")
    assert "staa2" in _standing(file)
    file.write_text(FILE + BROKEN, encoding="utf-8")
    outcomes = {outcome.stack: outcome for outcome in prune(file, target="local")}
    assert {name: outcome.state for name, outcome in outcomes.items()} == {"aa": "Succeeded", "bb": "Failed"}
    assert outcomes["bb"].error
    assert outcomes["bb"].error.code == "DuplicateResource"
    assert "staa2" not in _standing(file)


def test_what_cannot_be_rendered_can_be_destroyed(file: Path) -> None:
    """What a stack owns stands in Azure's history; a stack goes before the one that it depends on."""
    assert [outcome.stack for outcome in destroy(file, target="local")] == ["bb", "aa"]
    assert _standing(file) == []


def test_what_two_stacks_hold_goes_with_the_last(tmp_path: Path) -> None:
    """A resource that two stacks of one group deploy stays while one of them stands, and goes when both are destroyed."""
    path = tmp_path / "stack.py"
    shared = (
        'made("aa", StorageAccount("stshared"), group="one")\nmade("bb", StorageAccount("stshared"), group="one")\n'
    )
    path.write_text(FILE + shared, encoding="utf-8")
    assert len(deploy(path, target="local")) == 2
    assert [outcome.state for outcome in destroy(path, target="local", select="bb")] == ["Succeeded"]
    assert _standing(path) == ["staa", "stshared"]
    deploy(path, target="local", select="bb")
    assert [outcome.stack for outcome in destroy(path, target="local")] == ["bb", "aa"]
    assert _standing(path) == []


def _outcome(destruction: Destruction, state: str = "Succeeded") -> Outcome:
    return Outcome(destruction.stack, destruction.scope, "destroy", state, 0.0)  # type: ignore[arg-type]


def _to_delete(name: str, *after: str, group: str = "") -> ToDelete:
    deletion = Deletion(f"/{name}", "Microsoft.Storage/storageAccounts", name, "2023-05-01")
    scope = DeploymentScope(subscription="s", resource_group=group or name)
    return ToDelete(Destruction(name, scope, (deletion,)), after)


def test_groups_are_deleted_at_the_same_time_and_in_order() -> None:
    """Two stacks of different groups run together; one waits for what depends on it, and for others of its group."""
    together, order = threading.Barrier(2, timeout=10), []

    def delete(destruction: Destruction) -> Outcome:
        if destruction.stack in {"web", "jobs"}:
            together.wait()
        order.append(destruction.stack)
        return _outcome(destruction)

    chosen = [_to_delete("web"), _to_delete("jobs"), _to_delete("more", group="web"), _to_delete("hub", "web", "jobs")]
    outcomes = delete_at_once(chosen, {}, delete, name="destroy")
    assert [outcome.stack for outcome in outcomes] == ["web", "jobs", "more", "hub"]
    assert order.index("hub") > max(order.index("web"), order.index("jobs"))
    assert order.index("more") > order.index("web")


@pytest.mark.parametrize("state", ["Failed", "raised"])
def test_what_still_stands_keeps_what_it_depends_on(state: str) -> None:
    """After a failed deletion, or an exception, the stack that it depends on is not deleted, and says why."""

    def delete(destruction: Destruction) -> Outcome:
        if destruction.stack != "web":
            return _outcome(destruction)
        if state == "raised":
            raise RuntimeError("broken")
        return _outcome(destruction, state)

    chosen = [_to_delete("web"), _to_delete("hub", "web"), _to_delete("other")]
    states = {outcome.stack: outcome for outcome in delete_at_once(chosen, {}, delete, name="destroy")}
    assert {name: outcome.state for name, outcome in states.items()} == {
        "web": "Failed",
        "hub": "NotStarted",
        "other": "Succeeded",
    }
    assert states["hub"].error
    assert states["hub"].error.message == "web, which must go before it, still stands"
