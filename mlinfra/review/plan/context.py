"""What a forecast alone does not know: the stack, the scope, where resources were declared, what to fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mlinfra.base.accept import Accept
from mlinfra.base.ignore import Ignore
from mlinfra.base.json_value import Json
from mlinfra.base.origin import Origin
from mlinfra.base.scope import DeploymentScope
from mlinfra.catalogue.refusal import Refusal
from mlinfra.review.plan.origins import FieldNames
from mlinfra.review.plan.plan import Diagnostic, Source


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that goes into a plan beside the forecast.

    ``today`` decides which ignore entries hold; without it all do. ``origins``: lower-case id from
    ``/resourcegroups/`` on -> origin. ``secrets``: values of this run that must not appear anywhere.
    ``places``: lower-case id from ``/resourcegroups/`` on -> the body with masks where secrets stand that nobody here
    knows, such as those that Azure reads from a key vault.
    ``expected``: ids of the resources that the template deploys, known offline; the forecast must mention each.
    ``template`` and ``parameters`` are the fingerprints of what is sent.
    ``replace``: lower-case ids of what is deleted and created again (``deploy --replace``), ``replace_addresses`` what was
    named for it.
    ``refusals`` and ``accepts``: lower-case id from ``/resourcegroups/`` on -> what Azure would refuse in the body, and what
    the author lets through. ``rewritten``: lower-case ids from ``/resourcegroups/`` on of what the stack itself writes
    more than once, in phases; of others a remark says that the last write stays. ``remarks`` are what the bodies bring besides, such as unknown properties.
    """

    stack: str
    scope: DeploymentScope
    source: Source
    ignores: tuple[Ignore, ...] = ()
    today: date | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    fields: Mapping[str, FieldNames] = field(default_factory=dict)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    places: Mapping[str, Json] = field(default_factory=dict)
    expected: tuple[str, ...] = ()
    findings: tuple[Mapping[str, Json], ...] = ()
    costs: Mapping[str, Json] | None = None
    template: str | None = None
    parameters: str | None = None
    replace: frozenset[str] = frozenset()
    replace_addresses: tuple[str, ...] = ()
    refusals: Mapping[str, tuple[Refusal, ...]] = field(default_factory=dict)
    accepts: Mapping[str, tuple[Accept, ...]] = field(default_factory=dict)
    remarks: tuple[Diagnostic, ...] = ()
    rewritten: frozenset[str] = frozenset()
