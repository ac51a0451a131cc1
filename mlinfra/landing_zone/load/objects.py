"""Write the files of a git tree into a folder, as the object store holds them.

``git archive`` and ``git checkout`` would run filters, convert line ends and leave out what attributes name.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from mlinfra.base.errors import LoadError

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX")
"""What hooks set: the repository is the one around the stack file, whatever these say."""
_LINK, _SUBMODULE = b"120000", b"160000"


def git_environment() -> dict[str, str]:
    """The environment in which git is asked: it reads what is there, and fetches nothing from anywhere."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return {**kept, "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_TERMINAL_PROMPT": "0"}


def unpack(root: Path, listing: bytes, target: Path) -> None:
    """Write the files of ``git ls-tree -r -z`` below ``target``.

    Submodules are left out, and so is what would lie, or leads, outside. Raises `LoadError` for an object that git does
    not have.
    """
    target.mkdir(parents=True)
    links: list[tuple[Path, str]] = []
    for path, mode, content in _contents(root, listing):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if mode == _LINK:
            links.append((place, content.decode(errors="surrogateescape")))
        else:
            place.write_bytes(content)
    for place, leads in links:  # last, so that nothing is written through one
        if _stays(place.relative_to(target).as_posix(), leads):
            with contextlib.suppress(OSError):  # a system without links
                place.symlink_to(leads)
    _remove_escaping([place for place, _ in links], target.resolve())


def _remove_escaping(links: list[Path], target: Path) -> None:
    """Remove links that lead outside by way of others: ``a/up -> ..`` and ``b -> a/up/../..``."""
    outside = [place for place in links if place.is_symlink() and not _inside(place, target)]
    for place in outside:
        place.unlink()
    if outside:
        _remove_escaping(links, target)


def _inside(place: Path, target: Path) -> bool:
    return Path(os.path.realpath(place)).is_relative_to(target)


def _contents(root: Path, listing: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Path, mode and content of each file, read from one git process."""
    command = ["git", "-C", str(root), "cat-file", "--batch"]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, env=git_environment()) as git:
        assert git.stdin is not None
        assert git.stdout is not None
        for entry in listing.split(b"\0")[:-1]:
            about, _, path = entry.partition(b"\t")
            mode, _, name = about.split(b" ")
            if mode == _SUBMODULE or _outside(path):
                continue
            git.stdin.write(name + b"\n")
            git.stdin.flush()
            yield path.decode(errors="surrogateescape"), mode, _blob(git.stdout, name)
        git.stdin.close()


def _blob(answers: IO[bytes], name: bytes) -> bytes:
    head = answers.readline().split()
    if len(head) != 3:
        hint = "fetch the whole revision: `git fetch`, without a filter"
        raise LoadError(f"git has no object {name.decode()}", hint=hint)
    content = answers.read(int(head[2]))
    answers.read(1)
    return content


def _outside(path: bytes) -> bool:
    """Whether the path leads out of the folder, as only a tree made by hand can say."""
    parts = path.replace(b"\\", b"/").split(b"/") if os.sep == "\\" else path.split(b"/")
    return not {b"", b"..", b".git"}.isdisjoint(parts)


def _stays(link: str, leads: str) -> bool:
    """Whether a link leads to a place below the folder."""
    reached = posixpath.normpath(posixpath.join(posixpath.dirname(link), leads))
    return not reached.startswith(("/", "..")) and not leads.startswith("/")
