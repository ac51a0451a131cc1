"""Tell earlier versions of assets, which stay registered, from what left the code of a stack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.lookup import find_type
from mlinfra.review.plan.plan import Diagnostic


def earlier_versions(lost: Iterable[str], code: Collection[str]) -> dict[str, list[str]]:
    """Id of an asset -> the ids of its versions that left the code, of assets that the code still has a part in.

    ``code``: lower-case ids of what the code deploys. A version that leaves with its whole asset is no earlier one::

        .../environments/train/versions/1   left, and the code has .../environments/train: an earlier version
        .../environments/old/versions/1     left, and so did .../environments/old: lost
    """
    earlier: dict[str, list[str]] = {}
    for resource_id in lost:
        entry = find_type(ResourceId(resource_id).type)
        asset = resource_id.rsplit("/", maxsplit=2)[0]
        if entry and entry.is_version and asset.lower() in code:
            earlier.setdefault(asset.lower(), []).append(resource_id)
    return earlier


def told(earlier: Mapping[str, Iterable[str]]) -> Iterator[Diagnostic]:
    """What a plan says of them, an asset at a time."""
    for ids in earlier.values():
        versions = sorted(ids)
        asset, _, first = versions[0].rsplit("/", maxsplit=2)
        names = ", ".join([first, *(version.rpartition("/")[2] for version in versions[1:])])
        yield Diagnostic(
            "Info",
            "EarlierVersions",
            f"{ResourceId(asset).address} has versions that the code no longer has: {names}. They stay registered, as jobs, "
            "models and deployments may name them, and cost nothing; archive or delete one in Azure where nothing does.",
            asset,
        )
