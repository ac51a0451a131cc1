"""Settings of storage accounts: signatures, keys, directories, routing, immutability."""

from __future__ import annotations

from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import TENANT_ID
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


def _write_period(time: timedelta, _context: BodyContext, _field: str) -> str:
    hours, seconds = divmod(time.seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    return f"{time.days:02}.{hours:02}:{minutes:02}:{seconds:02}"


def _read_period(text: str, _reading: Reading) -> timedelta:
    days, _, clock = text.partition(".")
    hours, minutes, seconds = map(int, clock.split(":"))
    return timedelta(days=int(days), hours=hours, minutes=minutes, seconds=seconds)


_PERIOD = Conversion(_write_period, _read_period)
"""A length of time as ``DD.HH:MM:SS``."""


@model
class SasPolicy:
    """How long shared access signatures of a storage account may be valid."""

    expiration: timedelta = at(
        "sasExpirationPeriod", conversion=_PERIOD, decides="how many days and hours that are, which Azure writes"
    )
    """The longest time for which a signature may be valid."""
    _: KW_ONLY
    action: Value[Literal["Log", "Block"]] = at("expirationAction", default="Log")
    """What happens with a longer one: it is logged, or refused."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if self.expiration <= timedelta(0):
            where = f"{caller_location()} SasPolicy.expiration"
            raise InvalidInput("no signature would be valid", where=where, hint="such as timedelta(days=7)")


@model
class StorageKey:
    """A key in a key vault that encrypts a storage account."""

    vault_uri: Value[str] = at("keyvaulturi")
    """The address of the vault: the ``uri`` of a KeyVault."""
    name: Value[str] = at("keyname")
    """The name of the key."""
    _: KW_ONLY
    version: Value[str] | None = at("keyversion", default=None)
    """One version of it; None: always the newest, which is taken within a day."""

    ROWS: ClassVar[Rows] = ()


def _tenant(access: ResourceAccess, context: BodyContext) -> expr.Value:
    return context.value(access.tenant or TENANT_ID)


def _read_tenant(tenant: str | None, reading: Reading) -> dict[str, str | None]:
    return {"tenant": None if tenant == reading.tenant else tenant}


@model
class ResourceAccess:
    """A resource, or many of them, that the firewall of a storage account lets in."""

    resource_id: Value[str] = at("resourceId")
    """The ARM id; ``*`` may stand for names, as in ``.../Microsoft.MachineLearningServices/workspaces/*``."""
    _: KW_ONLY
    tenant: Value[str] | None = None
    """The Entra tenant of the resource; None: that of the subscription."""

    ROWS: ClassVar[Rows] = (
        Computed("tenantId", _tenant, "the tenant of the subscription is not said", ("tenant",), _read_tenant),
    )

    def _check(self) -> None:
        if isinstance(self.tenant, str) and not is_guid(self.tenant):
            where = f"{caller_location()} ResourceAccess.tenant"
            raise InvalidInput(f"{self.tenant!r} is not an Entra id (a GUID)", where=where)


@model
class ActiveDirectory:
    """A domain of Active Directory, as file shares need to know it."""

    domain_name: Value[str] = at("domainName")
    """The primary domain, such as ``corp.example.com``."""
    _: KW_ONLY
    domain_guid: Value[str] = at("domainGuid")
    """The GUID of the domain."""
    netbios_domain_name: Value[str] | None = at("netBiosDomainName", default=None)
    """The NetBIOS name; needed for ``AD``."""
    forest_name: Value[str] | None = at("forestName", default=None)
    """The forest; needed for ``AD``."""
    domain_sid: Value[str] | None = at("domainSid", default=None)
    """The security identifier of the domain; needed for ``AD``."""
    storage_sid: Value[str] | None = at("azureStorageSid", default=None)
    """The security identifier of the account that stands for the storage account; needed for ``AD``."""
    sam_account_name: Value[str] | None = at("samAccountName", default=None)
    """The name of that account."""
    account_type: Value[Literal["User", "Computer"]] | None = at("accountType", default=None)
    """What that account is."""

    ROWS: ClassVar[Rows] = ()


@model
class FilesIdentity:
    """How people sign in to the file shares of a storage account."""

    directory_service: Value[Literal["None", "AADDS", "AD", "AADKERB"]] = at("directoryServiceOptions")
    """``AD`` Active Directory of your own, ``AADDS`` Entra Domain Services, ``AADKERB`` Entra Kerberos."""
    _: KW_ONLY
    domain: ActiveDirectory | None = at("activeDirectoryProperties", default=None, nested=True)
    """The domain; needed for ``AD``."""
    default_share_permission: (
        Value[
            Literal[
                "None",
                "StorageFileDataSmbShareReader",
                "StorageFileDataSmbShareContributor",
                "StorageFileDataSmbShareElevatedContributor",
            ]
        ]
        | None
    ) = at("defaultSharePermission", default=None)
    """What everybody who signs in may do without a role of their own; None nothing."""
    smb_oauth: Value[bool | None] = at("smbOAuthSettings.isSmbOAuthEnabled", default=None)
    """Let managed identities sign in over SMB with a token; None: no."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if known(self.directory_service) == "AD" and self.domain is None:
            where = f"{caller_location()} FilesIdentity.domain"
            raise InvalidInput("AD needs the domain", where=where, hint="give domain=ActiveDirectory(...)")


@model
class Routing:
    """How traffic from the internet reaches a storage account."""

    choice: Value[Literal["MicrosoftRouting", "InternetRouting"]] = at("routingChoice", default="MicrosoftRouting")
    """Into Microsoft's network near the client, or near the account."""
    _: KW_ONLY
    microsoft_endpoints: Value[bool] = at("publishMicrosoftEndpoints", default=False)
    """Publish addresses that route by Microsoft's network whatever ``choice`` says."""
    internet_endpoints: Value[bool] = at("publishInternetEndpoints", default=False)
    """Publish addresses that route by the internet whatever ``choice`` says."""

    ROWS: ClassVar[Rows] = ()


@model
class CustomDomain:
    """A domain of your own for the blobs of a storage account."""

    name: Value[str] = at("name")
    """The domain, whose CNAME record names the account."""
    _: KW_ONLY
    use_subdomain: Value[bool | None] = at("useSubDomainName", default=None)
    """Prove the domain by a record of ``asverify`` beside it; None: no."""

    ROWS: ClassVar[Rows] = ()


@model
class Immutability:
    """Versions of blobs that nobody can change or delete for a time, for a whole storage account."""

    enabled: Value[bool] = at("enabled", default=True)
    """Whether containers of the account support it; cannot be switched off again."""
    _: KW_ONLY
    days: Value[Annotated[int, Between(1, 146_000)]] | None = at(
        "immutabilityPolicy.immutabilityPeriodSinceCreationInDays", default=None
    )
    """Days for which a version is kept, from its creation; None as each blob says."""
    state: Value[Literal["Unlocked", "Locked", "Disabled"]] | None = at("immutabilityPolicy.state", default=None)
    """``Unlocked`` days may become fewer; ``Locked`` only more, for ever."""
    protected_append_writes: Value[bool | None] = at("immutabilityPolicy.allowProtectedAppendWrites", default=None)
    """Append blobs may still grow; None: no."""

    ROWS: ClassVar[Rows] = ()
