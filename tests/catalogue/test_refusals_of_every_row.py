"""Every property of every pinned type is judged as the compiler's types say: wrong kinds, values, letter case, absence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from _shared import needs_shared
from catalogue._compiler_types import ENVELOPE, compiler_types
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.property_table import PropertyTable, tables

_REQUIRED, _READ_ONLY = 1, 2
_WRONG = {
    "StringType": 5,
    "IntegerType": "five",
    "BooleanType": "yes",
    "ArrayType": {},
    "ObjectType": 5,
    "DiscriminatedObjectType": 5,
}


class Row(NamedTuple):
    """One value at one place, and whether Azure takes it."""

    path: str
    body: dict[str, Any]
    refused: bool
    what: str


class Walk:
    """All rows of one type, from the compiler's types alone."""

    def __init__(self, table: PropertyTable, seen: set[Any]) -> None:
        self.read, self.types = compiler_types()
        self.resource = self.types.resources.get(f"{table.type}@{table.api_version}".lower())
        self.seen = seen

    def rows(self) -> Iterator[Row]:
        """None for a type that the compiler does not have."""
        if self.resource is not None:
            root = self.types.follow(self.resource, self.types.get(self.resource)["body"])
            yield from self.members(root, "", lambda value: value, root=True)

    def members(self, ref: Any, at: str, around: Any, tag: str | None = None, *, root: bool = False) -> Iterator[Row]:
        """Those of the properties of one object, in the variant that ``tag`` names; ``around`` puts it into a body."""
        if (ref, tag) in self.seen:
            return
        self.seen.add((ref, tag))
        about = self.types.get(ref)
        tagged = {about["discriminator"]: tag} if tag else {}
        for name, (kind, flags) in self.read.members(self.types, ref, tag)[0].items():
            if root and name in ENVELOPE:
                continue
            path = f"{at}.{name}" if at else name
            inner = lambda value, name=name: around({**tagged, name: value})  # ruff: ignore[lambda-assignment]
            if tag and name == about["discriminator"]:
                yield Row(path, around({name: "Nonsense9"}), True, "discriminator")
                yield Row(path, around({name: tag.swapcase()}), False, "discriminator in another case")
                continue
            if flags & _READ_ONLY:
                if not flags & _REQUIRED:
                    yield Row(path, inner(_example(self, kind)), True, "read-only")
                continue
            if flags & _REQUIRED:
                yield Row(path, around(dict(tagged)), True, "absent")
                yield Row(path, inner(None), True, "null")
            yield from self.value(kind, path, inner)

    def value(self, ref: Any, path: str, around: Any) -> Iterator[Row]:
        """Those of one value, and of all inside of it."""
        about = self.types.get(ref)
        kind = about["$type"]
        if kind in _WRONG:
            yield Row(path, around(_WRONG[kind]), True, "kind")
        if kind == "UnionType":
            yield from self.union(ref, path, around)
        yield from self.limits(about, path, around)
        if kind == "ArrayType":
            item = self.types.follow(ref, about["itemType"])
            yield from self.value(item, f"{path}[0]", lambda value: around([value]))
        elif kind == "DiscriminatedObjectType":
            for tag in about["elements"]:
                yield from self.members(ref, path, around, tag)
        elif kind == "ObjectType":
            yield from self.members(ref, path, around)
            if "additionalProperties" in about:
                inner = self.types.follow(ref, about["additionalProperties"])
                yield from self.value(inner, f"{path}.any", lambda value: around({"any": value}))

    def union(self, ref: Any, path: str, around: Any) -> Iterator[Row]:
        """Those of a list of values."""
        options = [self.types.get(self.types.follow(ref, option)) for option in self.types.get(ref)["elements"]]
        texts = [option["value"] for option in options if option["$type"] == "StringLiteralType"]
        if texts:
            yield Row(path, around("Nonsense9"), True, "value")
            yield Row(path, around(5), True, "kind")
            yield Row(path, around(texts[0].swapcase()), False, "another case")
        for text in texts:
            yield Row(path, around(text), False, "right value")

    def limits(self, about: dict[str, Any], path: str, around: Any) -> Iterator[Row]:
        """Those of lengths, patterns and ranges."""
        if about.get("maxLength") and about["$type"] == "StringType":
            yield Row(path, around("x" * (about["maxLength"] + 1)), True, "too long")
        if about.get("minLength") and about["$type"] == "StringType":
            yield Row(path, around(""), True, "empty")
        if about.get("pattern"):
            yield Row(path, around("\u00fc ?"), True, "pattern")
        if "minValue" in about:
            yield Row(path, around(about["minValue"] - 1), True, "too small")
        if "maxValue" in about:
            yield Row(path, around(about["maxValue"] + 1), True, "too large")


