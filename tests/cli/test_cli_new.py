"""``mlinfra new``: stages, names, forms of the stack file, and a README that tells the truth."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path
from unittest import mock

import click
import pytest

from cli._run import Ran, run
from mlinfra.app.new import blueprints
from mlinfra.app.stages import prepare
from mlinfra.cli.main import COMMANDS, program
from mlinfra.landing_zone.load import load_stacks

CIS = ("none", "github", "azure-pipelines")


def _new(folder: Path, *words: str) -> Ran:
    """Make a repository whose salt is known."""
    with mock.patch("mlinfra.app.new.secrets.token_hex", return_value="ab12"):
        return run("new", "demo", *words, cwd=folder)


def _templates(file: Path) -> list[str]:
    return [prepare(stack).rendered.files["main.json"] for stack in load_stacks(file)]


@pytest.mark.parametrize("blueprint", blueprints())
@pytest.mark.parametrize(("option", "file"), [("--eject", "stack.py"), ("--yaml", "stack.yaml")])
def test_written_in_full_it_deploys_what_the_blueprint_does(
    blueprint: str, option: str, file: str, tmp_path: Path
) -> None:
    """``--eject`` and ``--yaml`` write each resource, and render to the bytes of the blueprint."""
    for name, words in (("stamped", ()), ("full", (option,))):
        (tmp_path / name).mkdir()
        ran = _new(tmp_path / name, "--blueprint", blueprint, "--stage", "dev", "--stage", "prod", *words)
        assert ran.code == 0, ran.err
    written = tmp_path / "full" / "demo" / file
    assert "blueprints" not in written.read_text(encoding="utf-8")
    assert _templates(written) == _templates(tmp_path / "stamped" / "demo" / "stack.py")


@pytest.mark.parametrize("blueprint", blueprints())
@pytest.mark.parametrize("stages", [("test",), ("dev", "test", "prod")])
def test_each_stage_is_a_stack(blueprint: str, stages: tuple[str, ...], tmp_path: Path) -> None:
    """``--stage``, ``--name`` and ``--location`` go into every stack; ranges of networks do not overlap."""
    options = [word for stage in stages for word in ("--stage", stage)]
    ran = _new(tmp_path, "--blueprint", blueprint, "--name", "churn", "--location", "northeurope", *options)
    assert ran.code == 0, ran.err
    stacks = load_stacks(tmp_path / "demo" / "stack.py")
    assert [stack.name for stack in stacks] == [f"churn-{stage}" for stage in stages]
    assert {stack.scope.location for stack in stacks} == {"northeurope"}
    text = (tmp_path / "demo" / "stack.py").read_text(encoding="utf-8")
    ranges = re.findall(r'prefix="(.*?)"', text)
    assert len(set(ranges)) == len(ranges)


def test_no_name_is_cut(tmp_path: Path) -> None:
    """A long folder name goes into names as it is where Azure takes it, and is refused with what to do where not."""
    assert run("new", "customer-churn-prediction", cwd=tmp_path).code == 0
    (stack,) = load_stacks(tmp_path / "customer-churn-prediction" / "stack.py")
    assert stack.name == "customer-churn-prediction-dev"
    ran = run("new", "customer-churn-prediction-west", cwd=tmp_path)
    assert (ran.code, "mlw-customer-churn-prediction-west-dev" in ran.err, "--name" in ran.err) == (1, True, True)
    assert not (tmp_path / "customer-churn-prediction-west").exists()
    assert run("new", "customer-churn-prediction-west", "--name", "churn", cwd=tmp_path).code == 0


REFUSED = {
    "a name with capitals": (("--name", "Demo"), "--name"),
    "a name that begins with a digit": (("--name", "1st"), "--name"),
    "a stage that Python cannot name": (("--stage", "class"), "--stage"),
    "a stage that YAML reads as true": (("--stage", "on"), "--stage"),
    "a stage with a hyphen": (("--stage", "pre-prod"), "--stage"),
    "a stage given twice": (("--stage", "dev", "--stage", "dev"), "twice"),
    "a region for people": (("--location", "West Europe"), "az account list-locations"),
    "two forms": (("--eject", "--yaml"), "one of them"),
    "identities without a pipeline": (("--identities",), "--ci"),
    "no such wheel": (("--mlinfra", "nowhere.whl"), "nowhere.whl"),
    "no wheel at all": (("--mlinfra", "README"), "README"),
    "an address with a password": (("--mlinfra", "https://me:pass@example.org/simple"), "user name or password"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused(case: str, tmp_path: Path) -> None:
    """The message says what to give instead, and nothing is written."""
    words, told = REFUSED[case]
    ran = run("new", "demo", *words, cwd=tmp_path)
    assert (ran.code, told in ran.err) == (1, True), ran.err
    assert "pass@" not in ran.err
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize("ci", CIS)
@pytest.mark.parametrize("form", ["--eject", "--yaml", ""])
def test_the_readme_is_true_for_its_repository(ci: str, form: str, tmp_path: Path) -> None:
    """Every link leads to a file of the repository, every command line is one that the program takes, as written."""
    identities = ["--identities"] if ci != "none" else []
    ran = _new(tmp_path, "--ci", ci, *identities, *filter(None, [form]))
    assert ran.code == 0, ran.err
    demo = tmp_path / "demo"
    text = (demo / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert [link for link in links if not (demo / link).exists()] == []
    assert "http" not in text
    assert ("identities.sh" in links) == bool(identities)
    shell = text.partition("```sh\n")[2].partition("```")[0]
    for line in re.findall(r"^mlinfra ([^#\n]+)", shell, re.MULTILINE):
        name, *words = line.split()
        assert name in COMMANDS
        command = program.get_command(click.Context(program), name)
        assert command is not None
        file = words[0]
        command.make_context(name, words)  # empties the list
        assert (demo / file).exists()


@pytest.mark.parametrize("ci", CIS[1:])
def test_pipelines_wait_no_longer_than_said_and_keep_no_credentials(ci: str, tmp_path: Path) -> None:
    """Every job has a limit of time, no checkout leaves git's token behind, every action is pinned to a commit."""
    assert _new(tmp_path, "--ci", ci, "--stage", "dev", "--stage", "prod").code == 0
    for file in [path for path in (tmp_path / "demo").rglob("*.yml") if path.is_file()]:
        text = file.read_text(encoding="utf-8")
        jobs = len(re.findall(r"^ +runs-on:|^ +- (?:job|deployment): ", text, re.MULTILINE))
        assert len(re.findall(r"timeout-minutes:|timeoutInMinutes:", text)) == jobs
        checkouts = len(re.findall(r"actions/checkout@|checkout: self", text))
        assert len(re.findall(r"persist-credentials: false|persistCredentials: false", text)) == checkouts
        assert "pip install -r requirements.txt" in text
        assert not re.findall(r"pip install (?!-r requirements\.txt$)", text, re.MULTILINE)
        uses = re.findall(r"uses: (.*)$", text, re.MULTILINE)
        assert [line for line in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_only_the_comment_job_may_write(tmp_path: Path) -> None:
    """In the GitHub workflow one job has a permission to write on GitHub, and it checks out the target branch."""
    assert _new(tmp_path, "--ci", "github").code == 0
    text = (tmp_path / "demo/.github/workflows/mlinfra.yml").read_text(encoding="utf-8")
    assert re.findall(r"^permissions: (.*)$", text, re.MULTILINE) == ["{}"]
    comment = text.partition("\n  comment:\n")[2].partition("\n\n")[0]
    assert text.count(": write") - text.count("id-token: write") == comment.count("pull-requests: write") == 1
    assert 'ref: "${{ github.base_ref }}"' in comment


def test_a_blueprint_may_be_deployed_to_a_subscription(tmp_path: Path) -> None:
    """The identities of a pipeline get their rights on the subscription: its groups are made by the stack, as locks and policies."""
    ran = _new(tmp_path, "--blueprint", "zone", "--ci", "github", "--identities", "--stage", "dev")
    assert ran.code == 0, ran.err
    script = (tmp_path / "demo" / "identities.sh").read_text(encoding="utf-8")
    assert '\ngroup="/subscriptions/$dev_subscription" #' in script
    assert "rg-demo-dev" not in script
    for role in ("Contributor", "Locks Contributor", "Resource Policy Contributor"):
        assert f'grant "$deploy" "{role}" "$group"\n' in script
    readme = (tmp_path / "demo" / "README.md").read_text(encoding="utf-8")
    assert "| dev | the subscription | none |" in readme
    assert "each stage's group" not in readme
    month = datetime.now(timezone.utc).date().replace(day=1)
    assert f"start=date({month.year}, {month.month}, 1)," in (tmp_path / "demo" / "stack.py").read_text(
        encoding="utf-8"
    )
