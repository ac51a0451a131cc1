"""Keep no compiled files of the user's own modules, while a stack file runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Generator, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import mlinfra

_INSTALLED = tuple(f"{Path(folder)}{os.sep}" for folder in (sys.base_prefix, sys.prefix, *mlinfra.__path__))
"""Files of Python, of the environment and of mlinfra itself: nobody edits them between two runs, and compiling them anew
each time would take a quarter of a short run."""


@contextlib.contextmanager
def uncached() -> Generator[None]:
    """Let all other modules be compiled anew each time, beside the stack file or elsewhere on the path of modules.

    Python takes the compiled file of one that had the same size in the same second for that of the edited one.
    """
    sys.meta_path.insert(sys.meta_path.index(PathFinder), _Finder)
    try:
        yield
    finally:
        sys.meta_path.remove(_Finder)


class _Loader(SourceFileLoader):
    """Compiles a module anew: its compiled file is neither read nor written."""

    def get_code(self, fullname: str) -> CodeType:
        """The code of its source."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class _Finder:
    """Finds what Python's own finder finds."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module; one that the user may edit is loaded without its compiled file."""
        spec = PathFinder.find_spec(name, path, target)
        if spec and type(spec.loader) is SourceFileLoader and not str(spec.origin).startswith(_INSTALLED):
            spec.loader = _Loader(name, str(spec.origin))
        return spec
