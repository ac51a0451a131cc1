"""Answer queries of Azure Resource Graph: a table, and ``where``, ``project``, ``order``, ``take``, ``count``, ``distinct``.

The language is Kusto's; what is not read here is refused, so that no query gets a wrong answer.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import Body, read
from mlinfra.local.resources import tracked, visible
from mlinfra.local.store import View

Row: TypeAlias = dict[str, Any]
Test: TypeAlias = Callable[[Row], bool]

_CONDITION = re.compile(
    r"(?P<field>[\w.]+)\s*(?P<operator>=~|!~|==|!=|in~|!in~|!in|in|contains|startswith|has)\s*(?P<value>\(.*?\)|'[^']*'|\"[^\"]*\"|\w+)",
    re.IGNORECASE | re.DOTALL,
)
_TEXTS = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COMPARE: dict[str, Callable[[str, str], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "=~": lambda have, want: have.lower() == want.lower(),
    "!~": lambda have, want: have.lower() != want.lower(),
    "contains": lambda have, want: want.lower() in have.lower(),
    "has": lambda have, want: want.lower() in have.lower(),
    "startswith": lambda have, want: have.lower().startswith(want.lower()),
}


def query(view: View, text: str, subscriptions: list[str]) -> list[Row]:
    """The rows of a query over some subscriptions; all of them for none. Raises 400 for what is not read here."""
    parts = [part.strip() for part in _split(text)]
    rows = _table(view, parts[0].lower(), [name.lower() for name in subscriptions])
    for part in parts[1:]:
        verb, _, rest = part.partition(" ")
        step = _STEPS.get(verb.lower())
        if step is None:
            raise _unread(part)
        rows = step(rows, rest.strip())
    return rows


def _unread(part: str) -> ArmError:
    message = f"The local target does not read '{part}'; it knows {', '.join(_STEPS)} of the query language."
    return ArmError(400, "InvalidQuery", message)


def _split(text: str) -> list[str]:
    """At the bars that stand in no text."""
    pieces = re.split(r"('[^']*'|\"[^\"]*\")", text)
    marked = "".join(piece if at % 2 else piece.replace("|", "\0") for at, piece in enumerate(pieces))
    return marked.split("\0")


def _table(view: View, name: str, subscriptions: list[str]) -> list[Row]:
    chosen = _TABLES.get(name)
    if chosen is None:
        raise ArmError(400, "InvalidQuery", f"There is no table '{name}' here; there are {', '.join(_TABLES)}.")
    bodies = [body for body in view.under("resource", "/").values() if chosen(body)]
    rows = [_row(body) for body in bodies]
    return [row for row in rows if not subscriptions or row["subscriptionId"].lower() in subscriptions]


def _kind(body: Body) -> str:
    return str(body["type"]).lower()


_TABLES: dict[str, Callable[[Body], bool]] = {
    "resources": lambda body: tracked(body) and _kind(body) != RESOURCE_GROUPS.lower(),
    "resourcecontainers": lambda body: _kind(body) == RESOURCE_GROUPS.lower(),
    "authorizationresources": lambda body: _kind(body).startswith("microsoft.authorization/"),
}


def _row(body: Body) -> Row:
    rid = ResourceId(str(body["id"]))
    kept = ("name", "location", "kind", "sku", "tags", "identity", "zones", "properties")
    shown = visible(body)
    row: Row = {"id": rid.text, **{name: shown.get(name) for name in kept}}
    group = rid.group.name if rid.group else ""
    return row | {"type": _kind(body), "resourceGroup": group.lower(), "subscriptionId": rid.subscription or ""}


def _where(rows: list[Row], text: str) -> list[Row]:
    tests = [[_condition(part) for part in re.split(r"\s+or\s+", piece)] for piece in re.split(r"\s+and\s+", text)]
    return [row for row in rows if all(any(test(row) for test in either) for either in tests)]


def _condition(text: str) -> Test:
    match = _CONDITION.fullmatch(
        text.strip().removeprefix("(").strip() if text.count("(") > text.count(")") else text.strip()
    )
    if match is None:
        raise _unread(f"where {text}")
    field, compare, value = match["field"], match["operator"].lower(), match["value"]
    texts = ["".join(pair) for pair in _TEXTS.findall(value)]
    if compare.endswith(("in", "in~")):
        folded = compare.endswith("~")
        wanted = {one.lower() if folded else one for one in texts}
        return lambda row: (_text(row, field, fold=folded) in wanted) != compare.startswith("!")
    test, want = _COMPARE[compare], texts[0] if texts else value
    return lambda row: test(_text(row, field), want)


def _text(row: Row, field: str, *, fold: bool = False) -> str:
    value = read(row, field)
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return text.lower() if fold else text


def _project(rows: list[Row], text: str) -> list[Row]:
    pairs = [part.strip().rpartition("=") for part in text.split(",")]
    if any(not re.fullmatch(r"[\w.]+", source.strip()) for _, _, source in pairs):
        raise _unread(f"project {text}")
    named = [(name.strip() or source.strip().replace(".", "_"), source.strip()) for name, _, source in pairs]
    return [{name: read(row, source) for name, source in named} for row in rows]


def _order(rows: list[Row], text: str) -> list[Row]:
    match = re.fullmatch(r"by\s+([\w.]+)(?:\s+(asc|desc))?", text, re.IGNORECASE)
    if match is None:
        raise _unread(f"order {text}")
    return sorted(rows, key=lambda row: _text(row, match[1]), reverse=(match[2] or "desc").lower() == "desc")


def _take(rows: list[Row], text: str) -> list[Row]:
    if not text.isdecimal():
        raise _unread(f"take {text}")
    return rows[: int(text)]


def _distinct(rows: list[Row], text: str) -> list[Row]:
    unique: dict[str, Row] = {str(row): row for row in _project(rows, text)}
    return list(unique.values())


def _count(rows: list[Row], text: str) -> list[Row]:
    if text:
        raise _unread(f"count {text}")
    return [{"Count": len(rows)}]


_STEPS: dict[str, Callable[[list[Row], str], list[Row]]] = {
    "where": _where,
    "project": _project,
    "order": _order,
    "sort": _order,
    "take": _take,
    "limit": _take,
    "distinct": _distinct,
    "count": _count,
}
