"""What a policy assignment or exemption is narrowed to, and what an assignment changes in its definition."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._known import known, known_items
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

_NO_REGION = "subscriptionLevelResources"


@model
class PolicySelector:
    """Which resources, or which policies of a set, are meant: those with one of some values, or with none of them."""

    by: Value[Literal["resourceLocation", "resourceType", "resourceWithoutLocation", "policyDefinitionReferenceId"]] = (
        at("kind")
    )
    """What is looked at: the region, the ARM type, that there is no region (with the value ``subscriptionLevelResources``), or
    the name of a policy in its set, in `PolicyOverride` alone."""
    _: KW_ONLY
    only: Values[str] | None = at("in", default=None)
    """The values that are meant; either this or ``but``."""
    but: Values[str] | None = at("notIn", default=None)
    """The values that are not meant."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if bool(self.only) == bool(self.but):
            where = f"{caller_location()} PolicySelector.only"
            raise InvalidInput("give one of only and but, with one value or more", where=where)
        told = {*known_items(self.only), *known_items(self.but)}
        wrong = known(self.by) == "resourceWithoutLocation" and told and told != {_NO_REGION}
        if wrong:
            where, hint = f"{caller_location()} PolicySelector.only", f'say only=["{_NO_REGION}"]'
            raise InvalidInput("resources without a region have one word", where=where, hint=hint)


@model
class ResourceSelector:
    """Resources for which a policy holds, so that it can be rolled out step by step."""

    name: str = at("name", default="")
    """Its name in the assignment."""
    _: KW_ONLY
    selectors: Many[PolicySelector] = at("selectors", nested=True)
    """What the resources have in common; at most one of each kind."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} ResourceSelector.selectors"
        check_kinds(self.selectors, place)
        if any(selector.by == "policyDefinitionReferenceId" for selector in self.selectors):
            raise InvalidInput("resources have no policies", where=place, hint="choose another kind")


@model
class PolicyOverride:
    """Another effect, or another version, than the definition says."""

    value: Value[str] = at("value")
    """The effect, such as ``audit``, or the version, such as ``2.*.*``."""
    _: KW_ONLY
    what: Value[Literal["policyEffect", "definitionVersion"]] = at("kind", default="policyEffect")
    """What it takes the place of."""
    selectors: Many[PolicySelector] | None = at("selectors", default=None, nested=True)
    """The policies of a set, or the regions, for which it does; None all."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        check_kinds(self.selectors or (), f"{caller_location()} PolicyOverride.selectors")


def check_kinds(selectors: Many[PolicySelector], place: str) -> None:
    """Raise `InvalidInput` for two selectors of one kind."""
    kinds = [selector.by for selector in selectors]
    if len(set(kinds)) < len(kinds):
        raise InvalidInput("there are two selectors of one kind", where=place, hint="list all values in one")
