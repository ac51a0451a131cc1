"""Say what of a resource mlinfra could not judge: a type of a provider that it does not know, properties without a row,
values that only the list of another API version lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_places import namespace_is_known


def remarks_on(resource: Mapping[str, object]) -> Iterator[dict[str, str]]:
    """Warnings in the shape of a deployment's ``diagnostics``; the resource is one of an expanded template, with its id."""
    arm_type, version, target = (str(resource.get(name, "")) for name in ("type", "apiVersion", "id"))
    if not namespace_is_known(arm_type) and find_type(arm_type) is None:
        said = f"nothing is known here of {arm_type}: neither its type nor its body was judged"
        yield _warning("NotJudged", said, target)
    judged = judge_body(arm_type, version, resource)
    for unknown in judged.unknown:
        yield _warning("UnknownProperty", f"{unknown.message}; {unknown.fix}", target)
    for doubt in judged.doubts:
        said = f"{doubt.path}: {doubt.message} in API version {judged.table_version}; there is no table of {version}"
        yield _warning("JudgedByOtherVersion", f"{said}. {doubt.fix}", target)


def _warning(code: str, message: str, target: str) -> dict[str, str]:
    return {"level": "Warning", "code": code, "message": message, "target": target}
