"""Render a template and its parameters to the files that are reviewed and sent, in memory and on disk."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mlinfra.arm.parameter_values import reads_environment
from mlinfra.arm.printers.arm import print_arm
from mlinfra.arm.printers.bicepparam import print_bicepparam
from mlinfra.arm.printers.compiler import NEWEST, BicepCompiler
from mlinfra.arm.printers.document import Document, Layout, lay_out
from mlinfra.arm.printers.parameters_json import print_parameters_json
from mlinfra.arm.tree import Import, Module, ParameterFile, Statement, Template
from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass, replace

_GENERATED = "// Rendered by mlinfra"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of one stack, by path relative to its folder, with ``/``: what is written is exactly these texts.

    ``main.bicep``, the module files it names, ``main.json``, and with parameters ``main.bicepparam`` and, unless the
    environment holds one of the values, ``main.parameters.json``.
    """

    files: dict[str, str]


def render(
    template: Template,
    parameters: ParameterFile | None = None,
    *,
    templates: Path | None = None,
    compiler: BicepCompiler = NEWEST,
) -> Rendered:
    """Prints every file of a stack, ``main.json`` as ``compiler`` makes it.

    ``templates`` is a folder of Jinja layouts that override the bundled ones.

    Both languages are printed from the same ordered tree, so ``main.json`` is what the compiler makes of ``main.bicep``.
    Raises `Unprintable` for what Bicep or ARM JSON cannot say.
    """
    printing = _Printing(templates, {}, {})
    main = printing.file("main.bicep", template, "document")
    files = {"main.bicep": main.text} | printing.texts | {"main.json": print_arm(main.template, compiler)}
    if parameters is not None:
        files["main.bicepparam"] = print_bicepparam(parameters)
        if not reads_environment(parameters):  # what the environment holds is never written to disk
            files["main.parameters.json"] = print_parameters_json(parameters)
    return Rendered(files)


@dataclass(frozen=True, slots=True)
class _Printing:
    """The files printed so far, and from which template each was made."""

    templates: Path | None
    texts: dict[str, str]
    sources: dict[str, tuple[Template, Document]]

    def file(self, path: str, template: Template, layout: Layout) -> Document:
        """Prints one Bicep file after the files it names; a file that is named twice is printed once."""
        if path in self.sources:
            source, document = self.sources[path]
            if source is not template and source != template:
                raise Unprintable("two different modules have this file", where=path, hint="give each its own path")
            return document
        ordered = replace(template, body=tuple(self.statement(path, node) for node in template.body))
        try:
            document = lay_out(ordered, layout=layout, templates=self.templates)
        except Unprintable as error:
            error.where = error.where if path == "main.bicep" else f"{path}: {error.where}"
            raise
        self.sources[path] = template, document
        self.texts[path] = document.text
        for name, content in template.files.items():
            self.texts[_beside(path, name)] = _text(content, name)
        return document

    def statement(self, path: str, node: Statement) -> Statement:
        """The statement with the file behind it in printed order."""
        if isinstance(node, (Module, Import)) and isinstance(node.template, Template):
            return replace(node, template=self.file(_beside(path, node.path), node.template, "module").template)
        if isinstance(node, Module) and ":" not in node.path:  # finished ARM JSON; with a colon it is in a registry
            self.texts[_beside(path, node.path)] = json.dumps(node.template, indent=2, ensure_ascii=False)
        return node


def _beside(path: str, name: str) -> str:
    """The path that ``name`` means in the file at ``path``, which must stay inside the stack's folder."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if joined.startswith(("/", "..")) or "\\" in joined or ":" in joined:
        raise Unprintable(f"{name!r} lies outside the stack's folder", where=path, hint="use a relative path inside it")
    return joined


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Unprintable("a loaded file must be UTF-8 text", where=name) from None


def write(rendered: Rendered, folder: Path) -> tuple[str, ...]:
    """Brings ``folder`` up to date and names what changed: each file whole or not at all, equal ones untouched.

    Bicep files under ``modules/`` that mlinfra rendered before and renders no longer are removed; a file without
    its header line is somebody else's and stays.
    """
    root, changed = os.fspath(folder), []
    is_new = not os.path.isdir(root)  # ruff: ignore[os-path-isdir]  `Path` takes as long as the disk for these
    for name, text in rendered.files.items():
        path, content = f"{root}/{name}", text.encode()
        if is_new or _held(path) != content:
            _replace(path, content)
            changed.append(name)
    for name in () if is_new else _stale(rendered, folder):
        (folder / name).unlink()
        changed.append(name)
    return tuple(changed)


def _held(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None


def _replace(path: str, content: bytes) -> None:
    """Writes beside the file, then renames: a reader sees the old or the new content, never a part."""
    above, _, name = path.rpartition("/")
    temporary = f"{above}/.{name}.{os.getpid()}"
    try:
        _write(temporary, above, content)
        os.replace(temporary, path)  # ruff: ignore[os-replace]  as above
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # ruff: ignore[os-unlink]  as above
        raise


def _write(path: str, above: str, content: bytes) -> None:
    try:
        file = open(path, "wb")  # ruff: ignore[builtin-open, open-file-with-context-handler]  closed below
    except FileNotFoundError:  # looked at only now: most folders are there, or hold several files
        os.makedirs(above, exist_ok=True)  # ruff: ignore[os-makedirs]  as above
        file = open(path, "wb")  # ruff: ignore[builtin-open, open-file-with-context-handler]  closed below
    with file:
        file.write(content)


def _stale(rendered: Rendered, folder: Path) -> Iterator[str]:
    modules = folder / "modules"
    for path in sorted(modules.rglob("*.bicep")) if modules.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if name not in rendered.files and path.read_bytes().startswith(_GENERATED.encode()):
            yield name


def differences(rendered: Rendered, folder: Path) -> tuple[str, ...]:
    """What `write` would change, as the lines of a unified diff; empty when the folder is up to date."""
    lines: list[str] = []
    for name, text in rendered.files.items():
        lines += diff(_read(folder / name), text, folder / name, "rendered")
    for name in _stale(rendered, folder):
        lines += diff(_read(folder / name), "", folder / name, "no longer rendered")
    return tuple(lines)


def _read(path: Path) -> str:
    return path.read_bytes().decode(errors="replace") if path.is_file() else ""


def diff(before: str, after: str, name: str | Path, other: str) -> list[str]:
    """The lines of a unified diff between two texts, without line ends; empty when they are equal."""
    if before == after:
        return []
    import difflib

    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), f"{name}", f"{name} ({other})", lineterm="")
    return list(lines)