def _example(walk: Walk, ref: Any) -> Any:
    kinds = {
        "StringType": "x",
        "IntegerType": 1,
        "BooleanType": True,
        "ArrayType": [],
        "UnionType": "x",
        "StringLiteralType": "x",
    }
    return kinds.get(walk.types.get(ref)["$type"], {})


def _refused(table: PropertyTable, row: Row) -> bool:
    judged = judge_body(table.type, table.api_version, row.body)
    return any(refusal.path == row.path for refusal in judged.refusals)


_INSIDE = "a network resource that stands inside another one: it is judged where it is deployed"
_VARIANT = "the variant decides: the compiler takes the value of any, Azure that of this one"
_CREATE = "the class of the body that creates it lacks what only Azure sets: it is an unknown property, and a warning"
EXCEPT: tuple[tuple[str, str, str], ...] = (
    ("absent|null", r"properties", "its own required properties are named instead"),
    ("read-only", r"systemData|storageAccounts properties\..*|deployments properties\..*", _CREATE),
    ("read-only", r".*\.type", "the package does not say so; Azure ignores it"),
    (
        ".*",
        r"metricAlerts properties\.criteria\..*",
        "criterionType is asked for first; the odd name odata.type stands in brackets",
    ),
    ("right value|another case", r".*\.(secretsType|referenceType|triggerType|jobInputType|jobLimitsType)", _VARIANT),
    (
        "right value|another case",
        r"storageAccounts/fileServices/shares properties\.rootSquash",
        "only shares of NFS have it, and this one is SMB",
    ),
    (
        "right value|another case",
        r"autoscalesettings .*\.recurrence\.frequency",
        "a profile begins on days of the week",
    ),
    ("right value|another case", r".*/batchEndpoints properties\.authMode", "Microsoft Entra tokens alone open one"),
    ("right value|another case", r".*/deployments properties\.egressPublicNetworkAccess", _VARIANT),
    (".*", r".*accounts properties\.apiProperties\..*", "of services that were retired"),
    (".*", r".*\.dataLakeSubscriptionId", "of Data Lake Storage Gen1, which was retired"),
    ("value", r"workspaces/connections properties\.category", "Microsoft documents the list as open"),
    ("value", r".*\.featureDataTypeOverride\.any", "the package names no values for what an object of any names holds"),
    (
        ".*",
        r"workspaces@2024-10-01-preview properties\.managedNetwork\..*",
        "the package of this preview is older than some of its properties and values",
    ),
    (
        "right value|another case",
        r"workspaces@2024-10-01-preview identity\.type",
        "every workspace has an identity, though the types of this preview let one have none",
    ),
    ("absent|null", r"networkInterfaces .*\.(securityRules|routes)\[0\]\.properties\..*", _INSIDE),
)
"""What, place (type and path, with a version or not, or the path alone), and why the judgement is another than the compiler's."""


def _has_reason(table: PropertyTable, row: Row) -> bool:
    kind = table.type.partition("/")[2]
    texts = (row.path, f"{kind} {row.path}", f"{kind}@{table.api_version} {row.path}")
    return any(
        re.fullmatch(what, row.what) and any(re.fullmatch(place, text) for text in texts) for what, place, _ in EXCEPT
    )


@needs_shared
def test_every_row_is_judged_as_the_compiler_says() -> None:
    """Wrong kind, wrong value, other letter case, null, absence, limits: refused or taken at that place, or a reason why not."""
    seen: set[Any] = set()
    wrong, rows = [], 0
    for table in tables():
        walk = Walk(table, seen)
        for row in walk.rows():
            rows += 1
            if _refused(table, row) is not row.refused and not _has_reason(table, row):
                wrong.append((row.what, table.type, row.path))
    assert wrong == []
    assert rows > 5000
