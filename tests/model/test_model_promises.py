"""What the texts of the model promise is held, or refused with its field, when a file is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlinfra import (
    ApplicationInsights,
    Autoscale,
    BlobDatastore,
    BlobService,
    ComputeCluster,
    ComputeInstance,
    ContainerRegistry,
    DataLakeDatastore,
    Fqdn,
    KeyVault,
    LogAnalytics,
    Managed,
    Parameter,
    Private,
    PrivateTarget,
    ResourceGroup,
    SearchService,
    ServiceTag,
    Stack,
    StorageAccount,
    Subnet,
    Subscription,
    UserAssignedIdentity,
    VirtualNetwork,
    Workspace,
)
from mlinfra.app.check import check
from mlinfra.app.rule_examples import evaluate_stack
from mlinfra.app.stages import prepare
from mlinfra.base.errors import DuplicateResource, InvalidInput, MlinfraError
from mlinfra.catalogue.lookup import name_rule
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.load import load_stacks

GROUP = ResourceGroup("rg-x", location="westeurope")
SUBNET = Subnet.existing("v/s")
NETWORK = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
GUID = "22222222-2222-2222-2222-222222222222"


def stack(*resources: Any) -> Stack:
    """A stack of these resources."""
    return Stack("a", scope=GROUP, resources=resources)


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "replicas of a small search service": (lambda: SearchService("srch-x", replicas=4), "SearchService.replicas"),
    "partitions of a small search service": (lambda: SearchService("srch-x", partitions=4), "SearchService.partitions"),
    "search units": (lambda: SearchService("srch-x", sku="standard", replicas=4, partitions=12), "SearchService.replicas"),
    "density": (lambda: SearchService("srch-x", sku="standard", high_density=True), "SearchService.high_density"),
    "wrong tokens without keys": (lambda: SearchService("srch-x", auth_failure="http403"), "SearchService.auth_failure"),
    "ranges that nobody comes from": (
        lambda: SearchService("srch-x", allowed_ranges=["10.0.0.0/24"]), "SearchService.allowed_ranges",
    ),
    "search ranges": (
        lambda: SearchService("srch-x", public_access=True, allowed_ranges=["10.0.0.0/99"]), "SearchService.allowed_ranges",
    ),
    "a firewall of no network": (lambda: Managed(isolation="disabled", firewall="Standard"), "Managed.firewall"),
    "days of a feed that is off": (
        lambda: BlobService(parent=StorageAccount("sta"), change_feed=False, change_feed_days=9), "BlobService.change_feed_days",
    ),
    "restoring without versions": (
        lambda: BlobService(parent=StorageAccount("sta"), change_feed_days=9, restore_days=3), "BlobService.restore_days",
    ),
    "hierarchical storage": (
        lambda: Workspace("mlw-x", storage=StorageAccount("sta", hierarchical_namespace=True)), "Workspace.storage",
    ),
    "premium storage": (lambda: Workspace("mlw-x", storage=StorageAccount("sta", sku="Premium_LRS")), "Workspace.storage"),
    "lake without folders": (
        lambda: DataLakeDatastore("d", account=StorageAccount("sta"), filesystem="raw"), "DataLakeDatastore.account",
    ),
    "managed network and a subnet": (
        lambda: Workspace("mlw-x", network=Managed(), computes=[ComputeCluster("cpu", size="s", subnet=SUBNET)]), "ComputeCluster.subnet",
    ),
    "rules where all is open": (lambda: Managed(isolation="internet", outbound={"pypi": Fqdn("pypi.org")}), "Managed.outbound"),
    "host with a scheme": (lambda: Fqdn("https://pypi.org"), "Fqdn.host"),
    "ports in words": (lambda: ServiceTag("AzureMonitor", ports="https"), "ServiceTag.ports"),
    "part of another type": (lambda: PrivateTarget(KeyVault("kv-a"), "blob"), "PrivateTarget.group"),
    "part of an existing one": (lambda: PrivateTarget(StorageAccount.existing("sta"), "vault"), "PrivateTarget.group"),
    "range of the nodes": (lambda: VirtualNetwork("vnet", prefixes=["172.16.0.0/12"]), "VirtualNetwork.prefixes"),
    "no range": (lambda: VirtualNetwork("vnet", prefixes=["10.0.0.1/8"]), "VirtualNetwork.prefixes"),
    "subnet elsewhere": (lambda: Subnet("s", network=NETWORK, prefix="10.1.0.0/24"), "Subnet.prefix"),
    "user by name": (lambda: ComputeInstance("ci-a", size="s", user="ada"), "ComputeInstance.user"),
    "tenant of nobody": (lambda: ComputeInstance("ci-a", size="s", tenant=GUID), "ComputeInstance.tenant"),
    "cap of nothing": (lambda: LogAnalytics("log-a", daily_cap=0), "LogAnalytics.daily_cap"),
    "small private registry": (
        lambda: resolve(stack(Workspace("mlw-x", network=Private(SUBNET), registry=ContainerRegistry("crx12", sku="Basic")))),
        "ContainerRegistry.sku",
    ),
    "scope as a resource": (lambda: stack(Subscription()), "Stack.resources.0"),  # type: ignore[arg-type]  # wrong on purpose
    "existing as a resource": (lambda: stack(StorageAccount.existing("sta")), "Stack.resources.0"),
    "scope that is no group": (lambda: Subnet.existing("v/s", scope=3), "Subnet.existing.scope"),  # type: ignore[arg-type]  # wrong on purpose
    "extra that is no body": (lambda: StorageAccount("sta", extra={"apiVersion": "x"}), "StorageAccount.extra"),
    "duration in words": (lambda: Autoscale(0, 1, idle="10m"), "Autoscale.idle"),  # type: ignore[arg-type]  # wrong on purpose
    "number as a tag": (lambda: StorageAccount("sta", tags={"costcenter": 4711}), "StorageAccount.tags.costcenter"),  # type: ignore[dict-item]  # wrong on purpose
    "parameter as a tier": (lambda: ContainerRegistry("cra12345", sku=Parameter("tier")), "ContainerRegistry.sku"),  # type: ignore[arg-type]  # wrong on purpose
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_texts_forbid_is_refused_by_its_field(case: str) -> None:
    """Each refusal names the line and the field; none is pydantic's own text."""
    make, field = REFUSED[case]
    with pytest.raises(InvalidInput) as caught:
        make()
    text = str(caught.value)
    assert f"{Path(__file__).name}:" in text
    assert field in text
    assert "input should be" not in text


