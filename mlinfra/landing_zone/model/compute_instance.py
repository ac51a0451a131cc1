"""Compute instances: machines for one person each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, NOT, SWITCH, TAGS, TENANT_ID
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._known import in_order, known, known_time
from mlinfra.landing_zone.model._preview import Preview, check_preview
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.compute import HEAD, PLACED, Readable, check_place
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, principal_of
from mlinfra.landing_zone.model.value import Value
from mlinfra.landing_zone.model.virtual_network import Subnet

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.compute_options import ComputeSchedule, Script
    from mlinfra.landing_zone.model.compute_services import CustomService
    from mlinfra.landing_zone.model.sku import Sku


_USER = "properties.properties.personalComputeInstanceSettings.assignedUser"


def _authorization(instance: ComputeInstance, _context: BodyContext) -> str | None:
    return "personal" if instance.user is not None else None


def _tenant(instance: ComputeInstance, context: BodyContext) -> expr.Value:
    return None if instance.user is None else context.value(instance.tenant or TENANT_ID)


def _read_tenant(tenant: str | None, reading: Reading) -> dict[str, str | None]:
    return {"tenant": None if tenant == reading.tenant else tenant}


_PREVIEW = ("root_access", "os_patching", "release_quota", "mlflow_autologger")
"""Fields whose properties no stable API version has."""


@model
class ComputeInstance(WorkspaceChild):
    """A machine for one person; nothing of it can change once it is made."""

    arm_type: ClassVar[str] = COMPUTE.type

    name: str
    """3 to 24 letters, digits and '-', unique in the region."""
    _: KW_ONLY
    size: Value[str] = at("properties.properties.vmSize")
    """The VM size."""
    idle: Value[timedelta] | None = at(
        "properties.properties.idleTimeBeforeShutdown",
        default=timedelta(minutes=60),
        conversion=DURATION,
        absent=None,
    )
    """Stop it after this time without activity, 15 minutes to 3 days; None never."""
    user: Value[str] | None = at(f"{_USER}.objectId", default=None)
    """The Entra object id of the person it is for; None: whoever deploys it."""
    tenant: Value[str] | None = None
    """The tenant of that person; None: the tenant of the subscription."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """An identity of its own; None: the person's."""
    reads: Many[Readable] = elsewhere("role assignments", default=())
    """What its own identity reads; needs ``identity``."""
    writes: Many[Readable] = elsewhere("role assignments", default=())
    """What its own identity writes; needs ``identity``."""
    subnet: NewOrExisting[Subnet] | None = None
    """Put it into this subnet; None: the workspace's network decides."""
    public_ip: Value[bool] | None = None
    """Give it a public address; None: unless the workspace's network is private or managed."""
    ssh: Value[bool] = at("properties.properties.sshSettings.sshPublicAccess", default=False, words=SWITCH)
    """Let SSH in from the internet, to who has the private key of ``ssh_key``; fixed at creation."""
    ssh_key: Value[str] | None = at("properties.properties.sshSettings.adminPublicKey", default=None)
    """The public key that opens it, in OpenSSH's form."""
    sso: Value[bool | None] = at("properties.properties.enableSSO", default=None)
    """Sign the person in with their own account; None: yes, unless somebody else made it and it runs scripts."""
    schedules: Many[ComputeSchedule] | None = at(
        "properties.properties.schedules.computeStartStop", default=None, nested=True
    )
    """When it starts and stops by itself, at most 4; None never."""
    creation_script: Script | None = at(
        "properties.properties.setupScripts.scripts.creationScript", default=None, nested=True
    )
    """A script that runs once, when it is made."""
    startup_script: Script | None = at(
        "properties.properties.setupScripts.scripts.startupScript", default=None, nested=True
    )
    """A script that runs at each start."""
    custom_services: Many[CustomService] | None = at("properties.properties.customServices", default=None, nested=True)
    """Containers that run on it beside Jupyter; while one runs it is never idle."""
    local_auth: Value[bool] = at("properties.disableLocalAuth", default=False, conversion=NOT)
    """Let it be opened without an identity."""
    application_sharing: Value[Literal["Personal", "Shared"]] = at(
        "properties.properties.applicationSharingPolicy", default="Personal"
    )
    """Whether others in the workspace may use its applications."""
    root_access: Value[bool] | None = at("properties.properties.enableRootAccess", default=None)
    """Let the person act as root on it, in a ``preview`` API version alone; None: yes."""
    os_patching: Value[bool] | None = at("properties.properties.enableOSPatching", default=None)
    """Install updates of its operating system at each start, in a ``preview`` API version alone; None: no."""
    release_quota: Value[bool] | None = at("properties.properties.releaseQuotaOnStop", default=None)
    """Give back its quota of cores while it is stopped, in a ``preview`` API version alone; None: no."""
    mlflow_autologger: Value[bool] | None = at(
        "properties.properties.autologgerSettings.mlflowAutologger", default=None, words=SWITCH
    )
    """Log the runs of its notebooks to MLflow by themselves, in a ``preview`` API version alone; None as Azure chooses."""
    preview: Preview | None = elsewhere("its API version", default=None)
    """Write it in this preview API version, which Microsoft may change or withdraw; None: in the stable one."""
    sku: Sku | None = at("sku", default=None, nested=True)
    """The price, of which Azure reads nothing today; None as Azure chooses."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        *HEAD,
        Constant("properties.computeType", "ComputeInstance", tells_class=True),
        Constant("properties.computeLocation", LOCATION.value),
        "description",
        "local_auth",
        "size",
        "idle",
        "application_sharing",
        "ssh",
        Computed(
            "properties.properties.computeInstanceAuthorizationType",
            _authorization,
            "personal where it is for another person than who deploys it",
            ("user",),
        ),
        "user",
        Computed(
            f"{_USER}.tenantId", _tenant, "the tenant of the subscription is not said", ("user", "tenant"), _read_tenant
        ),
        *PLACED,
    )

    @property
    def written_version(self) -> str:
        """The preview API version that it is written in; empty: that of the catalogue."""
        return self.preview or ""

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_place(self, self.parent)
        check_preview(self, _PREVIEW, f"{caller_location()} ComputeInstance")
        if not in_order(timedelta(minutes=15), known_time(self.idle), timedelta(days=3)):
            raise InvalidInput("give 15 minutes to 3 days", where=f"{caller_location()} ComputeInstance.idle")
        for name, value in (("user", known(self.user)), ("tenant", known(self.tenant))):
            if value is not None and not is_guid(value):
                raise InvalidInput(
                    f"{value!r} is not an Entra id (a GUID)", where=f"{caller_location()} ComputeInstance.{name}"
                )
        if self.tenant is not None and self.user is None:
            hint = "give user= too, or drop tenant="
            raise InvalidInput(
                "a tenant without a user names nobody", where=f"{caller_location()} ComputeInstance.tenant", hint=hint
            )
        if len(self.schedules or ()) > 4:
            raise InvalidInput(
                "Azure takes at most 4 schedules", where=f"{caller_location()} ComputeInstance.schedules"
            )
        if known(self.ssh) and self.ssh_key is None:
            where = f"{caller_location()} ComputeInstance.ssh_key"
            raise InvalidInput("without a key nobody signs in by SSH", where=where, hint="give ssh_key, or drop ssh")
        if (self.reads or self.writes) and self.identity is None:
            raise InvalidInput(
                "without an identity of its own it reads as the person who uses it",
                where=f"{caller_location()} ComputeInstance.reads",
                hint="give identity=UserAssignedIdentity(...), or drop reads and writes",
            )
