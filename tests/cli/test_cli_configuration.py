"""`mlinfra.toml`, environment variables and options: which wins, what is refused, and what `mlinfra config` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from _references import ROOT
from cli._run import run
from mlinfra.app.configuration_keys import KEYS

STACK = """
from mlinfra import ComputeInstance, ResourceGroup, Stack, Workspace

workspace = Workspace("mlw-conf", computes=[ComputeInstance("ci-anna", size="Standard_NC24ads_A100_v4")])
stack = Stack("conf", scope=ResourceGroup("rg-conf", location="westeurope"), resources=[workspace])
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with a stack file one folder down."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "stack.py").write_text(STACK, encoding="utf-8")
    return tmp_path


def _configure(folder: Path, text: str) -> None:
    (folder / "mlinfra.toml").write_text(text, encoding="utf-8")


def _settings(*words: str, cwd: Path, **environ: str) -> dict[str, tuple[object, str]]:
    ran = run("config", "team/stack.py", *words, "--format", "json", cwd=cwd, **environ)
    assert ran.code == 0, ran.err
    document = json.loads(ran.out)
    assert document["format_version"] == "1.0"
    return {key: (entry["value"], entry["from"]) for key, entry in document["settings"].items()}


def test_without_a_file_the_defaults_hold(repository: Path) -> None:
    """Every value says that it is the default."""
    settings = _settings(cwd=repository)
    assert set(settings) == set(KEYS)
    assert {origin for _, origin in settings.values()} == {"default"}
    assert settings["target"][0] == "azure"


def test_variables_win_over_the_file_and_options_over_both(repository: Path) -> None:
    """Each value says where it comes from: a line of the file, a variable, an option."""
    _configure(repository, '# ours\ncompiler = "0.48.1"\ntarget = "local"\n\n[rules]\nignore = ["ML404"]\n')
    settings = _settings(cwd=repository)
    assert settings["target"] == ("local", "mlinfra.toml:3")
    assert settings["rules.ignore"] == (["ML404"], "mlinfra.toml:6")
    settings = _settings(cwd=repository, MLINFRA_COMPILER="0.47.16", MLINFRA_RULES_IGNORE="ML403, ML404")
    assert settings["compiler"] == ("0.47.16", "MLINFRA_COMPILER")
    assert settings["rules.ignore"] == (["ML403", "ML404"], "MLINFRA_RULES_IGNORE")
    settings = _settings("--compiler", "0.49.2", cwd=repository, MLINFRA_COMPILER="0.47.16")
    assert settings["compiler"] == ("0.49.2", "--compiler")