MESSAGES = {
    "10m": (lambda: Autoscale(0, 1, idle="10m"), "PT10M"),  # type: ignore[arg-type]  # wrong on purpose
    "4711": (lambda: StorageAccount("sta", tags={"c": 4711}), 'write it in quotes, "4711"'),  # type: ignore[dict-item]  # wrong on purpose
    "parameter": (lambda: ContainerRegistry("cra12345", sku=Parameter("size")), "must be known before"),  # type: ignore[arg-type]  # wrong on purpose
    "count": (lambda: Autoscale(0, "many"), "give an integer, got 'many'"),  # type: ignore[arg-type]  # wrong on purpose
    "switch": (lambda: StorageAccount("sta", shared_keys="perhaps"), "give true or false"),  # type: ignore[arg-type]  # wrong on purpose
    "list": (lambda: StorageAccount("sta", containers="raw"), "give a list"),
    "scope": (lambda: stack(Subscription()), "give a resource that this stack creates, got Subscription"),  # type: ignore[arg-type]  # wrong on purpose
}


@pytest.mark.parametrize("case", MESSAGES)
def test_a_wrong_value_is_told_in_plain_words(case: str) -> None:
    """The message says what to give, in the words of the file."""
    make, told = MESSAGES[case]
    with pytest.raises(InvalidInput) as caught:
        make()
    assert told in str(caught.value)


def test_a_scope_may_be_the_name_of_a_group() -> None:
    """`existing(..., scope="rg")` is the resource in that group."""
    assert Subnet.existing("v/s", scope="rg-x") == Subnet.existing("v/s", scope=ResourceGroup("rg-x"))


NAMELESS = (KeyVault, StorageAccount, ContainerRegistry, UserAssignedIdentity, ApplicationInsights, LogAnalytics)


@pytest.mark.parametrize("kind", NAMELESS)
@pytest.mark.parametrize("name", ["a", "mlw", "a..b", "x" * 60, "a-_-b"])
def test_a_resource_without_a_name_is_called_after_the_stack(kind: Any, name: str) -> None:
    """Directly in a stack it gets a name that Azure allows."""
    graph = resolve(Stack(name, scope=GROUP, resources=[kind()]))
    for node in graph:
        rule = name_rule(node.id.type)
        assert rule
        assert rule.allows(node.id.name), node.id.name


def test_two_without_a_name_are_not_made_one() -> None:
    """Two values that would get one name are refused: one of them would be lost."""
    with pytest.raises(DuplicateResource, match="would both be called kv-a-"):
        resolve(stack(KeyVault(), KeyVault()))
    shared = [
        Workspace(f"mlw-{n}", computes=[ComputeCluster("cpu", size="s", identity=UserAssignedIdentity())]) for n in "ab"
    ]
    with pytest.raises(DuplicateResource, match="id-cpu"):
        resolve(stack(*shared))


def test_a_derived_name_that_azure_refuses_is_refused() -> None:
    """The error names the line that asks for the resource."""
    account = StorageAccount("sta")
    endpoint = Private(Subnet.existing("v/s"))
    workspace = Workspace("mlw-x", storage=account, network=endpoint, insights=ApplicationInsights("a" * 255))
    resolve(stack(workspace))
    with pytest.raises(InvalidInput, match=r"test_model_promises.py:\d+ LogAnalytics.name.*'log'"):
        resolve(Stack("a", scope=GROUP, resources=[ApplicationInsights("üü")]))


