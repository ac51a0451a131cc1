"""The wheel alone is mlinfra: everything the checkout uses at run time is inside."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def _installed(tmp_path: Path, wheel: Path) -> dict[str, str]:
    """Unpack the wheel where Python finds it before the checkout, as an installation would lie."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return {"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin", "NO_COLOR": "1"}


@pytest.mark.parametrize("folder", ["templates", "blueprints"])
def test_the_wheel_holds_the_bundled_folders(wheel: Path, folder: str) -> None:
    """Every file of templates/ and blueprints/ is in the wheel, and no other."""
    inside = {n for n in zipfile.ZipFile(wheel).namelist() if n.startswith(f"mlinfra/{folder}/")}
    files = {p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    own = {f"mlinfra/{folder}/{p.relative_to(ROOT / folder).as_posix()}" for p in files}
    assert inside - {"mlinfra/blueprints/__init__.py"} == own


def test_the_documentation_in_the_wheel_leads_nowhere_else(wheel: Path, tmp_path: Path) -> None:
    """Every page comes with the wheel, its links lead to files of the wheel, and `mlinfra explain PAGE` prints it."""
    env = _installed(tmp_path, wheel)
    package = tmp_path / "site" / "mlinfra"
    pages = sorted([*package.glob("*.md"), *(package / "docs").rglob("*.md")])
    assert {page.name for page in pages} == {page.name for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]}
    for page in pages:
        links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == [], page.name
    show = [sys.executable, "-m", "mlinfra", "explain", "ci"]
    shown = subprocess.run(show, env=env, cwd=tmp_path, text=True, capture_output=True, check=True).stdout
    assert shown.strip() == (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").strip()


def test_the_wheel_alone_makes_and_plans_a_repository(wheel: Path, tmp_path: Path) -> None:
    """``mlinfra new demo && cd demo && mlinfra plan stack.py --target local`` works from the wheel."""
    env = _installed(tmp_path, wheel)
    where = [sys.executable, "-c", "import mlinfra; print(mlinfra.__file__)"]
    assert (
        str(tmp_path) in subprocess.run(where, env=env, cwd=tmp_path, text=True, capture_output=True, check=True).stdout
    )
    command = [sys.executable, "-m", "mlinfra"]
    subprocess.run([*command, "new", "demo"], env=env, cwd=tmp_path, check=True, capture_output=True)
    plan = [*command, "plan", "stack.py", "--target", "local"]
    shown = subprocess.run(plan, env=env, cwd=tmp_path / "demo", text=True, capture_output=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert "to create" in shown.stdout
