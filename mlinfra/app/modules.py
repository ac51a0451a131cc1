"""Vendor modules of registries: a copy of the compiled template in the repository, and its digest in a lock file."""

from __future__ import annotations

from pathlib import Path

from mlinfra.arm.module_files import vendor
from mlinfra.base.errors import InvalidInput


def modules(action: str, reference: str, folder: Path, *, source: Path | None = None, home: Path | None = None) -> Path:
    """Add a module: copy its template beside the stack files in ``folder``; returns the file that was written.

    ``action`` is the word of the command: ``add`` is the one there is.
    ``source``: the compiled JSON file, or a folder with Bicep's restore cache; None: the cache in ``home``, which is the
    user's own unless it is given. Raises `InvalidInput` where there is no such module, or for another word.
    """
    if action != "add":
        raise InvalidInput(f"{action!r} is not done with modules", hint="say `add`")
    if source is not None and source.is_dir():
        return vendor(reference, None, folder, source)
    return vendor(reference, source, folder, (home or Path.home()) / ".bicep")