def test_the_nearest_file_is_read_up_to_the_root_of_the_repository(repository: Path, tmp_path: Path) -> None:
    """A file beside the stack hides one above it; one above the repository is somebody else's."""
    _configure(repository, 'target = "local"')
    _configure(repository / "team", 'compiler = "0.48.1"')
    assert _settings(cwd=repository)["target"] == ("azure", "default")
    inner = repository / "team" / "inner"
    (inner / ".git").mkdir(parents=True)
    (inner / "team").mkdir()
    assert _settings(cwd=inner)["compiler"][1] == "default"


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ('compiler = "0.48.1"\ntaget = "local"', "mlinfra.toml:2", "did you mean 'target'?"),
        ('\n[rules]\nselekt = ["ML4"]', "mlinfra.toml:3", "did you mean 'rules.select'?"),
        ('[rule]\nignore = ["ML4"]', "mlinfra.toml:1", "unknown key 'rule'"),
        ("target = 3", "mlinfra.toml:1", "expected a text, not 3"),
        ('target = "lokal"', "mlinfra.toml:1", "did you mean 'local'?"),
        ('compiler = "0.1.0"', "mlinfra.toml:1", "0.49.2"),
        ('[rules]\nignore = ["ML999"]', "mlinfra.toml:2", "there is no rule 'ML999'"),
        ('[rules]\nignore = "ML404"', "mlinfra.toml:2", "expected a list of texts"),
        ('rules = { severity = { ML404 = "eror" } }', "mlinfra.toml:1", "did you mean 'error'?"),
        ('templates = "nowhere"', "mlinfra.toml:1", "there is no folder"),
        ('target = "local', "mlinfra.toml:1", "not TOML"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(repository: Path, text: str, where: str, said: str) -> None:
    """Every command that reads a stack file refuses a wrong configuration; the error has file, line and what to do."""
    _configure(repository, text)
    for words in (("config", "team"), ("check", "team/stack.py"), ("render", "team/stack.py")):
        ran = run(*words, cwd=repository)
        assert ran.code == 1
        assert f"error: {where}" in ran.err
        assert said in ran.err


def test_wrong_variables_are_named(repository: Path) -> None:
    """A value that cannot be in a variable names the variable."""
    ran = run("plan", "team/stack.py", cwd=repository, MLINFRA_TARGET="lokal")
    assert (ran.code, "MLINFRA_TARGET" in ran.err, "did you mean 'local'?" in ran.err) == (1, True, True)


def test_rules_can_be_left_out_and_levelled(repository: Path) -> None:
    """An ignored rule finds nothing, and `check` says which were; a raised severity fails the check."""
    words = ("check", "team/stack.py", "--format", "json")
    codes = {each["code"] for each in json.loads(run(*words, cwd=repository).out)["findings"]}
    assert {"ML101", "ML404"} <= codes
    _configure(repository, '[rules]\nignore = ["ML2", "owner-unknown"]\nseverity = { ML4 = "advice", ML404 = "error" }')
    ran = run(*words, cwd=repository)
    found = {each["code"]: each["severity"] for each in json.loads(ran.out)["findings"]}
    assert (ran.code, "ML101" in found, found["ML404"]) == (1, False, "error")
    _configure(repository, '[rules]\nselect = ["ML2"]\nignore = ["ML201"]')
    said = run("check", "team/stack.py", cwd=repository).out
    assert said.startswith("conf: nothing to report")
    assert said.endswith("(not checked: ML201)\n")


def test_one_compiler_for_every_command(repository: Path) -> None:
    """`render`, `plan`, `deploy` and `drift` make the same template: that of the configured compiler."""
    _configure(repository, 'compiler = "0.47.16"\ntarget = "local"')
    assert run("render", "team/stack.py", cwd=repository).code == 0
    template = json.loads((repository / "build" / "conf" / "main.json").read_text(encoding="utf-8"))
    assert template["metadata"]["_generator"]["version"].startswith("0.47.16")
    assert run("plan", "team/stack.py", "--compiler", "0.48.1", "-o", "plan.json", cwd=repository).code == 0
    assert run("deploy", "plan.json", "--yes", cwd=repository).code == 0
    assert run("drift", "team/stack.py", cwd=repository).code == 0


def test_the_state_lies_beside_the_stack_file(repository: Path) -> None:
    """Whatever the current folder is; a state file in the current folder, from before, is named and not used."""
    plan = ("plan", "team/stack.py", "--target", "local")
    old = repository / ".mlinfra" / "local.db"
    old.parent.mkdir()
    old.touch()
    ran = run(*plan, cwd=repository)
    assert ran.code == 0
    assert ".mlinfra/local.db in the current folder is not used" in ran.err
    assert (repository / "team" / ".mlinfra" / "local.db").is_file()
    assert run("deploy", "team/stack.py", "--target", "local", "--yes", cwd=repository).code == 0
    ran = run("plan", "stack.py", "--target", "local", cwd=repository / "team")
    assert "0 to create" in ran.out


def test_the_target_comes_from_the_environment(repository: Path) -> None:
    """With MLINFRA_TARGET every command works on the local target without an option."""
    for words in (("plan",), ("deploy", "--yes"), ("drift",), ("destroy", "--yes")):
        assert run(words[0], "stack.py", *words[1:], cwd=repository / "team", MLINFRA_TARGET="local").code == 0


def test_every_key_is_documented() -> None:
    """The page on configuration has every key with its variable."""
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for key in KEYS:
        variable = (
            f"`MLINFRA_{key.upper().replace('.', '_')}`" if KEYS[key].kind not in {"stages", "exemptions"} else ""
        )
        assert f"| `{key}` | {variable} |".replace("  ", " ") in page


LAYOUTS = {
    "bicep/document.bicep.j2": '{% extends "mlinfra/bicep/document.bicep.j2" %}',
    "report/plan.md.j2": '{% extends "mlinfra/report/plan.md.j2" %}',
    "report/plan.html.j2": '{% extends "mlinfra/report/plan.html.j2" %}',
}


def test_every_output_of_an_own_layout_says_so(repository: Path) -> None:
    """Bicep, Markdown and HTML that a template of the repository laid out name it; others don't."""
    for name, text in LAYOUTS.items():
        path = repository / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    words = ("plan", "team/stack.py", "--target", "local", "-o", "plan.md", "-o", "plan.html")
    written = ("plan.md", "plan.html", "build/conf/main.bicep")
    for configured in (False, True):
        if configured:
            _configure(repository, 'templates = "layouts"')
        assert run(*words, cwd=repository).code == 0
        assert run("render", "team/stack.py", cwd=repository).code == 0
        said = ["of this repository, not of mlinfra" in (repository / name).read_text("utf-8") for name in written]
        assert said == [configured] * 3


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_reaches_nothing_of_python(repository: Path, name: str) -> None:
    """A template from a repository runs in Jinja's sandbox: it cannot get at modules, files or the environment."""
    path = repository / "layouts" / name
    path.parent.mkdir(parents=True)
    path.write_text("// {{ ''.__class__.__mro__[1].__subclasses__() }}", encoding="utf-8")
    _configure(repository, 'templates = "layouts"')
    ran = run("plan", "team/stack.py", "--target", "local", "-o", "plan.md", "-o", "plan.html", cwd=repository)
    assert (ran.code, "unsafe" in ran.err) == (1, True)


def test_layouts_beside_the_stack_that_nobody_named_are_told(tmp_path: Path) -> None:
    """Earlier releases used a folder `templates` there; now it must be named, and until it is, a note says so."""
    assert run("new", "demo", cwd=tmp_path).code == 0
    folder = tmp_path / "demo"
    (folder / "templates" / "bicep").mkdir(parents=True)
    for verb in (("render", "stack.py"), ("plan", "stack.py", "--target", "local")):
        assert "is not used" not in run(*verb, cwd=folder).err
    layout = "{% extends 'bundled/bicep/document.bicep.j2' %}"
    (folder / "templates" / "bicep" / "document.bicep.j2").write_text(layout, encoding="utf-8")
    for verb in (("render", "stack.py"), ("plan", "stack.py", "--target", "local")):
        assert "templates holds layouts and is not used" in run(*verb, cwd=folder).err
    assert "is not used" not in run("render", "stack.py", "--templates", "templates", cwd=folder).err


def test_check_takes_a_compiler_as_render_does(tmp_path: Path) -> None:
    """What it refuses is what `render` for that compiler refuses."""
    assert run("new", "demo", cwd=tmp_path).code == 0
    assert run("check", "stack.py", "--compiler", "0.47.16", cwd=tmp_path / "demo").code == 0
    refused = [run(verb, "stack.py", "--compiler", "0.1", cwd=tmp_path / "demo") for verb in ("check", "render")]
    assert [ran.code for ran in refused] == [1, 1]
    assert refused[0].err == refused[1].err
