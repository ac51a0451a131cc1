"""Find secrets inside texts by their form, whatever the property is called, and put masks in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mlinfra.base.json_value import MASK
from mlinfra.base.secret_names import secret_name

_NOT_DIGITS_ALONE = r"(?!\d+(?:[/?#]|$))"
"""``https://host:8080/a@b`` has a port, no password."""

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?P<secret>.+?)(?:-----END|\Z)", re.DOTALL)),
    ("a password in a URL", re.compile(rf"://[^/\s:@'\"]{{0,99}}:{_NOT_DIGITS_ALONE}(?P<secret>[^\s'\"<>]{{1,200}})@")),
    ("a token in a URL", re.compile(r"://(?P<secret>[^/\s:@'\"<>{}\[\]()]{16,200})@")),
    ("a token in a URL", re.compile(r"://[^/\s]{1,200}/t/(?P<secret>[^/\s'\"<>{}\[\]()]+)(?=/|$|[\s'\"])")),
    ("a token in a URL", re.compile(r"https://hooks\.[\w.-]+/(?P<secret>[\w/-]{20,})")),
    ("a key in a URL", re.compile(r"[?&](?:code|subscription-key|api[-_]?key)=(?P<secret>[\w%=+/.-]{16,})", re.IGNORECASE)),
    ("an authorization header", re.compile(r"\b[Bb]earer\s+(?P<secret>(?=\S*\d|\S{20})[\w+/=.~-]{8,})")),
    ("an authorization header", re.compile(r"\b[Bb]asic\s+(?P<secret>(?=\S*[\d=])[A-Za-z0-9+/]{8,}={0,2})(?![\w-])")),
    ("a signed token", re.compile(r"\b(?P<secret>eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*)")),
    ("a storage account's key", re.compile(r"(?<![\w+/])(?P<secret>[A-Za-z0-9+/]{86}==)")),
    ("a key of an Azure service", re.compile(r"\b(?P<secret>[A-Za-z0-9+/]{32,80}JQQJ99[A-Za-z0-9+/]{10,40}={0,2})")),
    ("an application's password", re.compile(r"(?<![\w~.-])(?P<secret>[\w~.-]{3}[78]Q~[\w~.-]{31,34})")),
    ("an access token", re.compile(
        r"\b(?P<secret>(?:gh[opsur]_|github_pat_|glpat-|hf_|sk-|pypi-|npm_|dapi|xox[abprs]-|AKIA|ASIA|AIza|SG\.)[\w.-]{16,})"
    )),
)  # fmt: skip
"""What a secret looks like, and what to call it; the group ``secret`` is what must not be shown."""

_QUOTED = r"\"(?![\s,)\]}])(?:[^\"\\]|\\.)*\"|'(?![\s,)\]}])(?:[^'\\]|\\.|'')*'"
_PAIR = re.compile(
    rf"""(?<![\w.])(?P<name>(?:[A-Za-z]{{1,20}}\ ){{0,2}}[A-Za-z_-][\w.-]{{0,63}})  # Password, --api-key, Shared Access Key
    \s?=\s?(?P<secret>{_QUOTED}|[^;&\s"'<>\[\]{{}}()$*][^;&\s"'<>]*)""",
    re.VERBOSE,
)
_MEMBER = re.compile(
    rf"""(?:(?P<quote>["'])(?P<key>[\w .-]{{1,64}})(?P=quote)|(?:^|(?<=\n))[ \t+-]*(?P<plain>[A-Za-z_][\w.-]{{0,63}}))
    [ ]?:[ ](?P<secret>{_QUOTED}|[^;&\s"'<>\[\]{{}}()$*|][^\n"',]*)""",
    re.VERBOSE,
)
"""A line of YAML or Bicep, or a member of JSON in a text."""

_PLACEHOLDER = re.compile(
    r"\[(?!\[).*\]|<.*>|\{\w*\}|\$[({\w].*|\{\{.*\}\}|%\w+%|\*+|@Microsoft\.KeyVault\(.*|/subscriptions/.*|"
    r"https://[\w-]+\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)/.*|null|none|true|false|",
    re.IGNORECASE | re.DOTALL,
)


def is_literal(text: str) -> bool:
    """Whether a text says something itself: it is no expression, placeholder, mask or reference to a vault."""
    return not _PLACEHOLDER.fullmatch(text.strip())


def secrets_in(text: str) -> Iterator[tuple[str, int, int]]:
    """What stands in a text by its form: what it is, where it begins and where it ends."""
    return iter(_known(text) if len(text) <= _SHORT else tuple(_search(text)))


_SHORT = 1_000
"""Texts up to this length are remembered: the same regions, sizes and paths stand in every stack."""


@lru_cache(maxsize=16384)
def _known(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(_search(text))


def _search(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _FORMS:
        for match in pattern.finditer(text):
            if is_literal(match["secret"]):
                yield (kind, *match.span("secret"))
    if "=" in text:
        for match in _PAIR.finditer(text):
            if _is_secret_pair(match["name"], match["secret"]):
                yield (f"the value of {match['name'].strip('-')}", *_inside(match))
    if ":" in text:
        for match in _MEMBER.finditer(text):
            name = match["key"] or match["plain"]
            if _is_secret_pair(name, match["secret"]):
                yield (f"the value of {name}", *_inside(match))


def _is_secret_pair(name: str, value: str) -> bool:
    return secret_name(name) and is_literal(value.strip("\"'"))


def _inside(match: re.Match[str]) -> tuple[int, int]:
    """The span of the value without its quotes."""
    start, end = match.span("secret")
    return (start + 1, end - 1) if match["secret"][0] in "\"'" else (start, end)


@lru_cache(maxsize=16384)
def mask_secrets(text: str) -> str:
    """The text with masks where it holds secrets by their form; everything else stays.

    ``https://svc:geheim1@host`` becomes ``https://svc:*******@host``.
    """
    shown, behind = "", 0
    for start, end in sorted((start, end) for _, start, end in secrets_in(text)):
        if end > behind:
            shown += (text[behind:start] + MASK) if start >= behind else ""
            behind = end
    return shown + text[behind:]
