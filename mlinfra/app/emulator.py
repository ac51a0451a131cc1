"""Serve the local target, an Azure Resource Manager on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from mlinfra.app.configuration import read_configuration
from mlinfra.app.settings import LOCAL_STATE
from mlinfra.base.errors import InvalidInput

if TYPE_CHECKING:
    from mlinfra.local.certificate import Certificate


class Served(NamedTuple):
    """Where the local target can be reached."""

    url: str
    public_url: str
    """What clients use; the same as ``url`` where no other was given."""
    state: Path
    authority: Path | None
    """The certificate that clients have to trust; None without TLS."""

    @property
    def environment(self) -> dict[str, str]:
        """What Azure's clients read: whom to trust (requests, urllib, Node), where tokens and clouds are told; over TLS alone."""
        if self.authority is None:
            return {}
        return {
            "REQUESTS_CA_BUNDLE": str(self.authority),
            "SSL_CERT_FILE": str(self.authority),
            "NODE_EXTRA_CA_CERTS": str(self.authority),
            "IDENTITY_ENDPOINT": f"{self.public_url}/msi/token",
            "IDENTITY_HEADER": "local",
            "ARM_CLOUD_METADATA_URL": f"{self.public_url}/metadata/endpoints?api-version=2019-05-01",
        }


def emulator(
    port: int = 8420,
    *,
    state: Path | None = None,
    faults: str | None = None,
    tls: bool = False,
    public_url: str = "",
    subscriptions: Sequence[str] = (),
    started: Callable[[Served], None] | None = None,
) -> None:
    """Serve until interrupted; ``started`` is told where. ``port`` 0 takes any free one.

    ``state``: the SQLite file; default: `mlinfra.toml`, else `.mlinfra/local.db` in the current folder.
    ``faults`` rehearses failure, such as ``seed=7,throttle=0.2``; default: MLINFRA_FAULTS. ``tls``: speak TLS with a
    certificate made beside the state file. ``public_url``: what polling URLs begin with, such as
    ``https://arm.example.org``. ``subscriptions``: GUIDs of those that exist beside the local target's own. Raises `InvalidInput` for faults that don't exist and for a public URL that is none,
    and `TargetUnavailable` for a port in use or a broken state file.
    """
    from mlinfra.local.faults import Faults
    from mlinfra.local.server import serve

    chosen = Faults.parse(os.environ.get("MLINFRA_FAULTS", "") if faults is None else faults)
    file = read_configuration(Path(), os.environ, {"state": state}).state or LOCAL_STATE
    checked = _checked(public_url)
    made = _certificate(file) if tls else None

    def tell(url: str) -> None:
        if started:
            started(Served(url, checked or url, file, made.authority.resolve() if made else None))

    serve(file, port, chosen, tell, tls=made, public_url=checked, subscriptions=tuple(map(_guid, subscriptions)))


def _certificate(state: Path) -> Certificate:
    from mlinfra.local.certificate import certificate

    return certificate(state.with_name(f"{state.stem}.tls"))


def _guid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise InvalidInput(f"'{text}' is no subscription", hint="give its id, a GUID") from error


def _checked(public_url: str) -> str:
    address = urlsplit(public_url)
    if public_url and (address.scheme not in {"http", "https"} or not address.hostname or address.query):
        raise InvalidInput(f"'{public_url}' is no address of a server", hint="write it as https://arm.example.org")
    return public_url.rstrip("/")
