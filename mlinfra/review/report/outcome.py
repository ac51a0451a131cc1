"""Show finished deployments as terminal text and Markdown: what failed and what to do come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from mlinfra.catalogue.lookup import word_of
from mlinfra.review.report.escape import code, prose, size
from mlinfra.review.report.reading import check_document, items, mapping, place
from mlinfra.review.report.terminal import Line, Look, print_lines
from mlinfra.review.report.values import literal, plain
from mlinfra.review.report.view import Json
from mlinfra.review.report.words import plural, stacks_line

Outcomes: TypeAlias = "Json | Sequence[Json]"
"""The outcome of one deployment, or of several."""

_STYLES = {"Succeeded": "green", "Deleted": "yellow", "Failed": "bold red", "Canceled": "yellow"}
_WORDS = {"NotStarted": "not started", "Kept": "kept: not empty"}
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class _Operation:
    kind: str
    name: str
    state: str
    seconds: float | None
    error: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One deployment; ``trail`` leads from the deployment to the innermost error."""

    stack: str
    place: str
    deployment: str
    state: str
    seconds: float | None
    operations: tuple[_Operation, ...]
    outputs: tuple[tuple[str, str], ...]
    error: Mapping[str, str]
    trail: tuple[str, ...]
    group_made: str
    remarks: tuple[str, ...]
    """What was sent although the catalogue refuses it, and what stands there otherwise than it was sent."""


def outcome_text(
    outcomes: Outcomes,
    *,
    brief: bool = False,
    unchanged: Sequence[str] | None = None,
    width: int | None = None,
    color: bool = False,
) -> str:
    """The outcomes as terminal text; ``brief`` only counts what succeeded. Raises ReportError for what is no outcome.

    ``unchanged`` are stacks that had nothing to deploy; with it the last line sums up several stacks.
    """
    views = _read(outcomes)
    begun = [line for view in views if view.state != "NotStarted" for line in _lines(view, brief=brief)]
    unsent = [Line(((text, "yellow"),)) for text in _not_started(views)]
    total = [Line(((f"{line}.", "bold"),)) for line in _sums(views, unchanged)]
    return print_lines([*begun, *unsent, *total], Look(width, color))


def outcome_markdown(outcomes: Outcomes, *, unchanged: Sequence[str] | None = None, limit: int = 65_536) -> str:
    """The outcomes as Markdown of at most ``limit`` characters; operations that do not fit are counted.

    ``unchanged`` are stacks that had nothing to deploy; with it the first line sums up several stacks.
    """
    views = sorted(_read(outcomes), key=lambda view: view.state == "Succeeded")
    lead = [f"**{line}.**\n" for line in _sums(views, unchanged)]
    lead += [f"{prose(text)}\n" for text in _not_started(views)]
    lead += [f"Nothing to deploy: {', '.join(map(code, unchanged))}.\n"] if unchanged else []
    for rows in (_MOST_ROWS, 20, 3, 0):
        text = "\n".join([*lead, *(_markdown(view, rows) for view in views if view.state != "NotStarted")])
        if size(text) <= limit:
            return text
    succeeded = sum(view.state == "Succeeded" for view in views)
    return f"{plural(len(views), 'deployment')}, {succeeded} succeeded. The report does not fit into a comment.\n"


def _sums(views: Sequence[_Outcome], unchanged: Sequence[str] | None) -> list[str]:
    """What became of all stacks in one line; none for a single one, or where nobody knows all."""
    if unchanged is None:
        return []
    states = Counter(view.state for view in views)
    stacks, failed = len(views) + len(unchanged), states["Failed"] + states["Canceled"]
    return [stacks_line(stacks, len(views), failed, states["NotStarted"])] if stacks > 1 else []


