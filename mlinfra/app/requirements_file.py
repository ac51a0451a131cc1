"""Write the requirements.txt of a new repository: pinned, and with hashes where a wheel or an index is given."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from mlinfra.app.hashes import Archive, Wanted, archives
from mlinfra.app.pins import DISTRIBUTION, Release, canonical, installed_release, pins, wheel_release
from mlinfra.base.errors import InvalidInput, LoadError

FILE = "requirements.txt"
WHEELS = "wheels"
"""The folder of the repository that keeps the wheel."""


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a new repository installs in its pipelines."""

    text: str
    """The text of requirements.txt."""
    origin: Literal["index", "address", "wheel"] = "index"
    """Where mlinfra comes from: the index that pip asks, an address in the file, or a wheel in the repository."""
    hashed: bool = False
    """Whether each archive has its hashes."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The wheel by its path in the repository; empty where none is kept there."""


def python_version() -> str:
    """The version of Python that the pins are for, such as ``3.12``: pipelines use the same."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def requirements(source: str | None) -> Requirements:
    """Pin mlinfra and all that it needs to what is installed here.

    ``source``: None for an index that knows mlinfra; the path of a wheel, which is kept in the repository; the address
    of a wheel, or of an index. With one of these, pip is asked for the hashes of every archive.
    Raises `InvalidInput` for a source that is neither, `LoadError` for what pip cannot find.
    """
    if source is None:
        release = installed_release()
        lines = [f"{DISTRIBUTION}=={release.version}", *_plain(pins(release.requires))]
        return Requirements(_text(lines, ""))
    if not source.startswith(("http://", "https://")):
        return _of_wheel(Path(source))
    _refuse_secrets(source)
    return _of_wheel_address(source) if urlsplit(source).path.endswith(".whl") else _of_index(source)


def _of_wheel(wheel: Path) -> Requirements:
    if wheel.suffix != ".whl" or not wheel.is_file():
        hint = "give the path of a wheel (.whl), its address, or the address of an index"
        raise InvalidInput(f"there is no wheel {wheel}", where="--mlinfra", hint=hint)
    content, release = wheel.read_bytes(), wheel_release(wheel)
    digest = hashlib.sha256(content).hexdigest()
    lines = [_line(f"./{WHEELS}/{wheel.name}", [digest]), *_hashed(release)]
    return Requirements(_text(lines, _HASHED), "wheel", hashed=True, files={f"{WHEELS}/{wheel.name}": content})


def _of_wheel_address(address: str) -> Requirements:
    (archive,) = archives([Wanted(DISTRIBUTION, address)], platforms=False)
    lines = [_line(f"{DISTRIBUTION} @ {address}", archive.hashes), *_hashed(_release_of(archive))]
    return Requirements(_text(lines, _HASHED), "address", hashed=True)


def _of_index(address: str) -> Requirements:
    release = installed_release()
    wanted = {DISTRIBUTION: release.version, **pins(release.requires)}
    lines = [f"--index-url {address}", *_lines_of(wanted, address)]
    return Requirements(_text(lines, _HASHED), "address", hashed=True)


def _release_of(archive: Archive) -> Release:
    if canonical(archive.name) != DISTRIBUTION:
        raise LoadError(f"this is {archive.name}, not {DISTRIBUTION}", where="--mlinfra")
    return Release(archive.version, archive.requires)


def _hashed(release: Release) -> list[str]:
    return _lines_of(pins(release.requires), None)


def _lines_of(versions: Mapping[str, str], index: str | None) -> list[str]:
    wanted = [Wanted(name, f"{name}=={version}") for name, version in versions.items()]
    return [_line(f"{archive.name}=={archive.version}", archive.hashes) for archive in archives(wanted, index=index)]


def _plain(versions: Mapping[str, str]) -> list[str]:
    return [f"{name}=={version}" for name, version in versions.items()]


def _line(requirement: str, hashes: list[str] | tuple[str, ...]) -> str:
    return " \\\n    ".join([requirement, *(f"--hash=sha256:{digest}" for digest in hashes)])


_HEAD = (
    "# Written by `mlinfra new`: mlinfra and all that it needs, in the versions it was tried with on Python {python}.\n"
)
_HASHED = "# Archives for Linux, macOS (Apple silicon) and Windows (x86-64); pip refuses any other content.\n"


def _text(lines: list[str], note: str) -> str:
    return _HEAD.format(python=python_version()) + note + "".join(f"{line}\n" for line in lines)


def _refuse_secrets(address: str) -> None:
    if urlsplit(address).username is not None:
        hint = "leave the sign-in out of it: pip reads it from its own configuration, a keyring or .netrc"
        raise InvalidInput("the address holds a user name or password, which would stand in a file", hint=hint)
