"""Every function of the expression language: importing this registers them."""

from mlinfra.arm.expand.functions import (
    cidr,
    collections,
    dates,
    encodings,
    ids,
    lambdas,
    logic,
    merging,
    numbers,
    references,
    scopes,
    strings,
    uris,
)

__all__ = [
    "cidr",
    "collections",
    "dates",
    "encodings",
    "ids",
    "lambdas",
    "logic",
    "merging",
    "numbers",
    "references",
    "scopes",
    "strings",
    "uris",
]
