"""Write the page of every writable property of the resource types that classes stand for: the field that says it, or why none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from _azure_properties import DERIVED, PUBLIC
from mlinfra.base.property_paths import member
from mlinfra.catalogue.lookup import all_types, api_version
from mlinfra.catalogue.property_table import ObjectType, PropertyTable, property_table
from mlinfra.landing_zone.model._asset import AssetHolder, AssetVersion, registry_type
from mlinfra.landing_zone.model._nested import nested_of
from mlinfra.landing_zone.model._rows import Computed, Constant, Mapped, rows_of, telling

_ENVELOPE = {"id", "name", "type"}
Told: TypeAlias = Mapping[str, tuple[Any, ...]]
"""The values of the properties that tell a class from others of its type, by path."""


def said(kind: type) -> Iterator[tuple[str, str]]:
    """Each path of a class's body, with what says it."""
    for field, row in rows_of(kind):
        if isinstance(row, Mapped) and row.nested:
            place = nested_of(kind, field)
            for inner in place.kinds:
                for path, what in said(inner):
                    yield f"{row.path}{place.shape}.{path}".lstrip("."), what
        elif isinstance(row, Mapped) and row.path:
            yield row.path, f"`{kind.__name__}.{field}`"
        elif isinstance(row, Computed):
            fields = ", ".join(f"`{kind.__name__}.{name}`" for name in row.uses)
            yield row.path, f"{fields}: {row.reason}" if fields else row.reason
        elif isinstance(row, Constant):
            yield row.path, "always the same"


def writable(table: PropertyTable, told: Told) -> Iterator[str]:
    """Each writable property of a type at its leaves; of variants those that the class's constants choose."""
    yield from dict.fromkeys(_leaves(table, table.root, "", told, ()))


def _leaves(table: PropertyTable, kind: str, path: str, told: Told, above: tuple[str, ...]) -> Iterator[str]:
    shape, inner = _item(kind)
    found = table.objects.get(inner)
    if found is None or inner in above or (not found.properties and not found.variants):
        yield path
        return
    names = 0
    for own in _variants(table, found, path, told):
        for name, held in own.properties.items():
            if not held.read_only and not (not path and name in _ENVELOPE):
                place = member(f"{path}{shape}", name)
                names += 1
                yield from _leaves(table, held.kind, place, told, (*above, inner))
    if shape == "{}" and not names:  # what may be written of it are its names
        yield path


def _variants(table: PropertyTable, found: ObjectType, path: str, told: Told) -> Iterator[ObjectType]:
    if not found.variants:
        yield found
        return
    chosen = told.get(member(path, found.discriminator))
    names = [found.variant(value) for value in chosen] if chosen else list(found.variants.values())
    yield from (table.objects[name] for name in names if name)


def _item(kind: str) -> tuple[str, str]:
    if kind.endswith("[]"):
        return "[]", kind[:-2]
    inner = re.fullmatch(r"map<(.*)>", kind)
    return ("{}", inner[1]) if inner else ("", kind)


def answers(kind: type) -> Iterator[tuple[str, str]]:
    """Each writable property of a class's type, with what says it, or the reason why nothing does; "" where none is known."""
    arm_type: str = kind.arm_type  # type: ignore[attr-defined]  # of resources
    table = property_table(arm_type, api_version(arm_type))
    paths = dict(said(kind))
    told = telling(kind)
    for leaf in writable(table, told) if table else ():
        yield leaf, _unsaid(kind, leaf) or _said_by(leaf, paths) or _reason(arm_type, leaf)


def _said_by(leaf: str, paths: Mapping[str, str]) -> str:
    """What says a property: its own row, that of an object around it, or those of what stands in it."""
    for path, what in paths.items():
        if leaf == path or re.match(rf"{re.escape(path)}[.\[{{]", leaf) or re.match(rf"{re.escape(leaf)}[.\[{{]", path):
            return what
    return ""


def _unsaid(kind: type, leaf: str) -> str:
    """What the class says of a property that it has no field for, or of an object around it."""
    given: Mapping[str, str] = getattr(kind, "UNSAID", {})
    return next((why for path, why in given.items() if re.match(rf"{re.escape(path)}($|[.\[{{])", leaf)), "")


