"""Judge a body by the rules of its type: limits, what needs or excludes what, doubles, sizes, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from mlinfra.catalogue.address_ranges import judge_ranges
from mlinfra.catalogue.body_rules import (
    Addresses,
    BodyRule,
    Cron,
    Distinct,
    Duration,
    Each,
    Excludes,
    Limit,
    Linked,
    Needs,
    Only,
    Ordered,
    PlainRule,
    Ranges,
    Sums,
    Target,
    TimeZone,
    VmSize,
    When,
)
from mlinfra.catalogue.body_values import first_at, values_at
from mlinfra.catalogue.refusal import CLOSED, DOUBLE, EXCLUDED, LIMIT, REQUIRED, SIZE, Refusal
from mlinfra.catalogue.schedule_texts import wrong_cron, wrong_zone
from mlinfra.catalogue.value_kinds import is_open
from mlinfra.catalogue.vm_names import wrong_size

_DURATION = re.compile(r"P(?!$)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")


def judge_rules(rules: tuple[BodyRule, ...], body: Mapping[str, object]) -> Iterator[Refusal]:
    """What the rules refuse in one body; what leads to other resources is judged by `reference_judgement`."""
    for rule in rules:
        if isinstance(rule, Each):
            for path, element in values_at(body, rule.path):
                if isinstance(element, Mapping):
                    yield from (
                        replace(refusal, path=f"{path}.{refusal.path}") for refusal in _plain(rule.rules, element)
                    )
        elif not isinstance(rule, (Linked, Target)):
            yield from _plain((rule,), body)


def _plain(rules: tuple[PlainRule, ...], body: Mapping[str, object]) -> Iterator[Refusal]:
    for rule in rules:
        if isinstance(rule, Limit):
            yield from _limit(rule, body)
        elif isinstance(rule, Duration):
            if all(holds(condition, body) for condition in rule.when):
                yield from _duration(rule, body)
        elif isinstance(rule, (Ranges, Addresses)):
            yield from judge_ranges(rule, body)
        elif isinstance(rule, Distinct):
            yield from _distinct(rule, body)
        elif isinstance(rule, Ordered):
            yield from _ordered(rule, body)
        elif isinstance(rule, Sums):
            yield from _sums(rule, body)
        elif all(holds(condition, body) for condition in rule.when):
            yield from _conditional(rule, body)


_TEXTS: Final = {VmSize: (SIZE, wrong_size), TimeZone: (CLOSED, wrong_zone), Cron: (LIMIT, wrong_cron)}
"""Rules about the form of one text: the kind of the refusal, and what says what is wrong."""


def _conditional(
    rule: Needs | Only | Excludes | VmSize | TimeZone | Cron, body: Mapping[str, object]
) -> Iterator[Refusal]:
    if isinstance(rule, Needs):
        if all(_is_empty(first_at(body, path)) for path in rule.paths):
            fix = "give it" if len(rule.paths) == 1 else f"give it, or {' or '.join(rule.paths[1:])}"
            yield Refusal(REQUIRED, rule.paths[0], _with("it is missing", rule.reason), fix)
        return
    for path, value in values_at(body, rule.path):
        if is_open(value):
            continue
        if isinstance(rule, (VmSize, TimeZone, Cron)):
            kind, judge = _TEXTS[type(rule)]
            if isinstance(value, str) and (wrong := judge(value)):
                yield Refusal(kind, path, *wrong)
        elif isinstance(rule, Only):
            if not _is_among(value, rule.values):
                words = " or ".join(map(str, rule.values))
                yield Refusal(CLOSED, path, _with(f"it cannot be {_shown(value)}", rule.reason), f"allowed: {words}")
        elif _is_among(value, rule.values) if rule.values else not _is_empty(value):
            said = f"it cannot be {_shown(value)}" if rule.values else "it cannot be given"
            yield Refusal(EXCLUDED, path, _with(said, rule.reason), "leave it out")


def _with(message: str, reason: str) -> str:
    return f"{message}: {reason}" if reason else message


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, (Mapping, Sequence)) and not value)


def _is_among(value: object, values: tuple[object, ...]) -> bool:
    return any(
        _folded(value) == _folded(other) and isinstance(value, bool) == isinstance(other, bool) for other in values
    )


def _folded(value: object) -> object:
    return value.replace(" ", "").casefold() if isinstance(value, str) else value


def holds(when: When, body: Mapping[str, object]) -> bool:
    """Whether a body is one of those that a condition names; false where its value is known only while deploying."""
    value = first_at(body, when.path)
    value = when.absent if value is None else value
    if value is None or is_open(value):
        return False
    return not when.values or _is_among(value, when.values) is not when.other


def _limit(rule: Limit, body: Mapping[str, object]) -> Iterator[Refusal]:
    for path, value in values_at(body, rule.path):
        if is_open(value) or isinstance(value, bool) or value in rule.also:
            continue
        size = (
            value
            if isinstance(value, (int, float))
            else len(value)
            if isinstance(value, (str, Sequence, Mapping))
            else None
        )
        if size is None:
            continue
        if (rule.least is not None and size < rule.least) or (rule.most is not None and size > rule.most):
            unit = "" if isinstance(value, (int, float)) else " characters" if isinstance(value, str) else " items"
            yield Refusal(LIMIT, path, f"it has {size:g}{unit}" if unit else f"it is {size:g}", _range(rule, unit))
        elif rule.pattern and isinstance(value, str) and not _compiled(rule.pattern).fullmatch(value):
            yield Refusal(LIMIT, path, f"it is not {rule.words}", f"give {rule.words}")


def _range(rule: Limit, unit: str) -> str:
    if rule.most is None:
        return f"allowed: at least {rule.least:g}{unit}"
    besides = "".join(f", or {number:g}" for number in rule.also)
    return f"allowed: {rule.least or 0:g} to {rule.most:g}{unit}{besides}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _duration(rule: Duration, body: Mapping[str, object]) -> Iterator[Refusal]:
    for path, value in values_at(body, rule.path):
        if is_open(value) or not isinstance(value, str):
            continue
        match = _DURATION.fullmatch(value)
        if match is None:
            yield Refusal(LIMIT, path, f"{value!r} is not an ISO 8601 duration", "write it as PT30M or P1D")
            continue
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        if (rule.least is not None and total < rule.least) or (rule.most is not None and total > rule.most):
            words = f"allowed: {_seconds(rule.least)} to {_seconds(rule.most)}"
            yield Refusal(LIMIT, path, f"{value} is too {'short' if total < (rule.least or 0) else 'long'}", words)


def _seconds(count: int | None) -> str:
    if not count:
        return "any" if count is None else "0"
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if count % size == 0:
            return f"{count // size} {unit}"
    return f"{count} seconds"


def _distinct(rule: Distinct, body: Mapping[str, object]) -> Iterator[Refusal]:
    for path, items in values_at(body, rule.path):
        if is_open(items) or not isinstance(items, Sequence) or isinstance(items, str):
            continue
        seen: set[tuple[object, ...]] = set()
        for place, element in enumerate(items):
            key = tuple(_folded(first_at(element, name) if name else element) for name in rule.by)
            if any(part is None or is_open(part) or isinstance(part, (Mapping, list)) for part in key):
                continue
            if key in seen:
                words = " and ".join(name.rpartition(".")[2] for name in rule.by if name) or "value"
                said = ", ".join(map(str, key))
                yield Refusal(DOUBLE, f"{path}[{place}]", f"another item has the same {words}: {said}", "change one")
            seen.add(key)


def _ordered(rule: Ordered, body: Mapping[str, object]) -> Iterator[Refusal]:
    low, high = _number(first_at(body, rule.low)), _number(first_at(body, rule.high))
    if low is not None and high is not None and low > high:
        name = rule.high.rpartition(".")[2]
        yield Refusal(LIMIT, rule.low, f"{low:g} is more than {name}, which is {high:g}", f"allowed: at most {name}")


def _sums(rule: Sums, body: Mapping[str, object]) -> Iterator[Refusal]:
    shares = first_at(body, rule.path)
    numbers = [_number(share) for share in shares.values()] if isinstance(shares, Mapping) else []
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers):
        return
    total = sum(known)
    if (rule.to and total not in rule.to) or (rule.most is not None and total > rule.most):
        words = " or ".join(map(str, rule.to)) if rule.to else f"at most {rule.most}"
        yield Refusal(LIMIT, rule.path, f"the numbers add up to {total:g}", f"allowed: {words}")


def _number(value: object) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
