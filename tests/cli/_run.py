"""A command line in, what a user of it sees out: exit code, stdout, stderr; run in this process, for speed."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from mlinfra.cli.main import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


def run(*words: str | Path, cwd: Path, answer: str = "", **environ: str) -> Ran:
    """Run ``mlinfra WORDS`` in a folder, with ``answer`` on stdin and no more environment than is said."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with _there(cwd, environ), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = _code([str(word) for word in words], answer)
    out.seek(0)
    err.seek(0)
    return Ran(code, out.read(), err.read())


@contextlib.contextmanager
def _there(cwd: Path, environ: dict[str, str]) -> Generator[None]:
    before = Path.cwd()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    os.chdir(cwd)
    try:
        with mock.patch.dict(os.environ, {**kept, "NO_COLOR": "1", "COLUMNS": "160", **environ}, clear=True):
            yield
    finally:
        os.chdir(before)


def _code(words: list[str], answer: str) -> int:
    with mock.patch.object(sys, "stdin", io.StringIO(answer)):
        try:
            main(words)
        except SystemExit as ended:
            return int(ended.code or 0)
    raise AssertionError("the program always says how it ended")
