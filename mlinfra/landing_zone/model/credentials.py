"""Secrets that open datastores: account keys, signatures, service principals; each as a secure parameter."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Parameter, Secure, Value, secret


def _kind(name: str) -> Rows:
    """What credentials and their secrets begin with."""
    return (Constant("credentialsType", name, tells_class=True), Constant("secrets.secretsType", name))


def _check_ids(place: str, **ids: object) -> None:
    """Raise `InvalidInput` for text that is not an Entra id."""
    for name, value in ids.items():
        if isinstance(value, str) and not is_guid(value):
            raise InvalidInput(f"{value!r} is not an Entra id (a GUID)", where=f"{place}.{name}")


@model
class AccountKeyCredentials:
    """A key of the storage account, which opens everything in it."""

    key: Secure = at("secrets.key", conversion=secret("accountKey"), absent=Parameter("accountKey", secure=True))
    """The key, as a secure parameter."""

    ROWS: ClassVar[Rows] = _kind("AccountKey")


@model
class SasCredentials:
    """A shared access signature."""

    token: Secure = at("secrets.sasToken", conversion=secret("sasToken"), absent=Parameter("sasToken", secure=True))
    """The signature, as a secure parameter."""

    ROWS: ClassVar[Rows] = _kind("Sas")


@model
class ServicePrincipalCredentials:
    """An application that signs in with a secret."""

    client_id: Value[str] = at("clientId")
    """The application's client id (a GUID)."""
    _: KW_ONLY
    tenant: Value[str] = at("tenantId")
    """Its Entra tenant (a GUID)."""
    client_secret: Secure = at(
        "secrets.clientSecret", conversion=secret("clientSecret"), absent=Parameter("clientSecret", secure=True)
    )
    """Its secret, as a secure parameter."""
    authority_url: Value[str] | None = at("authorityUrl", default=None)
    """Where it signs in; None as the cloud does."""
    resource_url: Value[str] | None = at("resourceUrl", default=None)
    """What the token is for; None the storage of the cloud."""

    ROWS: ClassVar[Rows] = _kind("ServicePrincipal")

    def _check(self) -> None:
        place = f"{caller_location()} ServicePrincipalCredentials"
        _check_ids(place, client_id=self.client_id, tenant=self.tenant)


@model
class CertificateCredentials:
    """An application that signs in with a certificate."""

    client_id: Value[str] = at("clientId")
    """The application's client id (a GUID)."""
    _: KW_ONLY
    tenant: Value[str] = at("tenantId")
    """Its Entra tenant (a GUID)."""
    certificate: Secure = at(
        "secrets.certificate", conversion=secret("certificate"), absent=Parameter("certificate", secure=True)
    )
    """The certificate with its private key, as a secure parameter."""
    thumbprint: Value[str] = at("thumbprint")
    """The thumbprint of the certificate."""
    authority_url: Value[str] | None = at("authorityUrl", default=None)
    """Where it signs in; None as the cloud does."""
    resource_url: Value[str] | None = at("resourceUrl", default=None)
    """What the token is for; None the storage of the cloud."""

    ROWS: ClassVar[Rows] = _kind("Certificate")

    def _check(self) -> None:
        _check_ids(f"{caller_location()} CertificateCredentials", client_id=self.client_id, tenant=self.tenant)
