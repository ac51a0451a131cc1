"""The newcomer's loop on the local target: from nothing to a landing zone, its changes, its drift and its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli._run import Ran, run
from mlinfra.app.new import blueprints
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION

STACK = '''"""A workspace on a vault that the platform team owns."""

from mlinfra import Autoscale, ComputeCluster, KeyVault, ResourceGroup, Stack, Workspace

platform = ResourceGroup("rg-platform")
workspace = Workspace(
    "mlw-demo",
    key_vault=KeyVault.existing("kv-platform", scope=platform),
    computes=[ComputeCluster("cpu", size="{size}", nodes=Autoscale(0, {nodes}))],
)
stack = Stack(
    "demo",
    scope=ResourceGroup("rg-demo", location="westeurope"),
    resources=[workspace],
    tags={{"owner": "ml-platform", "costcenter": "4711"}},
)
'''
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-demo"
VAULT = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-platform/providers/Microsoft.KeyVault/vaults/kv-platform"
PLAN = ("plan", "stack.py", "--target", "local")
DEPLOY = ("deploy", "--target", "local")


class Story:
    """One folder with a stack file, and what each command said in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: dict[str, Ran] = {}

    def write(self, *, size: str = "Standard_D4s_v5", nodes: int = 2) -> None:
        """Make it the stack file."""
        (self.folder / "stack.py").write_text(STACK.format(size=size, nodes=nodes), encoding="utf-8")

    def step(self, name: str, *words: str, answer: str = "") -> None:
        """Run one command."""
        self.said[name] = run(*words, cwd=self.folder, answer=answer)

    def live(self, method: str, arm_id: str, version: str, body: object = None) -> int:
        """What somebody does past mlinfra, through the same HTTP; the status."""
        with connect("local", state=self.folder / ".mlinfra" / "local.db") as cloud:
            return cloud.send(method, arm_id, version, body).status


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The whole loop, told once."""
    told = Story(tmp_path_factory.mktemp("loop"))
    told.write()
    told.step("check", "check", "stack.py", "--strict")
    told.step("render", "render", "stack.py")
    told.step("render again", "render", "stack.py")
    told.step("up to date", "render", "stack.py", "--check")
    told.step("first plan", *PLAN, "-o", "first.json", "-o", "reports", "--detailed-exitcode")
    told.step("not confirmed", *DEPLOY, "stack.py", answer="n\n")
    told.step("nobody there", *DEPLOY, "stack.py")
    told.step("deploy plan", *DEPLOY, "first.json", "--yes")
    told.step("nothing to change", *PLAN, "--detailed-exitcode")
    told.step("deploy nothing", *DEPLOY, "stack.py")
    _changes(told)
    _drifts(told)
    _ends(told)
    return told


def _changes(told: Story) -> None:
    told.write(nodes=4)
    told.step("stale files", "render", "stack.py", "--check")
    told.step("change", *PLAN, "--detailed-exitcode", "-o", "plan.json")
    told.write(nodes=5)
    told.step("stale plan", *DEPLOY, "plan.json", "--yes")
    told.step("still unchanged", "drift", "stack.py", "--target", "local", "--format", "json")
    told.write(nodes=4)
    told.step("deploy change", *DEPLOY, "plan.json", "--yes", "--format", "json")
    told.step("plan used up", *DEPLOY, "plan.json", "--yes")
    told.write(nodes=4, size="Standard_D8s_v5")
    told.step("destructive", *PLAN, "--detailed-exitcode")
    told.step("refused", *DEPLOY, "stack.py", "--yes")
    told.write(nodes=6)
    told.step("confirmed", *DEPLOY, "stack.py", answer="y\n")


def _drifts(told: Story) -> None:
    told.step("no drift", "drift", "stack.py", "--target", "local")
    workspace = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/mlw-demo"
    told.live("PATCH", workspace, "2025-12-01", {"properties": {"description": "by hand"}})
    told.step("drift", "drift", "stack.py", "--target", "local")


def _ends(told: Story) -> None:
    told.step("destroy asks", "destroy", "stack.py", "--target", "local")
    told.step("destroy", "destroy", "stack.py", "--target", "local", "--yes", "--purge")
    told.step("destroy nothing", "destroy", "stack.py", "--target", "local", "--yes")
    told.step("all anew", *PLAN, "--detailed-exitcode")
    told.step("deploy anew", *DEPLOY, "stack.py", "--yes")


CODES = {
    "check": 0,
    "render": 0,
    "render again": 0,
    "up to date": 0,
    "first plan": 3,
    "not confirmed": 1,
    "nobody there": 1,
    "deploy plan": 0,
    "nothing to change": 0,
    "deploy nothing": 0,
    "stale files": 1,
    "change": 3,
    "stale plan": 1,
    "deploy change": 0,
    "plan used up": 1,
    "destructive": 4,
    "refused": 1,
    "confirmed": 0,
    "no drift": 0,
    "drift": 3,
    "destroy asks": 1,
    "destroy": 0,
    "destroy nothing": 0,
    "all anew": 3,
    "deploy anew": 0,
}


@pytest.mark.parametrize("step", CODES)
def test_every_step_exits_as_documented(story: Story, step: str) -> None:
    """The exit codes of the whole loop are those of the design, and nothing in it ends in a traceback."""
    ran = story.said[step]
    assert ran.code == CODES[step], ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
    assert "mlinfra has a bug" not in ran.err


def test_rendering_names_every_file_and_what_changed(story: Story) -> None:
    """The first time all files are new, the second time none."""
    first, again = story.said["render"].out, story.said["render again"].out
    assert "+ build/demo/main.bicep" in first
    assert "= build/demo/main.bicep" in again
    assert "+" not in again
    assert {"main.bicep", "main.json"} <= {path.name for path in (story.folder / "build" / "demo").iterdir()}


def test_a_stale_rendering_shows_the_difference(story: Story) -> None:
    """``render --check`` prints a unified diff of what would change."""
    assert "-        maxNodeCount: 2\n+        maxNodeCount: 4" in story.said["stale files"].out


def test_the_first_plan_creates_everything_and_the_group(story: Story) -> None:
    """In an empty subscription the plan is all ``+``, the resource group among them, roles with their reasons."""
    out = story.said["first plan"].out
    assert "+ group      rg-demo" in out
    assert "+ workspace  mlw-demo" in out
    assert "because cpu keeps logs and outputs in" in out
    assert "(stack.py:9)" in out
    assert "kv-platform" not in "".join(line for line in out.splitlines() if line.lstrip().startswith(("+", "~", "-")))
    assert "0 to modify, 0 to delete" in out


def test_planning_saves_all_reports(story: Story) -> None:
    """``-o FOLDER`` leaves plan.json, plan.md and report.html for each stack, all of the same plan."""
    folder = story.folder / "reports" / "demo"
    saved = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert saved == json.loads((story.folder / "first.json").read_text(encoding="utf-8"))
    assert saved["file"] == "stack.py"
    assert "mlw-demo" in (folder / "plan.md").read_text(encoding="utf-8")
    assert "mlw-demo" in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", ["not confirmed", "nobody there", "destroy asks"])
def test_without_a_yes_nothing_is_done(story: Story, step: str) -> None:
    """No answer, or another one, ends with exit code 1 and says how to go on."""
    assert "not confirmed, so nothing was done" in story.said[step].err
    assert "--yes" in story.said[step].err


def test_deploying_shows_progress_on_stderr(story: Story) -> None:
    """Each resource is told once when it is done, beside the result."""
    ran = story.said["deploy plan"]
    assert ran.err.count("done   workspace    mlw-demo") == 1
    assert "mlw-demo/cpu" not in ran.out
    assert "Succeeded" in ran.out


def test_deploying_twice_changes_nothing(story: Story) -> None:
    """After a deployment the plan is empty, and deploying again does nothing."""
    assert "0 to create, 0 to modify, 0 to delete" in story.said["nothing to change"].out
    assert "demo: nothing to deploy" in story.said["deploy nothing"].out


def test_a_change_is_one_line_with_before_and_after(story: Story) -> None:
    """The plan names the property and both values, and where the resource is declared."""
    out = story.said["change"].out
    assert "~ nodes.maximum (properties.properties.scaleSettings.maxNodeCount): 2 => 4" in out
    assert "declared in stack.py:9" in out


def test_a_stale_plan_is_refused_with_what_moved(story: Story) -> None:
    """Code that is not the reviewed one is not deployed; the differing lines are named, and nothing has changed."""
    err = story.said["stale plan"].err
    assert "this is not what was reviewed" in err
    assert "the template is not the reviewed one" in err
    assert "maxNodeCount: reviewed 2 => 4, now 2 => 5" in err
    assert "plan again" in err
    (still,) = json.loads(story.said["still unchanged"].out)["stacks"]
    (change,) = [each for each in still["code"]["changes"] if each["deltas"]]
    assert [(delta["before"], delta["after"]) for delta in change["deltas"]] == [(2, 5)]


def test_a_plan_can_be_deployed_once(story: Story) -> None:
    """When its changes are there already the forecast is another one."""
    assert "this is not what was reviewed" in story.said["plan used up"].err


def test_outcomes_are_json_alone_on_stdout(story: Story) -> None:
    """``deploy --format json`` prints one versioned document."""
    data = json.loads(story.said["deploy change"].out)
    assert (data["format_version"], data["kind"]) == ("1.0", "outcomes")
    (outcome,) = data["outcomes"]
    assert (outcome["stack"], outcome["state"]) == ("demo", "Succeeded")


def test_a_destructive_change_is_told_apart(story: Story) -> None:
    """What Azure cannot change in place is refused, with its risk, and `deploy` stops before anything is sent."""
    out = story.said["destructive"].out
    assert "!! compute  mlw-demo/cpu" in out
    assert "(cannot change in place)" in out
    assert "1 refused" in out
    assert "nothing was sent" in story.said["refused"].err
    assert "fixed when the resource is created" in story.said["refused"].err


def test_drift_is_what_was_changed_live(story: Story) -> None:
    """A change by hand is drift; the code has none."""
    live, _, code = story.said["drift"].out.partition("From the code:")
    assert "properties.description" in live
    assert "by hand" in live
    assert story.said["no drift"].out.startswith("demo: no drift since it was last deployed")
    assert story.said["no drift"].out.count("\n") == 1
    assert "Live drift" in live
    assert code.strip() == "nothing"


def test_destroying_leaves_what_was_brought_along(story: Story) -> None:
    """Only what the stack made goes away: the vault of the platform team is still there, and the loop can begin anew."""
    listed = story.said["destroy"].out
    assert "- workspace    mlw-demo" in listed
    assert "- vault" not in listed
    assert story.live("GET", VAULT, "2026-02-01") == 200
    assert "nothing to destroy" in story.said["destroy nothing"].out
    assert "+ group      rg-demo" in story.said["all anew"].out


@pytest.mark.parametrize("blueprint", blueprints())
def test_every_blueprint_works_at_once(blueprint: str, tmp_path: Path) -> None:
    """A new repository is checked, rendered, planned, deployed, found unchanged and destroyed without an edit."""
    made = run("new", "demo", "--blueprint", blueprint, cwd=tmp_path)
    assert made.code == 0, made.err
    assert "cd demo && mlinfra plan stack.py --target local" in made.out
    folder = tmp_path / "demo"
    loop = {
        ("check", "stack.py"): 0,
        ("render", "stack.py"): 0,
        ("render", "stack.py", "--check"): 0,
        (*PLAN, "--detailed-exitcode", "-o", "plan.json"): 3,
        (*DEPLOY, "plan.json", "--yes"): 0,
        (*PLAN, "--detailed-exitcode"): 0,
        ("drift", "stack.py", "--target", "local"): 0,
        ("destroy", "stack.py", "--target", "local", "--yes"): 0,
    }
    ran = {words: run(*words, cwd=folder) for words in loop}
    assert {words: each.code for words, each in ran.items()} == loop, "".join(each.err for each in ran.values())
    assert run("new", "demo", "--blueprint", blueprint, cwd=tmp_path).code == 1


MANAGED = """from mlinfra import ComputeCluster, DeploymentStack, ResourceGroup, Stack, Workspace

