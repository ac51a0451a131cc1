"""How clients find their way in: the endpoints of this cloud, and tokens for a managed identity."""

from __future__ import annotations

import base64
import json
import re
import time
from re import Match
from typing import Any

from mlinfra.arm.expand.clouds import PUBLIC
from mlinfra.catalogue.types.managed_identity import USER_ASSIGNED_IDENTITY
from mlinfra.local.errors import ArmError
from mlinfra.local.http import Call, Reply, Route
from mlinfra.local.protection import OPERATOR
from mlinfra.local.providers._base import TENANT, guid

METADATA, TOKEN = "/metadata/endpoints", "/msi/token"
OPEN = (METADATA, TOKEN)
"""Paths, in lower case, that ask for no Authorization header."""
CLOUD = "mlinfra"
"""The name of this cloud. Not ``AzureCloud``: azure-ai-ml takes the addresses of that one from its own table."""
_SECONDS = 86_400


class SignInRoutes:
    """What is asked before there is a token."""

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        return (
            ("GET", re.compile(METADATA, re.IGNORECASE), self._metadata),
            ("GET", re.compile(TOKEN, re.IGNORECASE), self._token),
        )

    def _metadata(self, call: Call, _: Match[str]) -> Reply:
        """The old form of 2015, a list of clouds from 2018 on, which azure-ai-ml reads, this cloud from 2022 on: the CLI."""
        cloud = _cloud(call.base)
        if call.api_version < "2018":
            names = {"galleryEndpoint": "gallery", "graphEndpoint": "graph", "portalEndpoint": "portal"}
            return Reply(
                200,
                {**{name: cloud[key] for name, key in names.items()}, "authentication": cloud["authentication"]},
            )
        return Reply(200, cloud if call.api_version >= "2022" else [cloud])

    def _token(self, call: Call, _: Match[str]) -> Reply:
        """As the identity endpoint of App Service: the header keeps web pages out, its value is not compared."""
        resource = call.query.get("resource", "")
        if not call.headers.get("x-identity-header"):
            raise ArmError(401, "Unauthorized", "The header 'X-IDENTITY-HEADER' is missing: set IDENTITY_HEADER.")
        if not resource:
            raise ArmError(400, "BadRequest", "The query parameter 'resource' is missing.")
        now = int(time.time())
        token = {"access_token": _jwt(resource, now), "expires_on": str(now + _SECONDS), "expires_in": str(_SECONDS)}
        return Reply(200, {**token, "resource": resource, "token_type": "Bearer", "client_id": _CLIENT})


_CLIENT = guid("operator#client")


def _jwt(audience: str, now: int) -> str:
    """An unsigned token: the local target believes every one, and clients only read what it says."""
    claims = {
        "aud": audience,
        "iss": f"https://sts.windows.net/{TENANT}/",
        "tid": TENANT,
        "oid": OPERATOR,
        "sub": OPERATOR,
        "appid": _CLIENT,
        "idtyp": "app",
        "iat": now,
        "nbf": now,
        "exp": now + _SECONDS,
        "xms_mirid": f"/providers/{USER_ASSIGNED_IDENTITY.type}/operator",
    }
    return ".".join([_part({"alg": "none", "typ": "JWT"}), _part(claims), ""])


def _part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def principal_of(header: str) -> str:
    """The object id that a bearer token names: the token itself if it is a GUID, else its claim ``oid``."""
    token = header.removeprefix("Bearer ").strip()
    if _GUID.fullmatch(token):
        return token.lower()
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        named = str(claims["oid"])
    except (IndexError, ValueError, KeyError, TypeError, RecursionError):
        return OPERATOR
    return named.lower() if _GUID.fullmatch(named) else OPERATOR


_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _cloud(base: str) -> dict[str, Any]:
    """The public cloud's facts, with this server's address wherever a request would go."""
    root = f"{base}/"
    spelling = {
        "keyvaultDns": "keyVaultDns",
        "azureDatalakeStoreFileSystem": "azureDataLakeStoreFileSystem",
        "azureDatalakeAnalyticsCatalogAndJob": "azureDataLakeAnalyticsCatalogAndJob",
    }
    suffixes = {spelling.get(name, name): value.removeprefix(".") for name, value in PUBLIC["suffixes"].items()}
    sign_in = {**PUBLIC["authentication"], "loginEndpoint": root, "audiences": [root], "tenant": TENANT}
    own = {"name": CLOUD, "resourceManager": root, "graph": root, "graphAudience": root, "gallery": root}
    return {**PUBLIC, **own, "authentication": sign_in, "suffixes": suffixes}
