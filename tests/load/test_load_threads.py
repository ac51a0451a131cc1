"""Stack files that are loaded by several threads at the same time."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mlinfra.landing_zone.load import load_stacks

TEXT = """import time
from mlinfra import *

time.sleep(0.01 * {number})
stack = Stack("s{number}", scope=ResourceGroup("rg-s", location="westeurope"), resources=[StorageAccount("sts")])
"""


def test_output_goes_where_it_went_when_several_files_have_run(tmp_path: Path) -> None:
    """While a file runs its output goes to stderr; afterwards stdout is the stdout of before, whoever ends first."""
    files = [tmp_path / f"s{number}.py" for number in (5, 1, 4, 2)]
    for file in files:
        file.write_text(TEXT.format(number=file.stem[1:]), encoding="utf-8")
    before = sys.stdout
    with ThreadPoolExecutor(len(files)) as threads:
        loaded = list(threads.map(load_stacks, files))
    assert [stack.name for (stack,) in loaded] == [file.stem for file in files]
    assert sys.stdout is before
