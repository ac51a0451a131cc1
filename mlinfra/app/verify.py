"""Compare rendered files with what a real Bicep compiler makes of them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from mlinfra.arm.printers.compiler import COMPILERS
from mlinfra.arm.render import Rendered, diff, write
from mlinfra.base.errors import MlinfraError

_MESSAGE = re.compile(r"^.*\(\d+,\d+\) : (Warning|Error) ")
_SECONDS = 300


class CompilerNotFound(MlinfraError):
    """No Bicep compiler is at hand, or the one that is named does not run."""


@dataclass(frozen=True, slots=True)
class Compiler:
    """A Bicep command line: how it is called and where it was found."""

    command: tuple[str, ...]
    origin: Literal["MLINFRA_BICEP", "PATH", "az"]

    def run(self, verb: str, source: Path, target: Path) -> subprocess.CompletedProcess[str]:
        """Runs ``build``, ``format`` or ``build-params`` on a file, with its output in ``target``."""
        files = ("--file", str(source)) if self.origin == "az" else (str(source),)
        return self._call(verb, *files, "--outfile", str(target))

    def version(self) -> str:
        """Its version number, such as ``0.49.2``; empty when it does not tell."""
        answer = self._call("version" if self.origin == "az" else "--version")
        match = re.search(r"\d+\.\d+\.\d+", answer.stdout)
        return match.group() if match else ""

    def _call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = (*self.command, *arguments)
        try:
            return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CompilerNotFound(f"the Bicep compiler does not run: {error}", where=self.origin) from None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One file that the compiler sees differently.

    ``step`` is the command; ``lines`` are its messages, or the difference from our text to its text.
    """

    file: str
    step: Literal["build", "format", "build-params"]
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: bicep {self.step} disagrees\n" + "\n".join(self.lines)


def find_compiler() -> Compiler | None:
    """The compiler that ``MLINFRA_BICEP`` names (a path, or a command line), else ``bicep``, else ``az bicep``."""
    if named := os.environ.get("MLINFRA_BICEP"):
        return Compiler((named,) if Path(named).is_file() else tuple(shlex.split(named)), "MLINFRA_BICEP")
    if bicep := shutil.which("bicep"):
        return Compiler((bicep,), "PATH")
    az = shutil.which("az")
    return Compiler((az, "bicep"), "az") if az and _has_bicep(az) else None


def _has_bicep(az: str) -> bool:
    """Whether the Azure CLI has its Bicep installed; asking never installs it."""
    try:
        answer = subprocess.run((az, "bicep", "version"), capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def verify(rendered: Rendered, compiler: Compiler | None = None) -> tuple[Mismatch, ...]:
    """Builds and formats every rendered file with a real compiler and compares bytes; empty when all agree.

    Print the files for the version of that compiler. Its warnings count as disagreement; a version that mlinfra does
    not print for is named in what it sees differently.
    Raises `CompilerNotFound` when there is no compiler.
    """
    compiler = compiler or find_compiler()
    if compiler is None:
        hint = "install it, put it on PATH, or set MLINFRA_BICEP to its path"
        raise CompilerNotFound("there is no Bicep compiler here to verify with", hint=hint)
    with tempfile.TemporaryDirectory(prefix="mlinfra-verify-") as name:
        folder = Path(name)
        write(rendered, folder / "ours")
        comparisons = [_compare(rendered, compiler, folder, "build", "main.bicep", "main.json")]
        if "main.bicepparam" in rendered.files:
            comparisons += [
                _compare(rendered, compiler, folder, "build-params", "main.bicepparam", "main.parameters.json")
            ]
        bicep = [file for file in rendered.files if file.endswith((".bicep", ".bicepparam"))]
        comparisons += [_compare(rendered, compiler, folder, "format", file, file) for file in bicep]
    mismatches = [mismatch for mismatch in comparisons if mismatch]
    version = compiler.version() if mismatches else ""
    if version not in {"", *COMPILERS}:
        note = f"this compiler is {version}; mlinfra prints what {', '.join(COMPILERS)} make"
        return tuple(replace(mismatch, lines=(note, *mismatch.lines)) for mismatch in mismatches)
    return tuple(mismatches)


def _compare(
    rendered: Rendered,
    compiler: Compiler,
    folder: Path,
    step: Literal["build", "format", "build-params"],
    source: str,
    target: str,
) -> Mismatch | None:
    """One command on one file: its failure, its warnings, or where its text is not ours."""
    output = folder / "theirs" / step / target
    output.parent.mkdir(parents=True, exist_ok=True)
    answer = compiler.run(step, folder / "ours" / source, output)
    said = (answer.stderr + answer.stdout).replace(str(folder / "ours") + os.sep, "").splitlines()
    if answer.returncode or not output.is_file():
        return Mismatch(source, step, tuple(said) or (f"exit code {answer.returncode}, no output",))
    if messages := tuple(line for line in said if _MESSAGE.match(line)):
        return Mismatch(source, step, messages)
    lines = diff(rendered.files[target], output.read_bytes().decode(), target, "of the compiler")
    return Mismatch(source, step, tuple(lines)) if lines else None
