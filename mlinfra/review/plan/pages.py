"""Explain the codes of a plan: noise rules, risks, and kinds of gaps in the analysis."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.review.plan.noise_rules import RULES, Condition
from mlinfra.review.plan.risk import HOLDS_DATA, PRIVILEGED

_CONDITIONS: dict[Condition, str] = {
    "service": "any difference",
    "default": "the value that Azure fills in where the template says nothing",
    "write_only": "a value that Azure never returns",
    "unresolved": "an expression that Azure evaluates while deploying",
}

_PAGES = {
    "ignore": "A difference that an entry of the stack folds: Ignore(path, reason=..., until=...). It never folds a deletion "
    "or a security-relevant property; entries that hide nothing or have expired are reported.",
    "low": "A risk of level low: settings change in place, or Azure accepts the change and does nothing.",
    "medium": "A risk of level medium: a security-relevant property changes, somebody gains access, a resource without data "
    "goes away, or the change brings a warning of `mlinfra check`.",
    "unsupported": "Azure cannot analyse the resource, so it may change or not. The plan is incomplete.",
    "short_circuit": "A nested deployment could not be looked into, as its parameters or its template are known only while "
    "deploying. What it changes is not in the plan, which is incomplete.",
    "limit": "Azure stopped looking: a forecast goes through at most 500 nested templates, 800 resource groups and five "
    "minutes. The plan is incomplete; deploy in smaller stacks.",
    "unresolved": "A value that only the deployment itself will know, such as the id of an identity that is made anew. The "
    "change is certain, its value is open.",
    "potential": "A change that happens only if a condition holds which is known while deploying.",
    "link": "A template that another one names by a link; Azure reads it only when it deploys.",
}


def page_of(code: str) -> str | None:
    """The page of a code, in any case; None for one that plans do not print."""
    wanted = code.strip().lower()
    if rows := [rule for rule in RULES if rule.code.lower() == wanted]:
        return "\n".join(
            [f"{rows[0].code} (noise: a difference that a deployment would not make)", "", *_noise(rows[0].code)]
        )
    if wanted in {"risk", "high"}:
        return "\n".join(_high())
    page = _PAGES.get(wanted.replace(" ", "_").replace("-", "_"))
    return f"{wanted}\n\n{page}" if page else None


def _noise(code: str) -> Iterator[str]:
    for rule in RULES:
        if rule.code == code:
            yield f"{'every type' if rule.type == '*' else rule.type}: {rule.reason}."
            yield f"  Folded: {_CONDITIONS[rule.condition]}, at"
            yield from (f"    {path}" for path in rule.paths)
    yield "Security-relevant properties are never folded for this; --show-noise prints what is."


def _high() -> Iterator[str]:
    yield "high (the highest of the levels of risk; low and medium have pages of their own)\n"
    yield "Something opens to the network or to keys, access is lost, a change brings an error or a cost, or data goes:"
    yield from sorted(f"  {type_}: {why}" for type_, why in HOLDS_DATA.items())
    yield "Roles whose grant is a high risk:"
    yield from sorted(f"  {name}: {may}" for name, may in PRIVILEGED.values())
