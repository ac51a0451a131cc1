"""A stack file at another revision runs apart: with that revision's files, without this process's environment."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from mlinfra.app.revision import snapshots_at
from mlinfra.base.errors import LoadError

STACK = """from mlinfra import ResourceGroup, Stack, Workspace
from neighbour import GROUP

stack = Stack("a", scope=ResourceGroup(GROUP, location="westeurope"), resources=[Workspace("mlw-a")])
"""


class Repository:
    """A git repository with one commit after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")
        self.write({"stack.py": STACK, "neighbour.py": 'GROUP = "rg-a"\n'})

    def git(self, *words: str) -> str:
        """Run git there, as nobody in particular."""
        who = ("-c", "user.name=n", "-c", "user.email=n@example.com")
        return subprocess.run(
            ["git", *who, *words], cwd=self.folder, check=True, capture_output=True, text=True
        ).stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        """Commit these files."""
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        self.commit()

    def commit(self) -> None:
        """Commit what is there."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=change")

    def names(self, file: str = "stack.py") -> list[str]:
        """The resource names of the stack at HEAD."""
        found = snapshots_at("HEAD", self.folder / file, None)
        return sorted(str(each["name"]) for each in found["a"]["predictedResources"])


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One with a stack file that imports its neighbour."""
    return Repository(tmp_path)


def test_the_code_of_the_revision_runs(repository: Repository) -> None:
    """With the neighbours of that revision, whatever stands in the working tree; nothing is written there."""
    (repository.folder / "stack.py").write_text("raise ValueError", encoding="utf-8")
    (repository.folder / "neighbour.py").write_text("raise ValueError", encoding="utf-8")
    before = repository.git("status", "--porcelain")
    assert "mlw-a" in repository.names()
    assert repository.git("status", "--porcelain") == before


def test_a_file_that_is_not_there_yet_has_no_snapshots(repository: Repository) -> None:
    """A new, or renamed, stack file compares with nothing."""
    (repository.folder / "new.py").write_text(STACK, encoding="utf-8")
    assert snapshots_at("HEAD", repository.folder / "new.py", None) == {}


def test_links_that_lead_out_are_left_out(repository: Repository) -> None:
    """Links inside work; absolute ones, and those above the repository, are no error and lead nowhere."""
    (repository.folder / "inside.py").symlink_to("stack.py")
    (repository.folder / "absolute").symlink_to("/etc/hostname")
    (repository.folder / "above").symlink_to("../../..")
    check = "import os\nassert not os.path.lexists('absolute')\nassert not os.path.lexists('above')\n"
    repository.write({"checks.py": check + STACK})
    assert "mlw-a" in repository.names("inside.py")
    assert "mlw-a" in repository.names("checks.py")


def test_attributes_change_no_file(repository: Repository) -> None:
    """No filter runs, nothing is left out and no line end is converted."""
    repository.write({".gitattributes": "stack.py filter=own\nneighbour.py export-ignore\n*.py text eol=crlf\n"})
    repository.git("config", "filter.own.smudge", "touch smudged; cat")
    repository.write({"checks.py": STACK + "assert b'\\r' not in open('neighbour.py', 'rb').read()\n"})
    (repository.folder / "smudged").unlink(missing_ok=True)
    assert "mlw-a" in repository.names()
    assert "mlw-a" in repository.names("checks.py")
    assert not (repository.folder / "smudged").exists()


def test_what_the_code_prints_does_no_harm(repository: Repository) -> None:
    """Neither through Python, nor past it, nor from another process, nor at the end."""
    noise = 'import atexit, os, subprocess\nprint("a")\nos.write(1, b"b")\nsubprocess.run(["echo", "c"], check=True)\n'
    repository.write({"noisy.py": noise + 'atexit.register(os.write, 1, b"d")\n' + STACK})
    assert "mlw-a" in repository.names("noisy.py")


def test_the_environment_of_the_code_holds_no_credential(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor the real home folder, where sign-ins are cached."""
    for name in ("AZURE_CLIENT_SECRET", "GITHUB_TOKEN", "SYSTEM_ACCESSTOKEN", "API_KEY"):
        monkeypatch.setenv(name, "a credential")
    check = (
        "import os\n"
        "kept = {'PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'VIRTUAL_ENV', 'HOME', 'PYTHONDONTWRITEBYTECODE', 'PYTHONPATH'}\n"
        "assert set(os.environ) <= kept, sorted(os.environ)\n"
        f"assert os.path.expanduser('~') != {os.path.expanduser('~')!r}\n"  # ruff: ignore[os-path-expanduser]  as written in the file
    )
    repository.write({"checks.py": check + STACK})
    assert "mlw-a" in repository.names("checks.py")


def test_the_repository_is_the_one_around_the_file(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also within a hook, where git names another one, or this one by a path that holds elsewhere."""
    other = tmp_path_factory.mktemp("other")
    subprocess.run(["git", "init", "--quiet", str(other)], check=True)
    for place in (str(other / ".git"), ".git"):
        monkeypatch.setenv("GIT_DIR", place)
        assert "mlw-a" in repository.names()


FAILURES = {
    "raises": ("raise ValueError('no such size')\n", "no such size"),
    "ends silently": ("import os\nos._exit(0)\n", "exit code 0"),
    "ends loudly": ("import os\nprint('bye', flush=True)\nos._exit(3)\n", "bye"),
    "no stack": ("stack = 1\n", "holds int"),
    "beyond the model": ("import sys\nfrom mlinfra import *\nsys.setrecursionlimit(60)\n" + STACK, "RecursionError"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_code_that_fails_is_told_with_its_revision(repository: Repository, case: str) -> None:
    """In one error, without a traceback or the temporary folder's name."""
    text, told = FAILURES[case]
    repository.write({"fails.py": text})
    with pytest.raises(LoadError) as caught:
        repository.names("fails.py")
    assert "HEAD:fails.py: the stack file at HEAD does not load" in str(caught.value)
    assert told in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert "mlinfra-revision" not in str(caught.value)


@pytest.mark.parametrize("ref", ["--output=stolen", "HEAD; touch stolen", "HEAD:stack.py", "none"])
def test_a_revision_is_never_an_option(repository: Repository, ref: str) -> None:
    """What git does not know as a commit is refused, with what to do."""
    with pytest.raises(LoadError, match="git knows no revision"):
        snapshots_at(ref, repository.folder / "stack.py", None)
    assert not (repository.folder / "stolen").exists()
