"""Refuse an endpoint that sends requests to deployments that it does not have."""

from __future__ import annotations

from mlinfra.local.providers._base import Body, Put, bad_request


def _deployed(put: Put) -> set[str]:
    keys = put.view.under("resource", f"{put.rid.key}/deployments/")
    return {key.rsplit("/", 1)[-1] for key in keys}


def check_traffic(put: Put) -> None:
    """Live and mirrored shares name deployments, and not the same."""
    traffic, mirrored = (put.properties.get(name) or {} for name in ("traffic", "mirrorTraffic"))
    _check_deployed(put, "traffic", traffic)
    _check_deployed(put, "mirrorTraffic", mirrored)
    both = sorted(name for name in mirrored if traffic.get(name))
    if both:
        message = f"Deployments get live or mirrored traffic, not both: {', '.join(both)}."
        raise bad_request("ValidationError", message, "mirrorTraffic")


def _check_deployed(put: Put, name: str, shares: Body) -> None:
    unknown = sorted(deployment for deployment in shares if deployment.lower() not in _deployed(put))
    if unknown:
        word = name[0].upper() + name[1:]
        raise bad_request("ValidationError", f"{word} names deployments that don't exist: {', '.join(unknown)}.", name)


def check_default(put: Put) -> None:
    """The default deployment of a batch endpoint is there."""
    name = (put.properties.get("defaults") or {}).get("deploymentName")
    if name and name.lower() not in _deployed(put):
        raise bad_request("ValidationError", f"The default deployment '{name}' doesn't exist.", "defaults")
