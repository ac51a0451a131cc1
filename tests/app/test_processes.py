"""Many values, shared out to processes: in a process of their own here, as one with threads is not copied."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mlinfra.app.processes import work_on_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process works on all")
STAMPS = Path(__file__).parents[2] / "bench" / "stamps.py"
PROGRAM = """
import json, os, sys
from mlinfra.app import processes
processes._LEAST, processes._processors = 2, lambda: 3
first = os.getpid()
print("before", end=" ")
{work}
results, error = [], ""
try:
    for result in processes.work_on_all(work, range(10)):
        results.append(result)
except ValueError as raised:
    error = str(raised)
print(json.dumps([results, error]))
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("no child is left")
"""


def ran(work: str) -> list[str]:
    """What a program prints that shares out ten numbers to three processes."""
    program = PROGRAM.format(work=work)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    *lines, last = done.stdout.removeprefix("before ").splitlines()
    assert last == "no child is left"
    return lines


def test_results_come_in_order_from_several_processes() -> None:
    """Each value is worked on once, the first share here; what was printed before is printed once."""
    (line,) = ran("def work(number): return [number, os.getpid() == first]")
    results, error = json.loads(line)
    assert [number for number, _ in results] == list(range(10))
    assert [here for _, here in results] == [True] * 4 + [False] * 6
    assert not error


@pytest.mark.parametrize("number", [0, 3, 5, 9])
def test_the_first_failure_is_raised_here(number: int) -> None:
    """Results before it come, as from one process; later values that fail too are not heard of."""
    lines = ran(f"def work(number):\n    if number >= {number}: raise ValueError(f'no {number}')\n    return number")
    assert json.loads(lines[-1]) == [list(range(number)), f"no {number}"]


def test_no_process_left_is_no_failure() -> None:
    """Where the system starts no other process, this one works on all."""
    lines = ran("def work(number): return number\ndef fork(): raise BlockingIOError\nos.fork = fork")
    assert json.loads(lines[-1]) == [list(range(10)), ""]


def test_what_an_ended_process_leaves_is_worked_on_here() -> None:
    """A child that the system ends, for want of memory say, loses nothing."""
    (line,) = ran("def work(number):\n    if os.getpid() != first: os.kill(os.getpid(), 9)\n    return number")
    assert json.loads(line) == [list(range(10)), ""]


def test_what_work_prints_is_printed() -> None:
    """Functions of the user may print; nothing is lost or printed twice."""
    lines = ran("def work(number):\n    print(f'worked on {number}\\n', end='')\n    return number")
    told = sorted(line for line in lines if line.startswith("worked"))
    assert told == [f"worked on {number}" for number in range(10)]


def test_few_values_take_one_process() -> None:
    """Nothing is started for them."""
    assert list(work_on_all(lambda number: number + 1, range(20))) == list(range(1, 21))


def test_many_stacks_are_rendered_as_by_one_process(tmp_path: Path) -> None:
    """The files and what is printed are the same with all processors and with one; a failing stack is told alike."""
    one = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "
    program = "from mlinfra.cli.main import main; main(['render', 'stack.py'])"
    stamps = f"import os\nos.environ['STAMPS'] = '34'\n{STAMPS.read_text(encoding='utf-8')}"
    wrong = "\nstacks[30] = Stack('ml-wrong', scope='sub', resources=[Workspace('mlw-wrong', storage=StorageAccount('a'))])\n"
    for text, code in ((stamps, 0), (stamps + wrong.replace("'sub'", "ResourceGroup('rg', location='mars')"), 1)):
        told = []
        for name, start in (("all", ""), ("one", one)):
            folder = tmp_path / f"{code}" / name
            folder.mkdir(parents=True)
            (folder / "stack.py").write_text(text, encoding="utf-8")
            done = subprocess.run(
                [sys.executable, "-c", start + program],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            texts = {path.name: path.read_text("utf-8") for path in (folder / "build").rglob("*") if path.is_file()}
            told.append((done.returncode, done.stdout, done.stderr, texts if code == 0 else {}))
        assert told[0] == told[1]
        assert told[0][0] == code, told[0][2]
