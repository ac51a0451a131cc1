"""A command ends at once, and loses nothing that a stack file still has to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mlinfra.cli.ending import end_now

STACK = """
from mlinfra import ResourceGroup, Stack, StorageAccount

stack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=[StorageAccount("stending4711")])
"""
LEFT = {
    "a function": "import atexit\natexit.register(lambda: open('left.txt', 'w').write('done'))",
    "an open file": "file = open('left.txt', 'w')\nfile.write('done')",
    "a thread": "import threading, time\n"
    "threading.Thread(target=lambda: (time.sleep(0.6), open('left.txt', 'w').write('done'))).start()",
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT.keys())
def test_what_a_stack_file_left_is_done(tmp_path: Path, left: str) -> None:
    """Functions for the end run, open files are written, threads end, as Python promises it."""
    (tmp_path / "stack.py").write_text(f"{STACK}\n{left}\n", encoding="utf-8")
    command = [sys.executable, "-m", "mlinfra", "render", "stack.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "build/a/main.bicep" in done.stdout
    assert (tmp_path / "left.txt").read_text(encoding="utf-8") == "done"


def test_the_exit_code_stays(tmp_path: Path) -> None:
    """An error ends with its code, and both streams are complete."""
    command = [sys.executable, "-m", "mlinfra", "render", "nothing.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no stack file nothing.py" in done.stderr


def test_with_a_file_open_python_ends_the_process(tmp_path: Path) -> None:
    """Then the function returns: here, too, or this test would end all others."""
    with (tmp_path / "open.txt").open("w", encoding="utf-8"):
        end_now(3)
