"""What services of a storage account have in common: retention, web pages that may call them, policies of signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY
from typing import Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Between, Existing
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._value_checks import check_moments
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value, Values

_Days = Annotated[int, Between(1, 365)]


@model
class RetentionPolicy:
    """How long something deleted can be brought back."""

    days: Value[_Days] | None = at("days", default=7, absent=None)
    """Days; may be None where ``enabled`` is False."""
    _: KW_ONLY
    enabled: Value[bool] = at("enabled", default=True)
    """Whether anything deleted is kept."""
    permanent_delete: Value[bool] | None = at("allowPermanentDelete", default=None)
    """Let old versions and snapshots of blobs be destroyed before their days are over; of ``delete_retention`` of a blob
    service alone, and not with ``restore_days``. None: no."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if known(self.enabled) and self.days is None:
            raise InvalidInput("say how many days", where=f"{caller_location()} RetentionPolicy.days")


@model
class CorsRule:
    """Which web pages may call a service of the account."""

    origins: Values[str] = at("allowedOrigins")
    """Where the pages come from, such as ``https://ml.azure.com``; ``*`` any."""
    _: KW_ONLY
    methods: Values[
        Literal["DELETE", "GET", "HEAD", "MERGE", "POST", "OPTIONS", "PUT", "PATCH", "CONNECT", "TRACE"]
    ] = at("allowedMethods")
    """What they may do."""
    headers: Values[str] = at("allowedHeaders", default=("*",))
    """The headers that they may send."""
    exposed_headers: Values[str] = at("exposedHeaders", default=("*",))
    """The headers of answers that they may read."""
    max_age: Value[Annotated[int, Between(0, 2_147_483_647)]] = at("maxAgeInSeconds", default=200)
    """Seconds for which a browser remembers the answer."""

    ROWS: ClassVar[Rows] = ()


def refuse_permanent(policy: RetentionPolicy | None, field: str) -> None:
    """Raise `InvalidInput` for a policy of containers or shares that says what only one of blobs can."""
    if policy is not None and policy.permanent_delete is not None:
        hint = "leave permanent_delete out"
        raise InvalidInput("only blobs can be destroyed early", where=f"{caller_location()} {field}", hint=hint)


@model
class StoredAccessPolicy:
    """A policy by a name, which shared access signatures can refer to: who revokes it revokes them all."""

    id: Value[str] = at("id")
    """Its name in the share or table, at most 64 characters."""
    _: KW_ONLY
    permission: Value[str] = at("accessPolicy.permission")
    """What signatures of it may do, one letter each: of a share ``r`` read, ``c`` create, ``w`` write, ``d`` delete and ``l`` list, of a
    table ``r`` read, ``a`` add, ``u`` update and ``d`` delete."""
    start: Value[str] | None = at("accessPolicy.startTime", default=None)
    """The moment from which they hold, such as ``2027-01-04T18:00:00Z``; None: at once, or as the signature says."""
    expiry: Value[str] | None = at("accessPolicy.expiryTime", default=None)
    """The moment until which they hold; None: as the signature says."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} StoredAccessPolicy"
        if not 1 <= len(known(self.id) or "x") <= 64:
            raise InvalidInput("give 1 to 64 characters", where=f"{place}.id")
        check_moments(self.start, self.expiry, place)


def check_access_policies(
    policies: Sequence[StoredAccessPolicy] | None,
    account: StorageAccount | Existing[StorageAccount],
    place: str,
    letters: str,
) -> None:
    """Raise `InvalidInput` for more policies than Azure keeps, two of one name, or an account that takes no signatures.

    ``letters`` are those that stand for what signatures may do.
    """
    for policy in policies or ():
        told = known(policy.permission)
        if told is not None and (not told or set(told) - set(letters)):
            hint = f"it takes: {', '.join(letters)}"
            raise InvalidInput(f"{told!r} is not what signatures may do here", where=place, hint=hint)
    ids = [policy.id for policy in policies or ()]
    if len(ids) > _MOST_POLICIES or len(set(ids)) < len(ids):
        raise InvalidInput(f"give at most {_MOST_POLICIES} policies, each with an id of its own", where=place)
    if ids and isinstance(account, StorageAccount) and not may_be(account.shared_keys, True):
        hint = "add shared_keys=True to the account, or drop them"
        raise InvalidInput(f"{account.name} takes no signatures of its keys", where=place, hint=hint)


_MOST_POLICIES = 5
