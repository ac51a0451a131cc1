"""Judge what a diagnostic setting asks for by what the resource that it belongs to can send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.body_values import first_at, values_at
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.refusal import EXCLUDED, Refusal
from mlinfra.catalogue.types.insights import DIAGNOSTIC_SETTING
from mlinfra.catalogue.value_kinds import is_open


def judge_diagnostics(rid: ResourceId, body: Mapping[str, object]) -> Iterator[Refusal]:
    """Logs of a resource that has none, such as a storage account, and metrics of one that has none, such as a subnet's rules."""
    if rid.type.lower() != DIAGNOSTIC_SETTING.key or "/providers/" not in ResourceId(rid.scope).key:
        return
    entry = find_type(ResourceId(rid.scope).type)
    if entry is None or entry.diagnostics is None:
        return
    for kind in ("logs", "metrics"):
        sent = [path for path, item in values_at(body, f"properties.{kind}[*]") if _is_on(item)]
        if sent and kind not in entry.diagnostics:
            has = entry.diagnostics[0] if entry.diagnostics else ""
            fix = f"send its {has} alone" if has else "give the setting to what it belongs to, such as its workspace"
            yield Refusal(EXCLUDED, sent[0], f"a {entry.word} ({entry.type}) has no {kind} to send", fix)


def _is_on(item: object) -> bool:
    enabled = first_at(item, "enabled")
    return enabled is True or is_open(enabled)
