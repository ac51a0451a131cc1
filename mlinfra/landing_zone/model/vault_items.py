"""Keys and secrets in a key vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.key_vault import KEY, SECRET
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import TAGS
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import check_period
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.value import Parameter, Secure, Value, Values, secret
from mlinfra.landing_zone.model.vault import KeyVault


@model
class RotationAction:
    """What a key vault does with a key by itself."""

    action: Value[Literal["rotate", "notify"]] = at("action.type")
    """Make a new version, or tell by an event."""
    _: KW_ONLY
    after_creation: Value[str] | None = at("trigger.timeAfterCreate", default=None)
    """The age of the version, such as ``P90D`` (ISO 8601); either this or ``before_expiry``, and only with ``rotate``."""
    before_expiry: Value[str] | None = at("trigger.timeBeforeExpiry", default=None)
    """The time before it expires, such as ``P30D``."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if (self.after_creation is None) == (self.before_expiry is None):
            where = f"{caller_location()} RotationAction.after_creation"
            raise InvalidInput("give either after_creation or before_expiry", where=where)
        if self.action == "notify" and self.before_expiry is None:
            where = f"{caller_location()} RotationAction.before_expiry"
            raise InvalidInput("Azure tells only before a key expires", where=where, hint="give before_expiry=")
        for name in ("after_creation", "before_expiry"):
            check_period(getattr(self, name), f"{caller_location()} RotationAction.{name}")


@model
class VaultKey(Resource):
    """A key in a key vault; deploying again leaves its versions as they are."""

    arm_type: ClassVar[str] = KEY.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 127 letters, digits and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[KeyVault] = elsewhere("its place in the ARM id")
    """The vault that keeps it, new or existing."""
    type: Value[Literal["RSA", "RSA-HSM", "EC", "EC-HSM"]] = at("properties.kty", default="RSA")
    """The kind of key; ``HSM`` keys never leave hardware, and need a ``premium`` vault."""
    size: Value[Literal[2048, 3072, 4096]] | None = at("properties.keySize", default=None)
    """Bits of an RSA key; None 2048, as Azure does."""
    curve: Value[Literal["P-256", "P-256K", "P-384", "P-521"]] | None = at("properties.curveName", default=None)
    """The curve of an EC key; None P-256, as Azure does."""
    operations: (
        Values[Literal["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey", "import", "release"]] | None
    ) = at("properties.keyOps", default=None)
    """What it may be used for; None all that its kind can do. Customer-managed keys need wrapKey and unwrapKey."""
    enabled: Value[bool] | None = at("properties.attributes.enabled", default=None)
    """Whether it can be used; None: yes."""
    not_before: Value[int | None] = at("properties.attributes.nbf", default=None)
    """Not before this moment, in seconds since 1970; None at once."""
    expires: Value[int] | None = at("properties.attributes.exp", default=None)
    """Not after this moment, in seconds since 1970; None never."""
    exportable: Value[bool] | None = at("properties.attributes.exportable", default=None)
    """Whether its private part may be released to confidential machines; None: no."""
    rotation: Many[RotationAction] | None = at("properties.rotationPolicy.lifetimeActions", default=None, nested=True)
    """What the vault does with it by itself; None nothing."""
    expiry_after: Value[str | None] = at("properties.rotationPolicy.attributes.expiryTime", default=None)
    """How long each new version is valid, such as ``P2Y`` (ISO 8601)."""
    release_policy: Value[str] | None = at("properties.release_policy.data", default=None)
    """To whom it may be released, as a policy in base64url."""
    release_content_type: Value[str] | None = at("properties.release_policy.contentType", default=None)
    """The kind of that policy; None ``application/json; charset=utf-8``."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("tags", "type")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        kind = known(self.type)
        wrong = "size" if (kind or "").startswith("EC") else "curve"
        if kind is not None and getattr(self, wrong) is not None:
            where = f"{caller_location()} VaultKey.{wrong}"
            raise InvalidInput(f"a key of type {kind} has no {wrong}", where=where, hint=f"drop {wrong}")
        in_hardware = (kind or "").endswith("HSM") and isinstance(self.parent, KeyVault)
        if in_hardware and not may_be(self.parent.sku, "premium"):
            message, hint = "a standard vault keeps no keys in hardware", 'say sku="premium" of the vault'
            raise InvalidInput(message, where=f"{caller_location()} VaultKey.type", hint=hint)
        check_period(self.expiry_after, f"{caller_location()} VaultKey.expiry_after")

    @property
    def uri(self) -> Attribute[str]:
        """Its address, which always means its newest version."""
        return Attribute(self, ("properties", "keyUri"))

    @property
    def uri_with_version(self) -> Attribute[str]:
        """The address of its newest version, which a `WorkspaceKey` names."""
        return Attribute(self, ("properties", "keyUriWithVersion"))


@model
class VaultSecret(Resource):
    """A secret in a key vault, whose value comes from a secure parameter."""

    arm_type: ClassVar[str] = SECRET.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 127 letters, digits and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[KeyVault] = elsewhere("its place in the ARM id")
    """The vault that keeps it, new or existing."""
    value: Secure = at(
        "properties.value", conversion=secret("secretValue"), absent=Parameter("secretValue", secure=True)
    )
    """The secret, as a secure parameter; another one makes a new version."""
    content_type: Value[str] | None = at("properties.contentType", default=None)
    """What it is, for people, such as ``text/plain``."""
    enabled: Value[bool] | None = at("properties.attributes.enabled", default=None)
    """Whether it can be read; None: yes."""
    not_before: Value[int | None] = at("properties.attributes.nbf", default=None)
    """Not before this moment, in seconds since 1970; None at once."""
    expires: Value[int] | None = at("properties.attributes.exp", default=None)
    """Not after this moment, in seconds since 1970; None never."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("tags", "value")
