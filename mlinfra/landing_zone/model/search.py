"""Azure AI Search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.search import SEARCH_SERVICE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._fields import Between, Many
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Conversion, Rows, at
from mlinfra.landing_zone.model._value_checks import check_firewall
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, principal_of
from mlinfra.landing_zone.model.value import Value

_TIERS: Mapping[str, tuple[int, int]] = {"free": (1, 1), "basic": (3, 3)}
"""The most replicas and partitions of the small sizes; the others have up to 12 of each."""
_UNITS = 36
"""The most search units, which are replicas times partitions."""
_SWITCHED_OFF = Conversion(
    lambda on, _context, _field: not on, lambda off, _reading: not off, lambda on: expr.Unary("!", on)
)
"""A property that says what is off, for a field that says what is on."""
_RANGES = Conversion(
    lambda ranges, context, _field: [{"value": context.value(text)} for text in ranges] or None,
    lambda rules, _reading: [rule["value"] for rule in rules],
)
_EXPORT = Conversion(
    lambda allowed, _context, _field: None if allowed else ["BlockAll"],
    lambda blocked, _reading: not blocked,
    lambda allowed: expr.Ternary(allowed, None, ["BlockAll"]),
)


@model
class SearchService(Resource):
    """An Azure AI Search service, whose indexes ground models; opened by roles, closed to the internet unless said otherwise."""

    arm_type: ClassVar[str] = SEARCH_SERVICE.type

    name: str | None = None
    """Unique in all of Azure: 2 to 60 lower-case letters, digits and '-'. None: ``srch-`` and the stack's name."""
    _: KW_ONLY
    sku: Value[Literal[
        "free", "basic", "standard", "standard2", "standard3", "storage_optimized_l1", "storage_optimized_l2"
    ]] = at("sku.name", default="basic")  # fmt: skip
    """Size: storage, indexes and search units; billed by unit and hour. A subscription has one ``free`` service."""
    replicas: Value[Annotated[int, Between(1, 12)]] = at("properties.replicaCount", default=1)
    """Copies that answer queries: 2 for an availability promise of reads, 3 of writes too. ``basic`` has up to 3."""
    partitions: Value[Literal[1, 2, 3, 4, 6, 12]] = at("properties.partitionCount", default=1)
    """Parts that indexes are spread over. ``basic`` and dense services have up to 3; times replicas at most 36."""
    high_density: Value[bool] = at(
        "properties.hostingMode", default=False, words={True: "HighDensity", False: "Default"}, absent=False
    )
    """Many small indexes (up to 1,000), of ``standard3`` alone; fixed at creation."""
    confidential: Value[bool] = at(
        "properties.computeType", default=False, words={True: "Confidential", False: "Default"}, absent=False
    )
    """On machines whose memory is encrypted (Azure confidential computing)."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """Who it is when its indexers read data and call models; None: it has no identity."""
    keys: Value[bool] = at("properties.disableLocalAuth", default=False, conversion=_SWITCHED_OFF, absent=True)
    """Let API keys open it, past all roles."""
    auth_failure: Value[Literal["http401WithBearerChallenge", "http403"]] | None = at(
        "properties.authOptions.aadOrApiKey.aadAuthFailureMode", default=None
    )
    """How a call with a wrong token is answered where ``keys`` and roles both open it; None: where keys do, roles do not."""
    public_access: bool = at(
        "properties.publicNetworkAccess",
        default=False,
        words=SWITCH,
        absent=True,
        decides="which private endpoints and firewalls there are",
    )
    """Reachable from the internet."""
    allowed_ranges: Many[Value[str]] = at("properties.networkRuleSet.ipRules", default=(), conversion=_RANGES)
    """Public IPv4 addresses and ranges that reach it with ``public_access``; empty: all do."""
    trusted_services: Value[bool] = at(
        "properties.networkRuleSet.bypass", default=False, words={True: "AzureServices", False: "None"}, absent=False
    )
    """Let trusted services of Azure, such as Azure OpenAI, past the ranges."""
    data_export: Value[bool] = at(
        "properties.dataExfiltrationProtections", default=True, conversion=_EXPORT, absent=True
    )
    """Let indexers and skills send data elsewhere; False blocks all that Azure knows how to block."""
    semantic_ranker: Value[Literal["disabled", "free", "standard"]] = at(
        "properties.semanticSearch", default="disabled"
    )
    """Semantic ranking: ``free`` up to 1,000 queries a month, ``standard`` billed by query."""
    require_customer_key: Value[bool] = at(
        "properties.encryptionWithCmk.enforcement",
        default=False,
        words={True: "Enabled", False: "Unspecified"},
        absent=False,
    )
    """Count indexes that no customer-managed key encrypts as not compliant."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {"properties.authOptions.apiKeyOnly": "keys alone would shut roles out"}
    ROWS: ClassVar[Rows] = (LOCATION, "tags", "sku", "identity")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} SearchService"
        self._check_size(place)
        if self.auth_failure is not None and not may_be(self.keys, True):
            hint = "add keys=True, or drop auth_failure"
            message = "auth_failure is for a service that keys and roles open, and keys are off"
            raise InvalidInput(message, where=f"{place}.auth_failure", hint=hint)
        if self.allowed_ranges and not self.public_access:
            hint = "add public_access=True, or drop the ranges"
            raise InvalidInput("nobody reaches it from the internet", where=f"{place}.allowed_ranges", hint=hint)
        check_firewall(self.allowed_ranges, f"{place}.allowed_ranges")

    def _check_size(self, place: str) -> None:
        """Hold replicas and partitions to what the size has."""
        sku, replicas, partitions = known(self.sku), known(self.replicas) or 1, known(self.partitions) or 1
        most = _TIERS.get(sku or "", (12, 12))
        if replicas > most[0]:
            raise InvalidInput(f"a {sku} service has at most {most[0]} replicas", where=f"{place}.replicas")
        if partitions > most[1]:
            raise InvalidInput(f"a {sku} service has at most {most[1]} partitions", where=f"{place}.partitions")
        if replicas * partitions > _UNITS:
            message = f"{replicas} replicas of {partitions} partitions are more than {_UNITS} search units"
            raise InvalidInput(message, where=f"{place}.replicas")
        if known(self.high_density) and (sku not in {"standard3", None} or partitions > 3):
            hint = 'use sku="standard3" with up to 3 partitions, or drop high_density'
            raise InvalidInput("only standard3 is dense", where=f"{place}.high_density", hint=hint)

    @property
    def endpoint(self) -> Attribute[str]:
        """Its address, such as ``https://srch-churn.search.windows.net``."""
        return told(self, "endpoint")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        return principal_of(self)
