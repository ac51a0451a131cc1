"""Keep no compiled files of the modules beside a stack file, while it runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Generator, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import mlinfra

if TYPE_CHECKING:
    from typing_extensions import Buffer

_INSTALLED = tuple(f"{Path(folder)}{os.sep}" for folder in (sys.prefix, *mlinfra.__path__))
"""Files of the environment and of mlinfra itself: nobody edits them between two runs, and compiling them anew each time
would take a quarter of a short run."""


@contextlib.contextmanager
def uncached(folder: Path) -> Generator[None]:
    """Let modules in a folder be compiled anew each time: Python takes the compiled file of one that had the same size in
    the same second for that of the edited one.
    """
    finder = _Finder(folder)
    sys.meta_path.insert(sys.meta_path.index(PathFinder), finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Loader(SourceFileLoader):
    """Runs a module without writing its compiled file."""

    def set_data(self, path: str, data: Buffer, *, _mode: int = 0o666) -> None:
        """Write nothing."""


class _Finder:
    """Finds what Python's own finder finds."""

    def __init__(self, folder: Path) -> None:
        self._folder = f"{folder}{os.sep}"

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module; one below the folder is loaded without writing its compiled file."""
        spec = PathFinder.find_spec(name, path, target)
        if spec and type(spec.loader) is SourceFileLoader and self._is_edited(str(spec.origin)):
            spec.loader = _Loader(name, str(spec.origin))
        return spec

    def _is_edited(self, file: str) -> bool:
        return file.startswith(self._folder) and not file.startswith(_INSTALLED)
