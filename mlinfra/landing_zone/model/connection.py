"""Connections of a workspace to other services, by how they sign in there; secrets come from secure parameters alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_parts import CONNECTION
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._connection import AnyConnection, opened_by
from mlinfra.landing_zone.model._fields import Choice
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, deciding
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Filled, Parameter, Secure, Value, secret

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


def _auth(connection: Connection, _context: BodyContext) -> str:
    return connection.auth


@model
class Connection(AnyConnection):
    """A connection without a secret: whoever uses it signs in with Microsoft Entra ID, or nobody has to."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    auth: Literal["AAD", "None"] = deciding("which credentials it may have", default="AAD")
    """Sign in with Microsoft Entra ID, or not at all."""

    ROWS: ClassVar[Rows] = (
        Computed(
            "properties.authType",
            _auth,
            "it tells the classes of connections apart",
            ("auth",),
            lambda auth, _reading: {"auth": auth},
            telling=("AAD", "None"),
        ),
        "category",
        "target",
    )


@model
class ManagedIdentityConnection(AnyConnection):
    """A connection that signs in with a user-assigned managed identity."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    client_id: Value[str] | None = at("properties.credentials.clientId", default=None)
    """The client id of the identity (a GUID): ``identity.client_id``."""
    resource_id: Value[str] | None = at("properties.credentials.resourceId", default=None)
    """The ARM id of the identity: ``identity.id``."""

    ROWS: ClassVar[Rows] = opened_by("ManagedIdentity")


@model
class ApiKeyConnection(AnyConnection):
    """A connection that is opened by an API key, such as one to Azure OpenAI or Azure AI Search."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    key: Secure = at("properties.credentials.key", conversion=secret("apiKey"), absent=Parameter("apiKey", secure=True))
    """The key, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("ApiKey")


@model
class AccountKeyConnection(AnyConnection):
    """A connection that is opened by the key of a storage account."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    key: Secure = at(
        "properties.credentials.key", conversion=secret("accountKey"), absent=Parameter("accountKey", secure=True)
    )
    """The key, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("AccountKey")


@model
class AccessKeyConnection(AnyConnection):
    """A connection that is opened by an access key with an id, as Amazon S3 has them."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    key_id: Value[str] = at("properties.credentials.accessKeyId")
    """The id of the access key."""
    key: Secure = at(
        "properties.credentials.secretAccessKey",
        conversion=secret("secretAccessKey"),
        absent=Parameter("secretAccessKey", secure=True),
    )
    """The secret part of the key, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("AccessKey")


@model
class SasConnection(AnyConnection):
    """A connection that is opened by a shared access signature."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    token: Secure = at(
        "properties.credentials.sas", conversion=secret("sasToken"), absent=Parameter("sasToken", secure=True)
    )
    """The signature, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("SAS")


@model
class AccessTokenConnection(AnyConnection):
    """A connection that is opened by a personal access token, such as one to Git or to a feed of Python packages."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    token: Secure = at(
        "properties.credentials.pat", conversion=secret("accessToken"), absent=Parameter("accessToken", secure=True)
    )
    """The token, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("PAT")


@model
class UserConnection(AnyConnection):
    """A connection that is opened by a user's name and password."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    user: Value[str] = at("properties.credentials.username")
    """The name of the user."""
    password: Secure | None = at("properties.credentials.password", default=None, conversion=secret("userPassword"))
    """The password, as a secure parameter."""
    security_token: Secure | None = at(
        "properties.credentials.securityToken", default=None, conversion=secret("securityToken")
    )
    """The token that Salesforce asks for beside the password, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("UsernamePassword")


@model
class ServicePrincipalConnection(AnyConnection):
    """A connection by which an application signs in with a secret."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    client_id: Value[str] = at("properties.credentials.clientId")
    """The application's client id (a GUID)."""
    tenant: Value[str] = at("properties.credentials.tenantId")
    """Its Entra tenant (a GUID)."""
    client_secret: Secure = at(
        "properties.credentials.clientSecret",
        conversion=secret("clientSecret"),
        absent=Parameter("clientSecret", secure=True),
    )
    """Its secret, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("ServicePrincipal")


@model
class OAuthConnection(AnyConnection):
    """A connection that signs in by OAuth 2.0; which of its values count depends on the service."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    client_id: Value[str] = at("properties.credentials.clientId")
    """The client id of the application (a GUID)."""
    tenant: Value[str] | None = at("properties.credentials.tenantId", default=None)
    """Its Entra tenant (a GUID)."""
    auth_url: Value[str] | None = at("properties.credentials.authUrl", default=None)
    """Where it signs in, which Concur and others ask for."""
    client_secret: Secure | None = at(
        "properties.credentials.clientSecret", default=None, conversion=secret("clientSecret")
    )
    """The secret of the application, as a secure parameter."""
    refresh_token: Secure | None = at(
        "properties.credentials.refreshToken", default=None, conversion=secret("refreshToken")
    )
    """The token that gets new ones, which Google and others ask for, as a secure parameter."""
    developer_token: Secure | None = at(
        "properties.credentials.developerToken", default=None, conversion=secret("developerToken")
    )
    """The token that Google Ads asks for, as a secure parameter."""
    user: Value[str] | None = at("properties.credentials.username", default=None)
    """The name of the user, where a user signs in."""
    password: Secure | None = at("properties.credentials.password", default=None, conversion=secret("userPassword"))
    """The password of the user, as a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("OAuth2")


def _read_keys(keys: Mapping[str, str], _reading: Reading) -> dict[str, Parameter]:
    return {name: Parameter(re.sub(r"\W", "_", f"key_{name}"), secure=True) for name in keys}


def _write_keys(keys: Mapping[str, Parameter], context: BodyContext, _field: str) -> expr.Value:
    return {name: context.value(value) for name, value in keys.items()}


_UNREAD = {"key": Parameter("customKey", secure=True)}
"""What a body says whose secrets Azure does not tell: not even their names."""


@model
class CustomKeysConnection(AnyConnection):
    """A connection that keeps secrets of any names, for code of yours that asks the workspace for them."""

    arm_type: ClassVar[str] = CONNECTION.type

    _: KW_ONLY
    category: Value[str] = at("properties.category", default="CustomKeys")
    """Azure's word for it."""
    keys: Mapping[str, Secure] = at(
        "properties.credentials.keys", conversion=Conversion(_write_keys, _read_keys), absent=_UNREAD
    )
    """The secrets by their names, each a secure parameter."""

    ROWS: ClassVar[Rows] = opened_by("CustomKeys")

    def _check(self) -> None:
        AnyConnection._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if not self.keys:
            where = f"{caller_location()} CustomKeysConnection.keys"
            raise InvalidInput("it keeps no secret", where=where, hint='{"api-key": Parameter("key", secure=True)}')


NamedConnection: TypeAlias = Value[
    Annotated[
        Connection
        | ManagedIdentityConnection
        | ApiKeyConnection
        | AccountKeyConnection
        | AccessKeyConnection
        | SasConnection
        | AccessTokenConnection
        | UserConnection
        | ServicePrincipalConnection
        | OAuthConnection
        | CustomKeysConnection
        | str,
        Choice(),
    ]
]
"""A connection of the stack, which must be there before it is named, or the name of one that is there already."""


def _write_name(connection: AnyConnection | str | Filled | None, context: BodyContext, _field: str) -> expr.Value:
    return context.name(connection) if isinstance(connection, AnyConnection) else context.value(connection)


CONNECTION_NAME = Conversion(_write_name, lambda name, _reading: name)
"""Azure names connections by their last name."""
CONNECTION_NAMES = Conversion(
    lambda connections, context, field: (
        None if connections is None else [_write_name(connection, context, field) for connection in connections]
    ),
    lambda names, _reading: list(names),
)
"""The same of several."""
