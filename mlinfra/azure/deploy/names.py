"""Name the deployment of a stack: the same name for the same content, within Resource Manager's limits."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from mlinfra.base.errors import InvalidInput
from mlinfra.base.scope import DeploymentScope

LONGEST = 64
_PREFIX = "mlinfra-"
_NAME = re.compile(r"[-\w.()]{1,64}", re.ASCII)
_HASH = 12


def deployment_name(
    stack: str, template: Mapping[str, Any], parameters: Mapping[str, Any], scope: DeploymentScope
) -> str:
    """``mlinfra-STACK-HASH``: a rerun finds its deployment, another template never meets it (DeploymentActive).

    Secrets don't belong into ``parameters``. The location counts, as ARM ties a name to it outside resource groups.
    """
    text = json.dumps([template, parameters, scope.location or ""], sort_keys=True, separators=(",", ":"), default=str)
    return f"{_stem(stack)}-{hashlib.sha256(text.encode()).hexdigest()[:_HASH]}"


def stack_name(stack: str) -> str:
    """The name of a deployment stack: the same for every deployment of it."""
    return _stem(stack)


def named_for(name: str, stack: str) -> bool:
    """Whether a deployment of this name is one of the stack's."""
    return re.fullmatch(rf"{re.escape(_stem(stack))}-[0-9a-f]{{{_HASH}}}", name, re.IGNORECASE) is not None


def check_name(name: str) -> str:
    """The same name, if ARM allows it. Raises InvalidInput."""
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            f"'{name}' can't name a deployment", hint="1 to 64 letters, digits, '-', '_', '.', '(' or ')'"
        )
    return name


def _stem(stack: str) -> str:
    """Readable; stacks whose names differ in case, length or odd characters alone stay apart."""
    room = LONGEST - len(_PREFIX) - _HASH - 1
    slug = re.sub(r"[^a-z0-9_.()-]+", "-", stack.lower()).strip("-")
    if slug != stack or len(slug) > room:
        slug = f"{slug[: room - 7]}-{hashlib.sha256(stack.encode()).hexdigest()[:6]}".lstrip("-")
    return f"{_PREFIX}{slug}"
