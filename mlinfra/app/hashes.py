"""Ask pip for the hashes of archives: it knows the indexes, proxies and sign-ins of this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mlinfra.app.pins import canonical
from mlinfra.base.errors import LoadError

_PLATFORMS: tuple[tuple[str, ...], ...] = (
    ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_5_x86_64", "linux_x86_64"),
    tuple(
        f"macosx_{release}_{kind}" for release in ("14_0", "13_0", "12_0", "11_0") for kind in ("arm64", "universal2")
    ),
    ("win_amd64",),
)
"""Where a team and its pipelines run: Linux, macOS on Apple silicon, Windows."""


class Wanted(NamedTuple):
    """Something to find: its name, and what pip calls it."""

    name: str
    requirement: str


@dataclass(frozen=True, slots=True)
class Archive:
    """What pip found for a requirement: the hashes of its archives, one for each platform where they differ."""

    name: str
    version: str
    requires: tuple[str, ...]
    hashes: tuple[str, ...]


def archives(wanted: Sequence[Wanted], *, index: str | None = None, platforms: bool = True) -> list[Archive]:
    """The archives of some requirements, without what these need in turn.

    ``index``: the index to ask instead of pip's own; ``platforms``: ask for other platforms than this one, too.
    Raises `LoadError` when pip does not find one, or is not installed.
    """
    others = [tags for tags in _PLATFORMS if platforms and not _is_this(tags)]
    with ThreadPoolExecutor() as threads:
        elsewhere = [threads.submit(_report, wanted, index, tags, may_fail=True) for tags in others]
        reports = [_report(wanted, index, ()), *(report.result() for report in elsewhere)]
    return [_archive(name, [report[name] for report in reports if name in report]) for name in sorted(reports[0])]


def _is_this(tags: Sequence[str]) -> bool:
    """Whether the platform of these tags is the one that this process runs on."""
    return sysconfig.get_platform().replace("-", "_").replace(".", "_") in tags


def _archive(name: str, items: Sequence[Mapping[str, Any]]) -> Archive:
    told = items[0]["metadata"]
    hashes = dict.fromkeys(_digest(name, item["download_info"]) for item in items)
    return Archive(name, told["version"], tuple(told.get("requires_dist") or ()), tuple(sorted(hashes)))


def _digest(name: str, download: Mapping[str, Any]) -> str:
    archive = download.get("archive_info") or {}
    digest = (archive.get("hashes") or {}).get("sha256") or str(archive.get("hash", "")).removeprefix("sha256=")
    if not digest:
        raise LoadError(f"the index tells no SHA-256 hash of {name}", hint="leave --mlinfra out to pin without hashes")
    return str(digest)


def _report(
    wanted: Iterable[Wanted], index: str | None, tags: Sequence[str], *, may_fail: bool = False
) -> dict[str, Mapping[str, Any]]:
    """Name -> what pip would install; for other platforms than this one, ``tags`` name it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        command += ["--disable-pip-version-check", "--report", str(report)]
        command += ["--index-url", index] if index else []
        if tags:
            command += ["--only-binary", ":all:", "--target", folder, *(f"--platform={tag}" for tag in (*tags, "any"))]
        command += [item.requirement for item in wanted]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode and may_fail:
            return {}
        if done.returncode:
            raise _failed(done.stderr)
        listed = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {canonical(item["metadata"]["name"]): item for item in listed}


def _failed(said: str) -> LoadError:
    lines = [
        line.removeprefix("ERROR: ") for line in said.splitlines() if line.startswith("ERROR:")
    ] or said.splitlines()
    if "No module named pip" in said:
        return LoadError("hashes are asked of pip, which is not installed here", hint="`python -m ensurepip`")
    hint = "check the address, and `pip config list`; leave --mlinfra out to pin without hashes"
    return LoadError(f"pip cannot find the archives: {lines[-1] if lines else 'it said nothing'}", hint=hint)
