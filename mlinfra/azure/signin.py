"""Find a credential for Azure: a pipeline's identity first, then the developer's own sign-in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from mlinfra.base.errors import InvalidInput, NotSignedIn


def credential(authority: str, audience: str, environment: Mapping[str, str] = os.environ) -> Any:
    """What signs in at ``authority``: the first that works of `kinds`, asked when the first request is sent.

    ``audience`` is what the cloud wants the token of a pipeline to be for.
    """
    from azure.identity import ChainedTokenCredential

    return ChainedTokenCredential(*(_make(kind, authority, audience, environment) for kind in kinds(environment)))


def kinds(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The credentials to try, in order. What a pipeline sets is meant and goes first; managed identity only if asked.

    ``github``: OIDC of GitHub Actions; ``workload``: a federated token file (Kubernetes, Azure Pipelines);
    ``environment``: client secret or certificate; ``managed``: an identity of the machine.
    """
    has = {name for name, value in environment.items() if value}
    usable = []
    if {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"} <= has:
        usable.append("github")
    if {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"} <= has:
        usable.append("workload")
    if {"AZURE_CLIENT_ID", "AZURE_TENANT_ID"} <= has and has & {
        "AZURE_CLIENT_SECRET",
        "AZURE_CLIENT_CERTIFICATE_PATH",
    }:
        usable.append("environment")
    if has & {"IDENTITY_ENDPOINT", "MSI_ENDPOINT"}:
        usable.append("managed")
    developer = ("cli", "azd", "powershell")
    return (*usable, *developer) if "managed" in usable else (*usable, *developer, "managed")


def _make(kind: str, authority: str, audience: str, environment: Mapping[str, str]) -> Any:
    from azure import identity

    client, tenant = environment.get("AZURE_CLIENT_ID", ""), environment.get("AZURE_TENANT_ID", "")
    if kind == "github":
        return identity.ClientAssertionCredential(
            tenant, client, lambda: github_token(environment, audience), authority=authority
        )
    if kind == "workload":
        return identity.WorkloadIdentityCredential(authority=authority)
    if kind == "environment":
        return identity.EnvironmentCredential(authority=authority)
    if kind == "managed":
        return identity.ManagedIdentityCredential(client_id=client) if client else identity.ManagedIdentityCredential()
    return {
        "cli": identity.AzureCliCredential,
        "azd": identity.AzureDeveloperCliCredential,
        "powershell": identity.AzurePowerShellCredential,
    }[kind](process_timeout=30)


def github_token(environment: Mapping[str, str], audience: str) -> str:
    """The OIDC token of this GitHub Actions job for an audience. Raises NotSignedIn when GitHub gives none."""
    url = f"{environment['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience={quote(audience, safe='')}"
    headers = {"Authorization": f"Bearer {environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"}
    request = urllib.request.Request(url, headers=headers)  # ruff: ignore[suspicious-url-open-usage] - the runner's own URL
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # ruff: ignore[suspicious-url-open-usage] - as above
            return str(json.load(answer)["value"])
    except (urllib.error.URLError, KeyError, ValueError) as error:
        raise NotSignedIn(
            f"GitHub gave no OIDC token: {error}", hint="give the job 'permissions: id-token: write'"
        ) from error


def default_subscription() -> str:
    """The subscription that the Azure CLI has selected. Raises InvalidInput when there is none."""
    program = shutil.which("az")
    if program:
        asked = [program, "account", "show", "--query", "id", "--output", "tsv"]
        try:
            done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            done = None
        if done and done.returncode == 0 and done.stdout.strip():
            return done.stdout.strip()
    raise InvalidInput(
        "no subscription is known",
        hint="give --subscription, set AZURE_SUBSCRIPTION_ID, or run 'az login' and 'az account set'",
    )
