"""Read ``$filter`` of a list of resources: comparisons, ``substringof`` and ``startswith``, joined by ``and`` and ``or``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.errors import ArmError

Body: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[Body], bool]

_TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|([\w/$.]+)|([(),]))")
_FIELDS = {"resourcetype", "name", "location", "resourcegroup", "kind", "identity/principalid", "plan/publisher"}
_TAG_FIELDS = {"tagname", "tagvalue"}


class _Token(NamedTuple):
    text: str
    quoted: bool


def matching(text: str, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The bodies that a filter lets through; all for an empty one. Raises 400 for what is no filter of resources."""
    if not text.strip():
        return bodies
    test = _Reader(text).read()
    return [body for body in bodies if test(body)]


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[_Token] = []
        end = 0
        while match := _TOKEN.match(text, end):
            quoted = match[1] is not None
            self._tokens.append(_Token(match[1].replace("''", "'") if quoted else match[2] or match[3], quoted))
            end = match.end()
        if text[end:].strip():
            raise self._wrong()

    def _wrong(self) -> ArmError:
        return ArmError(
            400, "InvalidFilterInQueryString", f"Invalid $filter '{self._text}' specified in the query string."
        )

    def read(self) -> Test:
        """The whole filter as one test."""
        test = self._either()
        if self._tokens:
            raise self._wrong()
        return test

    def _word(self) -> str:
        return self._tokens[0].text.lower() if self._tokens and not self._tokens[0].quoted else ""

    def _take(self, *, quoted: bool = False, text: str = "") -> str:
        if not self._tokens or self._tokens[0].quoted != quoted or (text and self._word() != text):
            raise self._wrong()
        return self._tokens.pop(0).text

    def _either(self) -> Test:
        tests = [self._both()]
        while self._word() == "or":
            self._tokens.pop(0)
            tests.append(self._both())
        return lambda body: any(test(body) for test in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self._word() == "and":
            self._tokens.pop(0)
            tests.append(self._single())
        return _joined(tests)

    def _single(self) -> Test:
        if self._word() == "(":
            self._take(text="(")
            inner = self._either()
            self._take(text=")")
            return inner
        if self._word() in {"substringof", "startswith"}:
            return self._function(self._take().lower())
        field, operator, value = self._field(), self._take().lower(), self._take(quoted=True)
        if operator not in {"eq", "ne"}:
            raise self._wrong()
        return _Comparison(field, operator, value)

    def _field(self) -> str:
        name = self._take().lower()
        if name not in _FIELDS | _TAG_FIELDS:
            raise self._wrong()
        return name

    def _function(self, name: str) -> Test:
        self._take(text="(")
        if name == "substringof":
            value, _, field = self._take(quoted=True), self._take(text=","), self._field()
        else:
            field, _, value = self._field(), self._take(text=","), self._take(quoted=True)
        self._take(text=")")
        return _Comparison(field, name, value)


@dataclass(frozen=True, slots=True)
class _Comparison:
    field: str
    operator: str
    value: str

    def __call__(self, body: Body) -> bool:
        return any(self.holds(text) for text in _values(body, self.field)) or (
            self.operator == "ne" and not any(_values(body, self.field))
        )

    def holds(self, text: str) -> bool:
        """Whether one value of the field is meant; letter case never counts."""
        have, want = text.lower(), self.value.lower()
        if self.operator == "startswith":
            return have.startswith(want)
        if self.operator == "substringof":
            return want in have
        return (have == want) == (self.operator == "eq")


def _joined(tests: list[Test]) -> Test:
    """All of them; a name and a value of a tag are meant of one and the same tag."""
    names = [test for test in tests if isinstance(test, _Comparison) and test.field == "tagname"]
    values = [test for test in tests if isinstance(test, _Comparison) and test.field == "tagvalue"]
    if not names or not values:
        return lambda body: all(test(body) for test in tests)
    rest = [test for test in tests if test not in names and test not in values]

    def one_tag(body: Body) -> bool:
        tags = (body.get("tags") or {}).items()
        return any(
            all(test.holds(name) for test in names) and all(test.holds(str(value)) for test in values)
            for name, value in tags
        )

    return lambda body: one_tag(body) and all(test(body) for test in rest)


def _values(body: Body, field: str) -> list[str]:
    tags = body.get("tags") or {}
    if field == "tagname":
        return list(tags)
    if field == "tagvalue":
        return [str(value) for value in tags.values()]
    if field == "resourcegroup":
        group = ResourceId(str(body.get("id"))).group
        return [group.name] if group else []
    if field == "resourcetype":
        return [str(body.get("type"))]
    outer, _, inner = field.partition("/")
    value = body.get(outer)
    if inner:
        members = {name.lower(): member for name, member in (value or {}).items()}
        value = members.get(inner)
    return [] if value is None else [str(value)]