def _not_started(views: Sequence[_Outcome]) -> list[str]:
    """The stacks that were not sent, those with the same reason in one line together."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for view in views:
        if view.state == "NotStarted":
            reason = view.error.get("message", ""), view.error.get("advice", "")
            reasons.setdefault(reason, []).append(view.stack)
    return [
        f"Not started: {', '.join(stacks)}{f': {message}' if message else ''}{f' -> {advice}' if advice else ''}"
        for (message, advice), stacks in reasons.items()
    ]


def _read(outcomes: Outcomes) -> list[_Outcome]:
    documents = [outcomes] if isinstance(outcomes, Mapping) else list(outcomes)
    for document in documents:
        check_document(document, "outcome")
    return [_outcome(document) for document in documents]


def _outcome(data: Json) -> _Outcome:
    error = mapping(data.get("error"))
    path = error.get("path")
    operations = [_operation(operation) for operation in items(data.get("operations"))]
    return _Outcome(
        stack=plain(data.get("stack")),
        place=place(mapping(data.get("scope"))),
        deployment=plain(data.get("deployment")),
        state=plain(data.get("state")) or "Unknown",
        seconds=_seconds(data.get("duration")),
        operations=tuple(sorted(operations, key=lambda operation: operation.state not in {"Failed", "Canceled"})),
        outputs=tuple((plain(name), _output(value)) for name, value in mapping(data.get("outputs")).items()),
        error={key: plain(error.get(key)) for key in ("code", "message", "explanation", "advice")} if error else {},
        trail=tuple(plain(step) for step in path) if isinstance(path, list) else (),
        group_made=plain(data.get("group_made")).rstrip("/").rpartition("/")[2],
        remarks=tuple(_remarks(data)),
    )


def _remarks(data: Json) -> Iterator[str]:
    for name, words in (("not_taken", "did not take"), ("accepted", "accepted")):
        listed = data.get(name)
        yield from (f"{words}: {plain(text)}" for text in (listed if isinstance(listed, list) else ()))


def _operation(data: Json) -> _Operation:
    error = data.get("error")
    told = ": ".join(filter(None, (plain(mapping(error).get(key)) for key in ("code", "message"))))
    return _Operation(
        kind=word_of(plain(data.get("type"))),
        name=plain(data.get("name") or data.get("id")),
        state=_state(plain(data.get("state")), plain(data.get("action"))),
        seconds=_seconds(data.get("duration")),
        error=error if isinstance(error, str) else told,
    )


def _state(state: str, action: str) -> str:
    """The state as people read it: a deletion that succeeded is *Deleted*."""
    return "Deleted" if action == "delete" and state == "Succeeded" else state


def _output(value: Any) -> str:
    """ARM wraps outputs as ``{"type", "value"}``; secure ones come without a value."""
    if isinstance(value, Mapping) and "type" in value:
        return literal(value["value"]) if "value" in value else "*******"
    return literal(value)


def _seconds(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def duration(seconds: float | None) -> str:
    """``3 s``, ``2 min 5 s``, ``1 h 4 min``; empty when unknown."""
    if seconds is None:
        return ""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def _lines(view: _Outcome, *, brief: bool) -> Iterator[Line]:
    style = _STYLES.get(view.state, "yellow")
    took = f" after {duration(view.seconds)}" if view.seconds is not None else ""
    yield Line(((f"{view.stack} -> {view.place}", "bold"), (f"   {view.deployment}", "bright_black")))
    for label, key in (("  error: ", "message"), ("    why: ", "explanation"), ("    -> ", "advice")):
        if view.error.get(key):
            text = f"{view.error['code']}: {view.error[key]}" if key == "message" else view.error[key]
            yield Line(((label, "bold red" if key == "message" else ""),), ((text, ""),))
    if view.trail:
        yield Line((("    in: ", ""),), ((" > ".join(view.trail), "bright_black"),))
    widest = max((len(operation.kind) for operation in view.operations), default=0)
    words = (_WORDS.get(operation.state, operation.state) for operation in view.operations)
    width = max(map(len, words), default=0)
    only_deleted = all(operation.state == "Deleted" for operation in view.operations)
    for operation in view.operations:
        if brief and (operation.state == "Succeeded" or only_deleted):
            continue
        word = _WORDS.get(operation.state, operation.state)
        lead = f"  {word:<{width}} {operation.kind:<{min(widest, 12)}}  "
        yield Line(
            ((lead, _STYLES.get(operation.state, "yellow")),),
            ((operation.name, ""), (f"  {duration(operation.seconds)}", "bright_black")),
        )
        if operation.error:
            yield Line(((" " * len(lead), ""),), ((operation.error, "red"),))
    yield from (Line((("  ", ""),), ((remark, "yellow"),)) for remark in view.remarks)
    yield from (Line(((f"  {name} = ", ""),), ((value, ""),)) for name, value in view.outputs)
    yield Line(((f"{view.state}{took}: {_tally(view)}.", f"bold {style}"),))


def _tally(view: _Outcome) -> str:
    states = [operation.state for operation in view.operations]
    counts = {state: states.count(state) for state in dict.fromkeys(states)}
    group = f" (resource group {view.group_made} created)" if view.group_made else ""
    counted = ", ".join(f"{number} {_WORDS.get(state, state.lower())}" for state, number in counts.items())
    return f"{counted}{group}" or "nothing was deployed"


def _markdown(view: _Outcome, most: int) -> str:
    took = f" after {duration(view.seconds)}" if view.seconds is not None else ""
    head = f"### {code(view.stack)} → {code(view.place)}: {prose(view.state)}{took}"
    shown, more = view.operations[:most], len(view.operations) - most
    rows = [
        f"| {prose(_WORDS.get(operation.state, operation.state))} | {prose(operation.kind)} | {code(operation.name)} | {duration(operation.seconds)} | "
        f"{prose(operation.error)} |"
        for operation in shown
    ]
    table = ["| State | Kind | Resource | Time | Error |", "| --- | --- | --- | ---: | --- |", *rows]
    cut = [f"… and {plural(more, 'more operation')}."] if more > 0 else []
    outputs = [f"- {code(name)} = {code(value)}" for name, value in view.outputs[:_MOST_ROWS]]
    parts = [head, *_markdown_error(view), f"{prose(_tally(view))}."]
    parts += ["\n".join(f"- {prose(remark, 1_000)}" for remark in view.remarks)] * bool(view.remarks)
    parts += ["\n".join(table)] * bool(rows) + cut + ["\n".join(outputs)] * bool(outputs)
    return "\n\n".join(parts) + "\n"


def _markdown_error(view: _Outcome) -> Iterator[str]:
    if view.error:
        yield f"**{prose(view.error['code'])}**: {prose(view.error['message'], 2_000)}"
    if view.error.get("explanation"):
        yield prose(view.error["explanation"], 1_000)
    if view.error.get("advice"):
        yield f"**What to do**: {prose(view.error['advice'], 1_000)}"
    if view.trail:
        yield " › ".join(code(step) for step in view.trail[:10])
