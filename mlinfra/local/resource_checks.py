"""Ask every rule that a PUT must pass, Resource Manager's before the provider's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.accept import is_meant
from mlinfra.base.arm_types import RESOURCE_GROUPS, SUBSCRIPTIONS
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.built_in_roles import READ, role_name
from mlinfra.catalogue.diagnostic_judgement import judge_diagnostics
from mlinfra.catalogue.lookup import name_rule
from mlinfra.catalogue.reference_judgement import Reference, children_named, judge_targets, references_of
from mlinfra.catalogue.refusal import KINDS, READ_ONLY, REFERENCE, Refusal
from mlinfra.catalogue.regions import region
from mlinfra.catalogue.resource_type import ANY_NAME
from mlinfra.catalogue.rule_judgement import holds
from mlinfra.catalogue.types.authorization import ROLE_DEFINITION
from mlinfra.catalogue.variant import variant_of
from mlinfra.local.errors import ArmError, group_not_found
from mlinfra.local.in_use import check_not_in_use
from mlinfra.local.inner_children import left_out
from mlinfra.local.manager_rules import check_declared
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body, Put, read
from mlinfra.local.providers.brought import check_not_brought
from mlinfra.local.providers.placeholders import filled, source_of
from mlinfra.local.providers.served_type import ServedType
from mlinfra.local.store import View


@dataclass(frozen=True, slots=True)
class Checks:
    """Every rule that a PUT must pass, in the order in which Azure asks."""

    put: Put
    kind: ServedType

    def run(self) -> None:
        """Raise the first refusal."""
        self._declared()
        self._place()
        self._location()
        self._name()
        self._required()
        self._soft_deleted()
        self._unique()
        self._once()
        self._body()
        self._change()
        self._children()
        self.kind.check(self.put)
        self._references()

    def run_as_new(self) -> None:
        """Raise the first refusal that a new resource would meet as well: what forbids a change does not count."""
        self._declared()
        self._place()
        self._name()
        self._required()
        self._body()
        self.kind.check(replace(self.put, previous=None))
        self._references()

    def run_as_stand_in(self) -> None:
        """Raise the first refusal of a resource of which only the name and the place are known."""
        self._declared()
        self._place()
        self._name()

    def _declared(self) -> None:
        check_declared(self.put.rid, {**self.put.body, "apiVersion": self.put.api_version})

    def _location(self) -> None:
        """Nothing moves: Resource Manager keeps where each resource is."""
        before, after = read(self.put.previous, "location"), self.put.body.get("location")
        if not before or not after or region(str(before)) == region(str(after)):
            return
        rid = self.put.rid
        if rid.type.lower() == RESOURCE_GROUPS.lower():
            text = (
                f"Invalid resource group location '{after}'. The Resource group already exists in location '{before}'."
            )
            raise ArmError(409, "InvalidResourceGroupLocation", text, target="location")
        group = f" in resource group '{rid.group.name}'" if rid.group else ""
        raise ArmError(
            409,
            "InvalidResourceLocation",
            f"The resource '{rid.name}' already exists in location '{before}'{group}. A resource with the same name "
            f"cannot be created in location '{after}'. Please select a new resource name.",
            target="location",
        )

    def _place(self) -> None:
        rid, view = self.put.rid, self.put.view
        if rid.group and rid.key != rid.group.key and view.get("resource", rid.group.key) is None:
            raise group_not_found(rid.group.name)
        # Resource Manager knows tracked resources alone: of what an extension stands on it asks for the outermost
        parent = rid.parent or (rid.extends.root if rid.extends else None)
        if parent and not _holds(view, parent):
            code = "ParentResourceNotFound" if rid.parent else "ResourceNotFound"
            raise ArmError(
                404,
                code,
                f"Failed to perform 'write' on resource(s) of type '{rid.type}', because the parent resource "
                f"'{parent.text}' could not be found.",
                target=rid.text,
            )

    def _name(self) -> None:
        variant = variant_of(self.kind.type, self.put.body)
        rule = name_rule(self.kind.type, self.put.api_version, variant) or ANY_NAME
        if not rule.allows(self.put.rid.name) and not self._accepted("name"):
            raise ArmError(
                400,
                self.kind.served.errors.name,
                f"'{self.put.rid.name}' is not a valid name: it must have {rule.words}.",
                target="name",
            )

    def _required(self) -> None:
        missing = [path for path in self.kind.served.required if read(self.put.body, path) in (None, "")]  # ruff: ignore[literal-membership] - some values can't be hashed
        if "location" in missing:
            raise ArmError(400, "LocationRequired", "The location property is required for this definition.")
        if missing:
            raise ArmError(
                400, "InvalidRequestContent", f"Required property '{missing[0]}' is missing.", target=missing[0]
            )

    def _soft_deleted(self) -> None:
        rid, body = self.put.rid, self.put.body
        if not self.kind.soft_deleted_days or self.put.previous:
            return
        deleted = self.put.view.get("deleted", deleted_key(rid))
        if deleted and str(read(body, "properties.createMode")).lower() != "recover":
            code, message = self.kind.served.errors.deleted
            text = message or f"Soft-deleted {self._word} exists. Please purge or recover it: '{rid.name}'."
            raise ArmError(409, code, text, target=rid.name)

    @property
    def _word(self) -> str:
        return self.kind.entry.word if self.kind.entry else "resource"

    def _once(self) -> None:
        if self.kind.served.once and self.put.previous:
            word, name = self._word, self.put.rid.name
            text = f"A {word} with the name '{name}' exists. {word.capitalize()} names can't be used again."
            raise ArmError(409, "UserError", text)

    def _children(self) -> None:
        """The service's own children are nobody else's; a list of children leaves none out that is in use."""
        check_not_brought(self.put.rid, "declared")
        for child in left_out(self.put):
            check_not_in_use(self.put.view, child)

    def _unique(self) -> None:
        if not self.kind.unique or self.put.previous:
            return
        code, message = self.kind.served.errors.taken
        holder = self.put.view.get("name", name_key(self.kind, self.put.rid, self.put.body))
        if holder and holder["id"].lower() != self.put.rid.key:
            raise ArmError(409, code, filled(message, source_of(self.put)), target=self.put.rid.name)

    def _body(self) -> None:
        """What the catalogue refuses; a resource that is written back as it was read may hold what only Azure sets."""
        put = self.put
        sent = put.declared.body if put.declared else put.body
        named = {**sent, "name": "/".join(put.rid.names)}
        for refusal in judge_body(put.rid.type, put.api_version, named).refusals:
            if put.declared or refusal.code != READ_ONLY:
                self._refuse(refusal)

    def _references(self) -> None:
        """What must exist, and what is asked of it."""
        view = self.put.view
        for reference in references_of(self.put.rid.type, self.put.body):
            if reference.text.startswith("/") and not self._accepted(reference.path):
                _check_there(view, self.put.rid, reference)
        for named in children_named(self.put.rid.type, self.put.body):
            if not self._accepted(named.path):
                _check_there(view, self.put.rid, named._replace(text=f"{self.put.rid.text}/{named.text}"))
        targets = judge_targets(self.put.rid.type, self.put.body, lambda rid: view.get("resource", rid.key))
        for refusal in (*targets, *judge_diagnostics(self.put.rid, self.put.body)):
            self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        if not self._accepted(refusal.path):
            message = f"{refusal.path}: {refusal.message}; {refusal.fix}."
            code = self.kind.served.errors.body.get(refusal.path) or KINDS[refusal.code].azure
            raise ArmError(400, code, message, target=refusal.path)

    def _accepted(self, path: str) -> bool:
        declared = self.put.declared
        return declared is not None and any(is_meant(entry, path, declared.body) for entry in declared.accepted)

    def _change(self) -> None:
        status, code = self.kind.served.errors.change
        for judged in self.put.changes:
            if judged.refused and not self._accepted(judged.path):
                message = f"The property '{judged.path}' of '{self.put.rid.name}' can't be changed: {judged.reason}."
                raise ArmError(status, code, message, target=judged.path)


def deleted_key(rid: ResourceId) -> str:
    """Where a soft-deleted resource is kept: by its name, where that must be free in all of Azure."""
    kind = provider_of(rid.type)
    if kind.entry and kind.unique == "global" and kind.soft_deleted_days:
        return f"{kind.entry.word}/{rid.name.lower()}"
    return rid.key


def name_key(kind: ServedType, rid: ResourceId, body: Body) -> str:
    """Where a name that must be unique is kept. Clusters share names across workspaces; instances are hosts and don't."""
    reach = "" if kind.unique == "global" else str(body.get("location"))
    shared = kind.served.shares_name
    if shared and holds(shared, body):
        reach = rid.key
    return f"{kind.type}/{reach}/{rid.name}".lower()


