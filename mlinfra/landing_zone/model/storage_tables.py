"""Tables and queues of a storage account, and the services that have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.storage_services import QUEUE, QUEUE_SERVICE, TABLE, TABLE_SERVICE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._names import FIXED_NAMES
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._storage_service import StorageService
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.storage_service_options import CorsRule, StoredAccessPolicy, check_access_policies
from mlinfra.landing_zone.model.value import Value


@model
class QueueService(StorageService):
    """What holds for all queues of a storage account; there is one in every account."""

    arm_type: ClassVar[str] = QUEUE_SERVICE.type

    _: KW_ONLY
    cors_rules: Many[CorsRule] | None = at("properties.cors.corsRules", default=None, nested=True)
    """Which web pages may call it; None as Azure has it."""

    ROWS: ClassVar[Rows] = ()


@model
class TableService(StorageService):
    """What holds for all tables of a storage account; there is one in every account."""

    arm_type: ClassVar[str] = TABLE_SERVICE.type

    _: KW_ONLY
    cors_rules: Many[CorsRule] | None = at("properties.cors.corsRules", default=None, nested=True)
    """Which web pages may call it; None as Azure has it."""

    ROWS: ClassVar[Rows] = ()


@model
class StorageQueue(Resource):
    """A queue of messages in a storage account."""

    arm_type: ClassVar[str] = QUEUE.type
    parent_field: ClassVar[str | None] = "parent"
    id_fields: ClassVar[tuple[str, ...]] = ("service", "name")
    service: ClassVar[str] = FIXED_NAMES["queueServices"]
    """The queue service of the account, which is always there, between account and queue."""

    name: str
    """3 to 63 lower-case letters, digits and single '-'."""
    _: KW_ONLY
    parent: NewOrExisting[StorageAccount] = elsewhere("its place in the ARM id")
    """The storage account that has it, new or existing."""
    metadata: Mapping[str, Value[str]] = at("properties.metadata", default_factory=dict)
    """Names and values that are kept with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()


@model
class StorageTable(Resource):
    """A table of entities in a storage account."""

    arm_type: ClassVar[str] = TABLE.type
    parent_field: ClassVar[str | None] = "parent"
    id_fields: ClassVar[tuple[str, ...]] = ("service", "name")
    service: ClassVar[str] = FIXED_NAMES["tableServices"]
    """The table service of the account, which is always there, between account and table."""

    name: str
    """3 to 63 letters and digits, starting with a letter."""
    _: KW_ONLY
    parent: NewOrExisting[StorageAccount] = elsewhere("its place in the ARM id")
    """The storage account that has it, new or existing."""
    access_policies: Many[StoredAccessPolicy] | None = at("properties.signedIdentifiers", default=None, nested=True)
    """Policies that shared access signatures can refer to, at most 5; only of accounts with ``shared_keys``."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} StorageTable.access_policies"
        check_access_policies(self.access_policies, self.parent, place, "raud")
