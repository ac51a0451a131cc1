"""Explain the codes of a plan: noise rules, risks, and kinds of gaps in the analysis."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.catalogue.lookup import all_types
from mlinfra.catalogue.refusal import KINDS
from mlinfra.catalogue.resource_type import NoiseCondition
from mlinfra.catalogue.roles import ROLES
from mlinfra.review.plan.noise_rules import every_rule

_CONDITIONS: dict[NoiseCondition, str] = {
    "service": "any difference",
    "default": "the value that Azure fills in where the template says nothing",
    "write_only": "a value that Azure never returns",
    "unresolved": "an expression that Azure evaluates while deploying",
}

_PAGES = {
    "not_rendered": "The stack cannot be rendered, for the reason that is said: a reference to nothing, two resources with one "
    "id, resources that wait for each other. What it would deploy is not known, so no rule was asked and nothing of it is "
    "sent; the other stacks of the file are checked and planned. No configuration switches it off.",
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


_REFUSAL = (
    "`check`, `plan`, `deploy` and the local target judge alike, and no configuration switches a refusal off. When Azure "
    "knows more than mlinfra, accept=[Accept(path, reason, until)] on the resource lets one value through."
)


def page_of(code: str) -> str | None:
    """The page of a code, in any case; None for one that plans do not print."""
    wanted = code.strip().lower()
    if codes := [rule.code for _, rule in every_rule() if rule.code.lower() == wanted]:
        return "\n".join([f"{codes[0]} (noise: a difference that a deployment would not make)", "", *_noise(codes[0])])
    if kind := KINDS.get(wanted.upper()):
        return f"{wanted.upper()} {kind.slug} (refusal: Azure would not take it)\n\n{kind.page}\n\n{_REFUSAL}"
    if wanted in {"risk", "high"}:
        return "\n".join(_high())
    page = _PAGES.get(wanted.replace(" ", "_").replace("-", "_"))
    return f"{wanted}\n\n{page}" if page else None


def _noise(code: str) -> Iterator[str]:
    for arm_type, rule in every_rule():
        if rule.code == code:
            yield f"{arm_type or 'every type'}: {rule.reason}."
            yield f"  Folded: {_CONDITIONS[rule.condition]}, at"
            yield from (f"    {path}" for path in rule.paths)
    yield "Security-relevant properties are never folded for this; --show-noise prints what is."


def _high() -> Iterator[str]:
    yield "high (the highest of the levels of risk; low and medium have pages of their own)\n"
    yield "Something opens to the network or to keys, access is lost, a change brings an error or a cost, or data goes:"
    yield from sorted(f"  {entry.type}: {entry.holds_data}" for entry in all_types() if entry.holds_data)
    yield "Roles whose grant is a high risk:"
    yield from sorted(f"  {role.name}: {role.power}" for role in ROLES.values() if role.power)
