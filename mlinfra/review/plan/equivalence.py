"""Say why two values that differ as text mean the same to Azure."""

from __future__ import annotations

import re
from typing import Final

from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.base.json_value import Json
from mlinfra.review.plan.change import Noise

ID_CASE: Final = Noise("N101", "the same resource id in another spelling; Azure compares ids without case")
LOCATION: Final = Noise("N102", "the same region in another spelling")
DURATION: Final = Noise("N103", "the same duration in another spelling")
ROLE: Final = Noise("N104", "the same role; Azure adds or drops the subscription in a role definition's id")
ORDER: Final = Noise("N105", "the same items in another order, which has no meaning here")
EMPTY: Final = Noise("N106", "an empty list or object, which is what Azure means by leaving it out")
CASE: Final = Noise("N107", "the same name in another case, which Azure does not tell apart here")
NO_EFFECT: Final = Noise("N100", "Azure's what-if says that this difference has no effect")

_LOCATIONS = frozenset({"location", "computelocation", "locationname"})
_CASELESS = frozenset({"type", "vmsize", "name", "resourcetype"})
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII)
_SECONDS = (604800, 86400, 3600, 60, 1)
_ROLE = f"/providers/{ROLE_DEFINITIONS.lower()}/"
_IDS = ("/subscriptions/", "/providers/")
_ORDERED = frozenset({"dnsservers", "command", "args", "arguments", "scripts", "steps", "stages", "entrypoint"})


def same(key: str, before: Json, after: Json) -> Noise | None:
    """Why two different values of a property of that name (casefolded) mean the same, or None."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return None
    if before.casefold() == after.casefold():
        return _same_but_case(key, before.casefold())
    if key in _LOCATIONS and _squeezed(before) == _squeezed(after):
        return LOCATION
    if before[:1] == after[:1] == "P" and (seconds := _duration(before)) is not None and seconds == _duration(after):
        return DURATION
    return ROLE if _role(before) and _role(before) == _role(after) else None


def _same_but_case(key: str, folded: str) -> Noise | None:
    if folded.startswith(_IDS) or key == "id":
        return ID_CASE
    if key in _LOCATIONS:
        return LOCATION
    return CASE if key in _CASELESS else None


def ordered(key: str) -> bool:
    """Whether the order of a list of that name (casefolded) means something."""
    return key in _ORDERED


def _squeezed(text: str) -> str:
    return text.replace(" ", "").casefold()


def _duration(text: str) -> int | None:
    match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    return sum(int(amount or 0) * unit for amount, unit in zip(match.groups(), _SECONDS, strict=True))


def _role(text: str) -> str:
    folded = text.casefold()
    return folded[folded.rindex(_ROLE) :] if _ROLE in folded else ""