def test_extra_of_a_subnet_reaches_the_network() -> None:
    """A subnet is part of its network's body, and so is what its author adds."""
    subnet = Subnet("s", network=NETWORK, prefix="10.0.0.0/24", extra={"properties": {"serviceEndpoints": []}})
    text = prepare(stack(Workspace("mlw-x", network=Private(subnet)))).rendered.files["main.bicep"]
    assert "serviceEndpoints: []" in text
    assert "addressPrefix: '10.0.0.0/24'" in text


@pytest.mark.parametrize(("name", "codes"), [("serviceEndpoints", []), ("serviceEndpoint", ["ML103"])])
def test_extra_of_a_subnet_is_compared_with_its_type(name: str, codes: list[str]) -> None:
    """A property that subnets do not have is a finding, as on every other resource."""
    subnet = Subnet("s", network=NETWORK, prefix="10.0.0.0/24", extra={"properties": {name: []}})
    findings = evaluate_stack(stack(Workspace("mlw-x", network=Private(subnet)))).findings
    assert [finding.code for finding in findings if finding.code == "ML103"] == codes


def test_a_class_that_extends_one_of_ours_is_one_of_ours() -> None:
    """Methods are welcome; a field with another default would be silently lost, so it is refused."""

    class Ours(Stack):
        """With a method."""

        def owner(self) -> str:
            """Who it belongs to."""
            return self.tags["owner"]  # type: ignore[return-value]  # plain text here

    class Lake(StorageAccount):
        """Another name."""

    ours = Ours("a", scope=GROUP, resources=[Workspace("mlw-x", storage=Lake())], tags={"owner": "me"})
    assert "Microsoft.Storage/storageAccounts" in prepare(ours).rendered.files["main.json"]
    with pytest.raises(InvalidInput, match="cannot give the field 'tags'"):

        class _Lost(Stack):
            tags = {"owner": "me"}  # type: ignore[assignment]  # ruff: ignore[mutable-class-default]  wrong on purpose


REFUSED_BY_RENDER = {
    "twin of extra": 'resources=[StorageAccount("sta", extra={"Properties": {}})]',
    "text": 'resources=[Workspace("mlw-a", description="a\\0b")]',
    "attribute of nobody": 'resources=[], outputs={"x": Workspace("mlw-a").id}',
    "vault without a subscription": (
        'resources=[], parameters=[Parameter("k", secure=True, secret=Secret("s", vault=KeyVault.existing("kv-a")))]'
    ),
}


@pytest.mark.parametrize("case", REFUSED_BY_RENDER)
def test_check_refuses_what_render_refuses(tmp_path: Path, case: str) -> None:
    """Both say the same of a file that cannot be rendered."""
    path = tmp_path / "stack.py"
    group = 'ResourceGroup("rg", location="westeurope")'
    path.write_text(
        f'from mlinfra import *\nstack = Stack("a", scope={group}, {REFUSED_BY_RENDER[case]})\n', encoding="utf-8"
    )
    with pytest.raises(MlinfraError) as checked:
        check(path)
    with pytest.raises(MlinfraError) as rendered:
        prepare(*load_stacks(path))
    assert str(checked.value).splitlines()[0].split(": ")[1:] == str(rendered.value).splitlines()[0].split(": ")[1:]


YAML = "name: a\nscope: {{name: rg}}\nresources: []\nparameters: [{{name: apiKey{env}}}]\n"


def test_a_yaml_stack_reads_only_declared_variables(tmp_path: Path) -> None:
    """A parameter of a YAML stack reads `MLINFRA_VAR_*`, or a variable from the list; any other is refused by name."""
    path = tmp_path / "a.yaml"
    path.write_text(YAML.format(env=""), encoding="utf-8")
    assert load_stacks(path)[0].parameters[0].variable == "MLINFRA_VAR_API_KEY"
    assert load_stacks(path, environment=["API_KEY"])[0].parameters[0].variable == "API_KEY"
    path.write_text(YAML.format(env=", env: AWS_SECRET"), encoding="utf-8")
    with pytest.raises(MlinfraError, match="may not read the environment variable AWS_SECRET"):
        load_stacks(path)
    assert load_stacks(path, environment=["AWS_SECRET"])[0].parameters[0].variable == "AWS_SECRET"
    path.write_text(YAML.format(env=", env: MLINFRA_VAR_X"), encoding="utf-8")
    assert load_stacks(path)[0].parameters[0].variable == "MLINFRA_VAR_X"


def test_the_existing_account_of_a_datastore_is_not_judged() -> None:
    """What is known of an existing resource is its id alone."""
    assert BlobDatastore("d", account=StorageAccount.existing("sta"), container="raw")
    assert DataLakeDatastore("d", account=StorageAccount.existing("sta"), filesystem="raw")
