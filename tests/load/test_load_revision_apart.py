"""What a revision's files cannot do, and what is left after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from load.test_load_revision import STACK, Repository
from mlinfra.app.revision import snapshots_at
from mlinfra.base.errors import LoadError

YAML = """name: a
scope: {name: rg-a, location: westeurope}
resources:
  - kind: Workspace
    name: mlw-a
"""


def test_links_cannot_leave_through_other_links(tmp_path: Path) -> None:
    """A link that stays inside as it is written, and leads outside by way of another one, is left out; so is what uses it."""
    repository = Repository(tmp_path)
    deep = tmp_path / "p" / "q"
    deep.mkdir(parents=True)
    (deep / "up").symlink_to("../..")
    (deep / "out").symlink_to("up/../../p")
    (tmp_path / "again").symlink_to("p/q/out")
    (tmp_path / "fine").symlink_to("p/q/up/neighbour.py")
    check = (
        "import os\nassert os.path.isfile('fine')\nassert os.path.lexists('p/q/up')\n"
        "assert not os.path.lexists('p/q/out'), os.path.realpath('p/q/out')\nassert not os.path.lexists('again')\n"
    )
    repository.write({"checks.py": check + STACK})
    assert "mlw-a" in repository.names("checks.py")


def test_the_folder_does_not_shadow_the_library(tmp_path: Path) -> None:
    """Of a YAML stack no code runs: modules in its folder that are called as the library's are not imported."""
    repository = Repository(tmp_path)
    names = ("yaml", "json", "pydantic", "jinja2", "sitecustomize", "usercustomize", "mlinfra/__init__", "fnmatch")
    files = {f"{name}.py": f"open({str(tmp_path / 'ran')!r}, 'w')\nraise ValueError({name!r})\n" for name in names}
    repository.write({**files, "zone.yaml": YAML})
    assert "mlw-a" in repository.names("zone.yaml")
    assert not (tmp_path / "ran").exists()


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """A clone that lacks objects says so; the remote is not asked."""
    (tmp_path / "origin").mkdir()
    origin = Repository(tmp_path / "origin")
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.write({"other.py": "x = 1\n"})
    clone = tmp_path / "clone"
    url = (tmp_path / "origin").as_uri()
    asked = ["git", "clone", "--quiet", "--no-checkout", "--filter=blob:none", url, str(clone)]
    subprocess.run(asked, check=True, capture_output=True)
    (clone / "stack.py").write_text(STACK, encoding="utf-8")
    with pytest.raises(LoadError, match="git has no object"):
        snapshots_at("HEAD", clone / "stack.py", None)


SLEEPS = "import pathlib, time\npathlib.Path(MARK).touch()\ntime.sleep(60)\n"
ASKS = """import signal, sys
from pathlib import Path
from mlinfra.app.revision import snapshots_at

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background of a shell ignores it, and so would this
snapshots_at('HEAD', Path(sys.argv[1]), None)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_kill_leaves_nothing(tmp_path: Path, how: signal.Signals) -> None:
    """Neither the process that runs the revision's code nor its folder."""
    mark, temporary = tmp_path / "mark", tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / "repository").mkdir()
    repository = Repository(tmp_path / "repository")
    repository.write({"slow.py": SLEEPS.replace("MARK", repr(str(mark))) + STACK})
    asked = [sys.executable, "-c", ASKS, str(repository.folder / "slow.py")]
    with subprocess.Popen(asked, env={**os.environ, "TMPDIR": str(temporary)}, stderr=subprocess.DEVNULL) as process:
        _until(mark.exists)
        assert len(list(temporary.iterdir())) == 1
        process.send_signal(how)
        process.wait(10)
    _until(lambda: not list(temporary.iterdir()))
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(temporary) not in listed


def test_the_folder_of_a_process_that_has_gone_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a SIGKILL left before the code ran goes when the next revision is read."""
    (tmp_path / "repository").mkdir()
    repository = Repository(tmp_path / "repository")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f"mlinfra-revision-{ended.pid}-x").mkdir()
    (tmp_path / f"mlinfra-revision-{os.getpid()}-x").mkdir()
    assert "mlw-a" in repository.names()
    assert [path.name for path in tmp_path.glob("mlinfra-revision-*")] == [f"mlinfra-revision-{os.getpid()}-x"]


def _until(holds: object) -> None:
    assert callable(holds)
    for _ in range(1000):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")
