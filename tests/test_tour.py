"""The README's tour is true: its commands run in order, and print what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from _references import ROOT

_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_EXIT = re.compile(r"#\s*exit code (\d+)")


def test_the_tour_prints_what_the_readme_shows(tmp_path: Path) -> None:
    """Every command of the tour exits as it says, and prints the lines below it; ``...`` stands for anything."""
    tour = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- tour", 1)[1]
    folder = tmp_path
    for kind, text in _BLOCK.findall(tour):
        if kind == "python":
            stack = folder / "stack.py"
            (salt,) = re.findall(r'name_salt="(\w+)"', stack.read_text(encoding="utf-8"))
            stack.write_text(text.replace('name_salt="..."', f'name_salt="{salt}"'), encoding="utf-8")
            continue
        for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, shown = step.partition("\n")
            if command.startswith("cd "):
                folder /= command[3:]
            else:
                _check(command, shown, folder)


def _check(command: str, shown: str, folder: Path) -> None:
    wanted = _EXIT.search(command)
    words = command.partition("#")[0].split()
    assert words[0] == "mlinfra"
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("MLINFRA", "AZURE"))}
    environ |= {"COLUMNS": "120", "NO_COLOR": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "mlinfra", *words[1:]],
        cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == int(wanted[1] if wanted else 0), run.stdout + run.stderr
    assert re.search(_pattern(shown), run.stdout), f"$ {command}\nshown:\n{shown}\nprinted:\n{run.stdout}"


def _pattern(shown: str) -> str:
    """A pattern for the lines shown: ``...`` alone is any lines, within a line any text."""
    lines = [
        r"(?:.*\n)*" if line == "..." else r"[^\n]*".join(map(re.escape, line.split("..."))) + r"\n"
        for line in shown.splitlines()
        if line
    ]
    return r"\A(?:.*\n)*?" + "".join(lines) + r"(?:.*\n)*\Z"
