"""Recognise known causes of failures: by code and message, and by what happened until then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mlinfra.azure.deploy.moment import Moment, Step


@dataclass(frozen=True, slots=True)
class Known:
    """One cause, with what it means and what to do. Every condition that is given must hold.

    ``codes``: any of these error codes, in lower case. ``says``: a pattern in the message. ``types``: the resource type is
    one of these, in lower case, or below one. ``steps``: any of these. ``deployed``: whether a resource had been deployed;
    ``group_made``: whether this run had made the resource group. ``own_group``: whether the message is about that group.
    """

    codes: tuple[str, ...]
    explanation: str
    advice: str
    says: str = ""
    types: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    deployed: bool | None = None
    group_made: bool | None = None
    own_group: bool | None = None

    def fits(self, code: str, message: str, moment: Moment) -> bool:
        """Whether this is the cause of an error."""
        kind = moment.type.casefold()
        return (
            code.casefold() in self.codes
            and (not self.says or re.search(self.says, message, re.IGNORECASE) is not None)
            and (not self.types or any(kind == name or kind.startswith(f"{name}/") for name in self.types))
            and (not self.steps or moment.step in self.steps)
            and (self.deployed is None or self.deployed == moment.deployed)
            and (self.group_made is None or self.group_made == moment.group_made)
            and (self.own_group is None or self.own_group == moment.is_about_own_group(message))
        )
