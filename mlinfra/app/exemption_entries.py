"""Read the exemptions and the severities of stages that `mlinfra.toml` holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from typing import Any

from mlinfra.base.errors import InvalidInput
from mlinfra.base.exempt import Exempt, Exemption
from mlinfra.base.finding import RANK, Severity

_TEXTS = ("rule", "reason", "address", "type", "stack")
_HINT = 'write rule = "ML403", reason = "...", and perhaps address, type, stack and until = 2027-01-31'


def read_exemptions(entries: Sequence[Any], places: Sequence[str]) -> tuple[Exemption, ...]:
    """The entries of ``[[rules.exempt]]``, each with its place. Raises `InvalidInput`."""
    return tuple(starmap(_read, zip(entries, places, strict=True)))


def _read(entry: Any, where: str) -> Exemption:
    if not isinstance(entry, Mapping):
        raise InvalidInput("an exemption is a table", where=where, hint=_HINT)
    for name, value in entry.items():
        if name not in {*_TEXTS, "until"}:
            import difflib

            near = difflib.get_close_matches(name, (*_TEXTS, "until"), n=1)
            hint = f"did you mean {near[0]!r}?" if near else _HINT
            raise InvalidInput(f"unknown key {name!r} of an exemption", where=where, hint=hint)
        if name in _TEXTS and not isinstance(value, str):
            raise InvalidInput(f"{name} must be a text, not {value!r}", where=where, hint=_HINT)
    try:
        exempt = Exempt(entry.get("rule", ""), entry.get("reason", ""), until=entry.get("until"))
    except InvalidInput as error:
        raise InvalidInput(error.message, where=where, hint=_HINT) from error
    patterns = {name: entry[name] for name in ("address", "type", "stack") if name in entry}
    return Exemption(exempt, **patterns, where=where)


def read_stages(table: Mapping[str, Any], where: str) -> dict[str, dict[str, Severity]]:
    """``[rules.stages]``: pattern of stack names -> rule -> severity. Raises `InvalidInput`."""
    stages: dict[str, dict[str, Severity]] = {}
    for pattern, severities in table.items():
        if not isinstance(severities, Mapping):
            hint = '[rules.stages."*-prod"], then ML501 = "error"'
            raise InvalidInput(f"expected a table of rule = severity, not {severities!r}", where=where, hint=hint)
        stages[pattern] = {rule: read_severity(value, where) for rule, value in severities.items()}
    return stages


def read_severity(value: Any, where: str) -> Severity:
    """A severity. Raises `InvalidInput` for anything else."""
    for severity in RANK:
        if value == severity:
            return severity
    raise no_choice(value, RANK, where)


def no_choice(value: Any, choices: Iterable[str], where: str) -> InvalidInput:
    """The error for a value that is none of some."""
    import difflib

    near = difflib.get_close_matches(str(value), choices, n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    return InvalidInput(f"{value!r} is not possible here", where=where, hint=f"{meant}take one of {', '.join(choices)}")
