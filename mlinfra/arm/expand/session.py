"""Hold what one expansion gathers over all its nested deployments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from mlinfra.arm.expand.form import check_form
from mlinfra.arm.expand.letter_case import template_in_usual_case
from mlinfra.arm.expand.limits import Budget
from mlinfra.arm.expand.nested_form import check_nested_form
from mlinfra.arm.expand.runtime import Entry, Runtime
from mlinfra.arm.expand.values import MISSING, Missing, Value
from mlinfra.base.frozen import dataclass


class Body(NamedTuple):
    """What is known of a resource that has been expanded."""

    api_version: str
    known: Value | Missing = MISSING
    """Its properties as the template says them; a ``Firm`` for a nested deployment."""
    secrets: dict[str, Value] | None = None
    """Secure outputs of a nested deployment."""


@dataclass(slots=True)
class Session:
    """One run of the engine."""

    runtime: Runtime | None
    environment: Mapping[str, Any] | None = None
    """What ``environment()`` says; None keeps the call."""
    checks: bool = False
    """Whether what the service refuses is refused, though a prediction lets it pass."""
    budget: Budget = field(default_factory=Budget)
    """What is left of what the expansion may do."""
    main_group: str = ""
    """Id of the resource group of the outermost deployment, in lower case."""
    entries: list[Entry] = field(default_factory=list)
    diagnostics: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Ids of nested deployments whose template is a link."""
    switched_off: set[str] = field(default_factory=set)
    """Ids, in lower case, of what is not deployed because its condition is false."""
    bodies: dict[str, Body] = field(default_factory=dict)
    """By id, in lower case."""
    checked: dict[int, tuple[Any, dict[str, Any]]] = field(default_factory=dict)
    """Nested templates whose form has been checked, by identity: as written, and with keywords in the usual casing."""
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Location and tags of the resource groups that are known, by id in lower case."""

    def checked_template(self, template: dict[str, Any], path: str, version: Value) -> dict[str, Any]:
        """A nested template with its keywords in the usual casing. Raises TemplateError where it has not the form of one.

        ``path``: what paths in it start with; ``version``: apiVersion of its deployment.
        """
        if id(template) not in self.checked:
            spelled = template_in_usual_case(template)
            check_form(spelled, path)
            check_nested_form(spelled, path, version)
            self.checked[id(template)] = template, spelled
        return self.checked[id(template)][1]
