"""The name under which mlinfra is installed: ``mlinfra-azure``. The name ``mlinfra`` on PyPI is another project's."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOREIGN = re.compile(
    r"""
    \bmlinfra\s*(?:\[[a-z,]+\]|[=~!<>]=|@\s*(?:https?|file|git)) # mlinfra[stacks], mlinfra==1.0, mlinfra @ https://
    | \b(?:pip|pipx|uv|uvx|pdm|poetry)\b[^\n|;&]*[ \t'"]mlinfra(?=['"\s`]|$)(?!\s*[-/]) # pip install mlinfra
    | pypi\.org/(?:project|simple)/mlinfra\b(?!-azure)
    """,
    re.VERBOSE,
)
"""What would install, or point at, the distribution of somebody else."""


def _texts() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    names = listed.split("\0") if listed else [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.*")]
    return [
        ROOT / name for name in names if name and (ROOT / name).is_file() and name != f"tests/{Path(__file__).name}"
    ]


def test_no_file_installs_a_stranger() -> None:
    """No file of the project, generated ones included, names another project's distribution as ours."""
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0].strip()}"
        for path in _texts()
        for found in FOREIGN.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not wrong


def test_the_project_has_its_own_name() -> None:
    """pyproject.toml publishes under our name, and its extras refer to it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '\nname = "mlinfra-azure"\n' in text
    assert '"mlinfra-azure[stacks]"' in text


@pytest.mark.parametrize(
    "line",
    [
        "pip install mlinfra",
        "pip install 'mlinfra[stacks]'",
        'pip install "mlinfra==0.1.0"',
        "uv tool install mlinfra",
        "mlinfra>=0.1",
        "mlinfra @ https://example.com/a.whl",
        "https://pypi.org/project/mlinfra/",
    ],
)
def test_the_old_name_is_recognised(line: str) -> None:
    """The search finds every way to write the old name."""
    assert FOREIGN.search(line)


@pytest.mark.parametrize(
    "line",
    ["pip install mlinfra-azure", "pip install 'mlinfra-azure[stacks]'", "mlinfra plan stack.py", "import mlinfra"],
)
def test_the_command_and_the_import_stay(line: str) -> None:
    """The command, the import and the new name are not taken for it."""
    assert not FOREIGN.search(line)