_FILLED = "Azure fills it in; sending it means nothing"
_APART = "a resource of its own, which is named by its id"
REASONS: tuple[tuple[str, str, str], ...] = (
    ("", r"e[tT]ag|properties\.(provisioningState|vaultUri|upgradeAvailable|endpoint)", _FILLED),
    ("/(computes|onlineEndpoints|workspaces)$", r"sku\.(name|tier|size|family|capacity)", "Azure reads nothing of it here"),
    ("/deployments$", r"sku\.(tier|size|family)", "Azure reads nothing of it here"),
    ("/computes$", r"properties\.resourceId", "only attached computes have one"),
    ("/computes$", r".*\.propertyBag", "Microsoft says no meaning of it"),
    ("/computes$", r".*computeStartStop\[\]\.schedule\..*", "an older form of a schedule"),
    ("/computes$", r".*\.(extension\w+|\w+ConnectionString|vcName)", "the extension on the cluster fills it in"),
    ("/(networkSecurityGroups|routeTables)$", r".*\[\]\.(id|type)", "follows from the name"),
    ("/(publicIPAddresses|natGateways)$", r"properties\.(natGateway|serviceGateway|sourceVirtualNetwork)\..*", _APART),
    ("/publicIPAddresses$", r"properties\.(linkedPublicIPAddress|migrationPhase|servicePublicIPAddress).*", "steps of Azure's own migrations"),
    ("/(subnets|virtualNetworks)$", r".*\.(networkSecurityGroup|routeTable|natGateway|ddosProtectionPlan)\..*", _APART),
    ("/(subnets|virtualNetworks)$", r".*(serviceEndpointPolicies|serviceGateway|ipAllocations|applicationGatewayIP|delegations|serviceEndpoints).*", _APART),
    ("/(subnets|virtualNetworks)$", r".*(virtualNetworkPeerings|subnets).*", "a resource of its own"),
    ("/workspaces$", r"properties\.managedNetwork\.(outboundRules.*)", "each outbound rule is a resource of its own"),
    ("/workspaces$", r"properties\.managedNetwork\.status.*", _FILLED),
    ("/outboundRules$", r"properties\..*[sS]tatus", _FILLED),
    ("/workspaces$", r".*\.identityClientId", "Microsoft keeps it for later"),
    ("/privateEndpoints$", r"properties\.(subnet|applicationSecurityGroups)\b.*", _APART),
    ("Resources/deployments$", r"properties\.(parametersLink|templateLink)\..*", "template and parameters stand in the file"),
    ("Resources/deployments$", r"properties\.mode", "Bicep writes Incremental: a module deletes nothing"),
    ("Resources/deployments$", r"properties\.expressionEvaluationOptions.*", "Bicep writes Inner: a module sees its own names"),
    ("Resources/deployments$", r"identity.*", "a module is deployed by whoever deploys the stack"),
    ("Resources/deployments$", r"location", "follows from the scope"),
    ("Resources/deployments$", r"tags|properties\..*", "of a deployment as a whole, not of a module in it"),
)  # fmt: skip
"""Types, paths and why no field says them, where several classes have one reason; the first that fits counts."""


WITHOUT = {
    "datastores of Azure Data Lake Storage Gen1": "the service ended on 29 February 2024",
    "jobs": "a job is work, not configuration; schedules and components hold theirs in Azure's own words",
}
"""What tables know and no class stands for, and why."""


def _reason(arm_type: str, leaf: str) -> str:
    return next((why for kinds, paths, why in REASONS if re.search(kinds, arm_type) and re.fullmatch(paths, leaf)), "")


_WRITTEN = {getattr(kind, "arm_type", "") for kind in PUBLIC}
RESOURCES = [
    kind
    for kind in (*PUBLIC, *(derived for derived in DERIVED if derived.arm_type not in _WRITTEN))
    if getattr(kind, "arm_type", "")
]
"""The classes that stand for a resource type."""


def property_page(note: str) -> str:
    """Every writable property of each type that a class stands for, with what says it; and the types without a class."""
    sections = [
        f"## {kind.__name__}\n\n{_types(kind)}, API version {api_version(kind.arm_type)}\n\n{_table(kind)}"  # type: ignore[attr-defined]  # of resources
        for kind in RESOURCES
        if any(True for _ in answers(kind))
    ]
    known = {kind.arm_type for kind in RESOURCES}  # type: ignore[attr-defined]  # of resources
    known |= {_in_registry(kind) for kind in RESOURCES}
    others = [f"- `{entry.type}`" for entry in all_types() if entry.type not in known]
    lead = (
        "Every property that Azure lets one write, at its leaves, and the field that says it; or why none does. The properties "
        "are those of the [model's](model.md) API versions. `extra=` takes the rest, checked like a field."
    )
    last = "## Types without a class\n\nKnown to checks and plans; `AzureResource` writes them.\n\n" + "\n".join(others)
    kinds = "## Kinds without a class\n\n" + "\n".join(f"- {kind}: {why}" for kind, why in WITHOUT.items())
    return "\n\n".join([f"# Every property\n\n{note}\n{lead}", *sections, kinds, last]) + "\n"


def _types(kind: type) -> str:
    """The type that a class stands for; of an asset also the one that it has in a registry, with the same properties."""
    own: str = kind.arm_type  # type: ignore[attr-defined]  # of resources
    return " and ".join(f"`{name}`" for name in (own, _in_registry(kind)) if name)


def _in_registry(kind: type) -> str:
    return registry_type(kind.arm_type) if issubclass(kind, (AssetVersion, AssetHolder)) else ""


def _table(kind: type) -> str:
    return "\n".join([
        "| property | said by |",
        "| --- | --- |",
        *(f"| `{path}` | {what} |" for path, what in answers(kind)),
    ])  # fmt: skip