computes = [ComputeCluster("cpu", size="Standard_D4s_v5"), ComputeCluster("gpu", size="Standard_NC4as_T4_v3")]
workspace = Workspace("mlw-demo", computes=computes[:{clusters}])
stack = Stack(
    "demo",
    scope=ResourceGroup("rg-demo", location="westeurope"),
    resources=[workspace],
    deployment_stack=DeploymentStack(unmanage="delete"),
)
"""


def test_a_deployment_stack_removes_what_left_the_code(tmp_path: Path) -> None:
    """What leaves a managed stack is a deletion in the plan: exit code 4; deploying the reviewed plan removes it."""
    file = tmp_path / "stack.py"
    file.write_text(MANAGED.format(clusters=2), encoding="utf-8")
    assert run(*DEPLOY, "stack.py", "--yes", cwd=tmp_path).code == 0
    assert run(*PLAN, "--detailed-exitcode", cwd=tmp_path).code == 0
    file.write_text(MANAGED.format(clusters=1), encoding="utf-8")
    plan = run(*PLAN, "--detailed-exitcode", "-o", "plan.json", cwd=tmp_path)
    assert plan.code == 4, plan.out
    assert "- compute" in plan.out
    assert "mlw-demo/gpu" in plan.out
    deployed = run(*DEPLOY, "plan.json", "--yes", cwd=tmp_path)
    assert deployed.code == 0, deployed.out + deployed.err
    after = run(*PLAN, "--detailed-exitcode", cwd=tmp_path)
    assert after.code == 0, after.out
    assert run("destroy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
