"""The requirements.txt of a new repository: pinned to what runs here; with hashes, which pip holds archives to."""

from __future__ import annotations

import functools
import hashlib
import http.server
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Generator, Mapping
from importlib import metadata
from pathlib import Path
from unittest import mock

import pytest

from cli._run import run
from mlinfra import __version__
from mlinfra.app.pins import pins

NAME = "mlinfra_azure"


def _pinned(folder: Path) -> dict[str, str]:
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.removesuffix(" \\").split("==") for line in lines if re.match(r"[\w-]+==", line))


def _wheel(folder: Path, name: str, version: str, requires: tuple[str, ...] = ()) -> Path:
    """A wheel with nothing but its metadata."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    home = f"{name.replace('-', '_')}-{version}.dist-info"
    told = "".join(f"Requires-Dist: {text}\n" for text in requires)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{home}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{told}")
        archive.writestr(
            f"{home}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{home}/RECORD", "")
    return file


NEEDS = ("click>=2", "jinja2>=2")
"""A part of what mlinfra needs; jinja2 needs markupsafe."""


@pytest.fixture
def archives(tmp_path: Path) -> dict[str, str]:
    """A folder with an archive of each, and the environment in which pip looks there alone."""
    for name, version in pins(NEEDS).items():
        _wheel(tmp_path / "archives", name, version)
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "archives"), "PIP_CONFIG_FILE": os.devnull}


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_every_package_is_pinned_to_what_runs_here(tmp_path: Path) -> None:
    """Also what packages need that mlinfra needs, and nothing of the development."""
    assert run("new", "demo", cwd=tmp_path).code == 0
    pinned = _pinned(tmp_path / "demo")
    assert pinned.pop("mlinfra-azure") == __version__
    assert {name: metadata.version(name) for name in pinned} == pinned
    assert {"azure-identity", "azure-core", "pydantic-core", "markupsafe"} <= set(pinned)
    assert {"pytest", "mypy", "hypothesis"}.isdisjoint(pinned)


def test_what_only_other_systems_need_is_not_pinned() -> None:
    """A requirement whose marker is false here is none, and an extra is one only where it is asked for."""
    assert pins(["click>=8", "no-such-package; sys_platform == 'none'"]).keys() >= {"click"}
    assert "markupsafe" in pins(["jinja2"])
    assert "babel" not in pins(["jinja2"])


def test_a_wheel_is_kept_with_hashes(archives: Mapping[str, str], tmp_path: Path) -> None:
    """The wheel lies in the repository; pip installs from the file alone, and takes no other content."""
    wheel = _wheel(tmp_path / "dist", "mlinfra-azure", "9.9", NEEDS)
    ran = run("new", "demo", "--mlinfra", wheel, cwd=tmp_path, **archives)
    assert ran.code == 0, ran.err
    demo = tmp_path / "demo"
    text = (demo / "requirements.txt").read_text(encoding="utf-8")
    assert f"./wheels/{wheel.name} \\\n    --hash=sha256:{_hash(wheel)}\n" in text
    files = {file.name.split("-")[0].replace("_", "-"): _hash(file) for file in (tmp_path / "archives").iterdir()}
    assert all(
        f"{name}=={version} \\\n    --hash=sha256:{files[name]}\n" in text for name, version in pins(NEEDS).items()
    )
    assert "wheels/" in (demo / "README.md").read_text(encoding="utf-8")
    assert _install(demo, archives) == 0
    changed = next((tmp_path / "archives").glob("click*"))
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert _install(demo, archives) == 1


def _install(folder: Path, environment: Mapping[str, str]) -> int:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--dry-run",
        "--ignore-installed",
        "--require-hashes",
        "--no-deps",
    ]
    known = {"PATH": os.environ["PATH"], "HOME": str(folder), **environment}
    return subprocess.run(
        [*command, "-r", "requirements.txt"], cwd=folder, env=known, check=False, capture_output=True
    ).returncode


@pytest.fixture
def index(tmp_path: Path) -> Generator[str]:
    """A package index on loopback, as one that keeps what the team built."""
    requires = ("click>=2",)
    root = tmp_path / "index"
    for name, version, needs in (
        ("mlinfra-azure", __version__, requires),
        *((name, version, ()) for name, version in _closure().items()),
    ):
        page = root / "simple" / name
        page.mkdir(parents=True)
        file = _wheel(page, name, version, needs)
        (page / "index.html").write_text(
            f'<a href="{file.name}#sha256={_hash(file)}">{file.name}</a>', encoding="utf-8"
        )
    handler = functools.partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/simple/"
        server.shutdown()
        thread.join()


def _closure() -> dict[str, str]:
    return pins(metadata.distribution("mlinfra-azure").requires or ())


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Stay silent."""


def test_an_index_is_asked_for_hashes(index: str, tmp_path: Path) -> None:
    """The file names the index, and the hashes that it tells."""
    offline = {"PIP_CONFIG_FILE": os.devnull, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    ran = run("new", "demo", "--mlinfra", index, cwd=tmp_path, **offline)
    assert ran.code == 0, ran.err
    text = (tmp_path / "demo" / "requirements.txt").read_text(encoding="utf-8")
    assert f"--index-url {index}\n" in text
    pinned = _pinned(tmp_path / "demo")
    assert pinned == {"mlinfra-azure": __version__, **_closure()}
    assert text.count("--hash=sha256:") == len(pinned)
    ran = run(
        "new",
        "wheel",
        "--mlinfra",
        f"{index}mlinfra-azure/{NAME}-{__version__}-py3-none-any.whl",
        cwd=tmp_path,
        PIP_INDEX_URL=index,
        **offline,
    )
    assert ran.code == 0, ran.err
    assert f"mlinfra-azure @ {index}mlinfra-azure/" in (tmp_path / "wheel" / "requirements.txt").read_text(
        encoding="utf-8"
    )


def test_what_pip_says_is_told(archives: Mapping[str, str], tmp_path: Path) -> None:
    """An archive that no index has is named; a file that is another package's wheel, or no wheel, is refused."""
    wheel = _wheel(tmp_path / "dist", "mlinfra-azure", "9.9", ("pyyaml",))
    ran = run("new", "demo", "--mlinfra", wheel, cwd=tmp_path, **archives)
    assert (ran.code, "pyyaml" in ran.err) == (1, True), ran.err
    other = _wheel(tmp_path / "dist", "other", "1.0")
    ran = run("new", "demo", "--mlinfra", other, cwd=tmp_path, **archives)
    assert (ran.code, "a wheel of other" in ran.err) == (1, True), ran.err
    other.write_text("text", encoding="utf-8")
    ran = run("new", "demo", "--mlinfra", other, cwd=tmp_path, **archives)
    assert (ran.code, "not a wheel" in ran.err) == (1, True), ran.err
    missing = _wheel(tmp_path / "dist", "mlinfra-azure", "9.9", ("no-such-package",))
    ran = run("new", "demo", "--mlinfra", missing, cwd=tmp_path, **archives)
    assert (ran.code, "no-such-package is not installed here" in ran.err) == (1, True), ran.err
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(("origin", "told"), [("dist/mlinfra.whl", True), ("", False)])
def test_an_installation_that_no_index_may_have_is_told(origin: str, told: bool, tmp_path: Path) -> None:
    """Pins name a version of an index; where this mlinfra came from a file, a note says which option keeps it."""
    with mock.patch("mlinfra.app.pins.installed_from", return_value=origin):
        ran = run("new", "demo", cwd=tmp_path)
    assert (ran.code, "--mlinfra WHEEL" in ran.err) == (0, told)
