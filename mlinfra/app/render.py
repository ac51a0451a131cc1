"""Render the stacks of a file: Bicep for people, ARM JSON for Azure."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.app.observer import Observer
from mlinfra.app.processes import work_on_all
from mlinfra.app.settings import Settings, StackOptions, settings_for
from mlinfra.base.frozen import dataclass, replace

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from mlinfra.app.stages import Prepared
    from mlinfra.landing_zone.model.stack import Stack


@dataclass(frozen=True, slots=True)
class RenderedStack:
    """What `render` did for one stack."""

    stack: str
    folder: Path
    files: tuple[str, ...]
    """Names of all files, relative to ``folder``."""
    written: tuple[str, ...] = ()
    """Names of the files that were written or deleted; the others were up to date."""
    differences: tuple[str, ...] = ()
    """With ``check``: lines that tell how the files on disk differ; empty when they are up to date."""
    mismatches: tuple[str, ...] = ()
    """With ``verify``: where an installed Bicep compiler makes something else."""

    @property
    def failed(self) -> bool:
        """Whether files differ or the compiler disagrees."""
        return bool(self.differences or self.mismatches)

    def to_json(self) -> dict[str, Any]:
        """The document that `mlinfra render --format json` prints for one stack."""
        return {
            "stack": self.stack,
            "folder": self.folder.as_posix(),
            "files": list(self.files),
            "written": list(self.written),
            "differences": list(self.differences),
            "mismatches": list(self.mismatches),
        }


def render(
    file: Path | str,
    out: Path | str = "build",
    *,
    check: bool = False,
    verify: bool = False,
    observer: Observer | None = None,
    **options: Unpack[StackOptions],
) -> tuple[RenderedStack, ...]:
    """Write ``out/STACK/`` with the Bicep, ARM JSON and parameter files of every selected stack.

    ``check`` compares with the files on disk instead of writing; ``verify`` compares with an installed Bicep compiler,
    and tells ``observer`` when there is none. On Linux many stacks are rendered by a process for each processor, unless
    functions of the user's name resources or change graphs. Raises `LoadError`, `ResolveError`, `Unprintable`, `InvalidInput`.
    """
    settings, observer = settings_for(file, **options), observer or Observer()
    settings.note_unnamed_templates(observer)
    stacks = settings.stacks()
    at_once = not verify and not settings.runs_functions(stacks)
    # in each process one after the other: a thousand rendered stacks need not be in memory
    work = partial(_rendered, settings, Path(out), observer, check, verify)
    return tuple(work_on_all(work, stacks) if at_once else map(work, stacks))


def _rendered(
    settings: Settings, out: Path, observer: Observer, check: bool, verify: bool, stack: Stack
) -> RenderedStack:
    from mlinfra.arm.render import write

    prepared, folder = settings.prepare(stack), out / stack.name
    files = prepared.rendered
    return RenderedStack(
        stack.name,
        folder,
        tuple(files.files),
        written=() if check else tuple(write(files, folder)),
        differences=_differences(prepared, folder) if check else (),
        mismatches=tuple(_mismatches(settings, stack, observer)) if verify else (),
    )


def _differences(prepared: Prepared, folder: Path) -> tuple[str, ...]:
    """How the files on disk differ, with masks for the secrets that either side holds in plain text."""
    import json

    from mlinfra.arm.render import differences
    from mlinfra.arm.secure import written_secrets
    from mlinfra.review.plan.mask import Masks

    there, old = folder / "main.json", {}
    with contextlib.suppress(OSError, ValueError):
        old = json.loads(there.read_text(encoding="utf-8"))
    masks = Masks((*written_secrets(prepared.template), *written_secrets(old if isinstance(old, dict) else {})))
    return tuple(map(masks.text, differences(prepared.rendered, folder)))


def _mismatches(settings: Settings, stack: Stack, observer: Observer) -> Iterator[str]:
    """What the installed compiler makes otherwise than mlinfra, which prints for that compiler's version."""
    from mlinfra.app.verify import find_compiler, verify
    from mlinfra.arm.printers.compiler import COMPILERS, NEWEST

    compiler = find_compiler()
    if compiler is None:
        observer.note(
            "not verified: no Bicep compiler on PATH, in MLINFRA_BICEP or in az; `az bicep install` brings one"
        )
        return
    rendered = replace(settings, compiler=COMPILERS.get(compiler.version(), NEWEST)).prepare(stack).rendered
    yield from map(str, verify(rendered, compiler))
