"""The Bicep compilers whose output mlinfra prints: one table, the newest first."""

from __future__ import annotations

from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class BicepCompiler:
    """A released Bicep compiler; all in the table make the same of what mlinfra prints, up to these texts."""

    version: str
    """Its release, such as ``0.49.2``: what ``bicep --version`` says."""
    generator: str
    """What it writes into ``metadata._generator.version``; the template hash follows from it."""


COMPILERS = {
    compiler.version: compiler
    for compiler in (
        BicepCompiler("0.49.2", "0.49.2.45890"),
        BicepCompiler("0.48.1", "0.48.1.52935"),
        BicepCompiler("0.47.16", "0.47.16.16243"),
    )
}
NEWEST = next(iter(COMPILERS.values()))
NESTED_API_VERSION = "2025-04-01"
"""The API version of ``Microsoft.Resources/deployments`` that all of them give modules."""


def compiler_of(version: str) -> BicepCompiler:
    """The compiler of a release; raises `InvalidInput` for one that mlinfra does not print for."""
    if version not in COMPILERS:
        hint = f"take one of {', '.join(COMPILERS)}"
        raise InvalidInput(f"mlinfra does not print what Bicep {version} makes", hint=hint)
    return COMPILERS[version]
