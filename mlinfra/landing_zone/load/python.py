"""Run a Python stack file and take its stacks; what goes wrong inside names the line of the file."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from types import ModuleType
from typing import Any

from mlinfra.base.errors import LoadError, MlinfraError
from mlinfra.landing_zone.load.uncached import uncached
from mlinfra.landing_zone.model.stack import Stack

_ALONE = threading.RLock()
"""Held while a file runs: where output goes is a matter of the whole process, and of two that change it the second to end
would put back what the first had put there."""
_EXPORT = "a stack file exports `stack = Stack(...)` or `stacks = [...]`"


def load_python(path: Path) -> tuple[Stack, ...]:
    """Run the file and take ``stack`` or ``stacks`` from it."""
    module = run_python(path.resolve(), path, "stack_file", "the stack file")
    if hasattr(module, "stacks"):
        return _checked(module.stacks, "stacks", path)
    if hasattr(module, "stack"):
        return _checked([module.stack], "stack", path)
    raise LoadError("the file defines neither `stack` nor `stacks`", where=str(path), hint=_EXPORT)


def _checked(value: Any, name: str, path: Path) -> tuple[Stack, ...]:
    stacks = tuple(value) if isinstance(value, (list, tuple)) else ()
    wrong = next((item for item in stacks if not isinstance(item, Stack)), None)
    if wrong is not None or not stacks:
        kind = type(value if not stacks else wrong).__name__
        raise LoadError(f"`{name}` holds {kind}, not Stack", where=str(path), hint=_EXPORT)
    return stacks


def run_python(path: Path, shown: Path, kind: str, word: str) -> ModuleType:
    """Run a file, and give what it defines; ``word`` is what a message calls it. Raises `LoadError` with the line."""
    name = f"_mlinfra_{kind}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None:
        raise LoadError("Python cannot load this file", where=str(shown))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    with _ALONE, _beside(path.parent), uncached(), _quiet():
        try:
            exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), module.__dict__)  # ruff: ignore[exec-builtin]  the user's own file
        except MlinfraError as error:
            error.where = error.where or _line(error, path, shown)
            raise
        except SyntaxError as error:
            raise LoadError(f"{error.msg}", where=f"{shown}:{error.lineno}", hint="fix the Python syntax") from error
        except (Exception, SystemExit) as error:
            raise _raised(error, path, shown, word) from error
    return module


def _raised(error: BaseException, path: Path, shown: Path, word: str) -> LoadError:
    where = _line(error, path, shown)
    text = str(error) or "no message"
    return LoadError(f"{word} raised {type(error).__name__}: {text}", where=where, hint=_advice(error))


def _line(error: BaseException, path: Path, shown: Path) -> str:
    """The innermost line of the stack file, or of a neighbour that it imports, on the way to an error."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    beside = [frame for frame in frames if Path(frame.filename).parent == path.parent]
    line = beside[-1] if beside else frames[-1]
    return f"{shown}:{line.lineno}" if Path(line.filename) == path else f"{line.filename}:{line.lineno}"


def _advice(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"install {error.name!r} where mlinfra runs, or put the module beside the stack file"
    return "a stack file runs like any Python file: try `python FILE`"


@contextlib.contextmanager
def _beside(folder: Path) -> Generator[None]:
    """Let the file import its neighbours, as ``python FILE`` would."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError):
            sys.path.remove(str(folder))


@contextlib.contextmanager
def _quiet() -> Generator[None]:
    """Send to stderr what the file prints, and what the programs print that it starts: stdout is for results."""
    with contextlib.redirect_stdout(sys.stderr), contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # a process without the one or the other
            kept = os.dup(1)
            stack.callback(os.close, kept)
            os.dup2(2, 1)
            stack.callback(os.dup2, kept, 1)
        yield