def exists(view: View, rid: ResourceId) -> bool:
    """Whether a resource, or a child that comes with its parent, is there."""
    if view.get("resource", rid.key) is not None:
        return True
    return provider_of(rid.type).served.exists == "with parent" and rid.parent is not None and exists(view, rid.parent)


def _check_there(view: View, rid: ResourceId, reference: Reference) -> None:
    other = ResourceId(reference.text)
    if other.type.lower() == ROLE_DEFINITION.key:
        _check_role(view, other)
        return
    if exists(view, other) or _holds_others(other, rid):
        return
    missing = provider_of(rid.type).served.errors.missing.get(reference.path)
    if missing:
        raise ArmError(
            400, missing[0], missing[1].format(other=other.text), target=reference.path.removeprefix("properties.")
        )
    code = "FailedIdentityOperation" if reference.path.startswith("identity.") else KINDS[REFERENCE].azure
    message = (
        f"{reference.path}: resource {other.text}, to which {rid.text} refers, was not found. Make sure that it exists."
    )
    raise ArmError(400, code, message, target=reference.path)


def _holds_others(other: ResourceId, rid: ResourceId) -> bool:
    """Whether an id is that of a subscription, or of a group in another one: what is there is not known here."""
    if other.type.lower() == SUBSCRIPTIONS.lower():
        return True
    is_group = other.type.lower() == RESOURCE_GROUPS.lower()
    return is_group and (other.subscription or "").lower() != (rid.subscription or "").lower()


def _check_role(view: View, role: ResourceId) -> None:
    """A built-in role stands at every scope, a custom one wherever it was made."""
    if role_name(role.name) or any(
        key.endswith(f"/{role.name.lower()}") for key in view.under("resource", "/") if ROLE_DEFINITION.key in key
    ):
        return
    message = f"The specified role definition with ID '{role.name}' does not exist (built-in roles as of {READ})."
    raise ArmError(400, "RoleDefinitionDoesNotExist", message, target="properties.roleDefinitionId")


def _holds(view: View, parent: ResourceId) -> bool:
    """Whether a child can be put below a resource: it is there, or the child makes it."""
    if exists(view, parent):
        return True
    by_child = provider_of(parent.type).served.exists == "with child"
    return by_child and parent.parent is not None and exists(view, parent.parent)
