"""Resources without a name are called as the naming convention says: Microsoft's, a pattern or a function; never cut off unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mlinfra import (
    ApplicationInsights,
    InvalidInput,
    MlinfraError,
    NameRequest,
    Naming,
    Private,
    ResourceGroup,
    Stack,
    StorageAccount,
    Subnet,
    VirtualNetwork,
    Workspace,
    graph,
)
from mlinfra.app.render import render
from mlinfra.app.stages import prepare
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.load import load_stacks

GROUP = ResourceGroup("rg-churn", location="westeurope")
PATTERN = "{abbreviation}-{workload}-{stage}-{region}-{instance}"
KINDS = {"storageAccounts": "st", "vaults": "kv", "registries": "cr", "components": "appi", "workspaces": "log"}


def private(name: str = "mlw-churn-prod") -> Workspace:
    """A workspace with endpoints, of which nothing else has a name."""
    network = VirtualNetwork("vnet-churn", prefixes=["10.0.0.0/16"])
    return Workspace(name, network=Private(Subnet("snet-ml", network=network, prefix="10.0.0.0/24")))


def stack(naming: Any, *resources: Any, name: str = "churn-prod", stage: str = "prod") -> Stack:
    """A stack whose naming convention this is."""
    return Stack(name, scope=GROUP, stage=stage, naming=naming, resources=resources or [private()])


def names(of: Stack) -> dict[str, list[str]]:
    """The names of what the stack creates, by the last part of the type."""
    told: dict[str, list[str]] = {}
    for node in resolve(of):
        if not node.existing:
            told.setdefault(node.id.type.rpartition("/")[2], []).append(node.id.name)
    return told


def test_the_abbreviations_are_those_of_the_cloud_adoption_framework() -> None:
    """Without a convention of the author's each name begins with Microsoft's abbreviation of its type."""
    told = names(stack(None))
    for kind, abbreviation in KINDS.items():
        assert any(name.startswith(abbreviation) for name in told[kind]), kind
    assert all(name.startswith("pep-") for name in told["privateEndpoints"])


def test_a_pattern_names_everything_that_has_no_name() -> None:
    """Each field is filled in; storage accounts and registries get letters and digits alone; endpoints are counted."""
    told = names(stack(Naming(PATTERN, region="weu")))
    assert told["vaults"] == ["kv-churn-prod-weu-001"]
    assert told["storageAccounts"] == ["stchurnprodweu001"]
    assert told["registries"] == ["crchurnprodweu001"]
    assert told["privateEndpoints"] == [f"pep-churn-prod-weu-00{number}" for number in range(1, 6)]
    assert "mlw-churn-prod" in told["workspaces"], "a name that is given stays"
    interfaces = [f"nic-churn-prod-weu-00{number}" for number in range(1, 6)]
    text = prepare(stack(Naming(PATTERN, region="weu"))).rendered.files["main.json"]
    assert all(interface in text for interface in interfaces)


def test_the_region_is_that_of_the_resource_group() -> None:
    """A resource in another group than the stack's has the region of that group in its name."""
    other = ResourceGroup("rg-far", location="northeurope")
    made = stack("{abbreviation}-{region}", other, ApplicationInsights(scope=other), ApplicationInsights())
    assert names(made)["components"] == ["appi-northeurope", "appi-westeurope"]


def test_a_function_is_told_what_it_names() -> None:
    """It gets type, owner, stack, stage, region, group, number and hash, and the name that there would be without it."""
    seen: list[NameRequest] = []

    def corporate(request: NameRequest) -> str:
        seen.append(request)
        return request.default

    assert names(stack(corporate)) == names(stack(None))
    vault = next(request for request in seen if request.word == "vault")
    assert (vault.type, vault.abbreviation, vault.owner) == ("Microsoft.KeyVault/vaults", "kv", "mlw-churn-prod")
    assert (vault.stack, vault.stage, vault.workload) == ("churn-prod", "prod", "churn")
    assert (vault.resource_group, vault.region, vault.index) == ("rg-churn", "westeurope", 1)
    assert vault.default == f"kv-churn-prod-{vault.hash}"
    parts = [request.part for request in seen if request.abbreviation == "pep"]
    assert parts == ["", "blob", "file", "vault", "registry"]
    assert any(request.abbreviation == "nic" for request in seen)


def too_long(request: NameRequest) -> str:
    """Names that Azure refuses of vaults."""
    return f"{request.abbreviation}{request.separator}{'x' * 30}"


def failing(request: NameRequest) -> str:
    """Raises."""
    return {"kv": "kv-x"}[request.abbreviation]


WRONG: dict[str, tuple[Any, str]] = {
    "too long": (too_long, r"test_naming.py:\d+ \w+.name: the naming function too_long \(test_naming.py:\d+\) names the \w+ of mlw-churn-prod '\w+-?x+' \(\d\d characters\), which Azure refuses\n  -> allowed for Microsoft"),
    "raises": (failing, "the naming function failing .* raised KeyError for the StorageAccount of mlw-churn-prod: 'st'"),
    "no text": (lambda _request: 7, "gave back int for the StorageAccount of mlw-churn-prod, not a text"),
    "pattern too long": ("{abbreviation}-{stack}-{hash}-{hash}-{hash}", "the naming pattern .* names the .* which Azure refuses"),
    "empty field": (Naming("{abbreviation}-{owner}-{stage}"), "needs {stage}, which is empty\n  -> give the Stack a stage="),
    "same names": ("{abbreviation}{stack}", "would both be called pepchurn"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_name_that_cannot_be_is_told_with_who_gave_it(case: str) -> None:
    """The error names the line, the convention, the resource and the rule; nothing is cut off."""
    naming, told = WRONG[case]
    with pytest.raises(MlinfraError, match=told):
        resolve(stack(naming, stage="" if case == "empty field" else "prod", name="churn"))


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{abbreviation}-{workloads}", "did you mean {workload}"),
        ("{abbreviation", "is no pattern"),
        ("{stage:>9}", "is no pattern"),
        ("kv-churn", "is no pattern"),
        ("{0}", "a name has no field {0}"),
    ],
)
def test_a_pattern_is_checked_where_it_is_written(pattern: str, told: str) -> None:
    """A field that there is not, and what is no pattern, are refused with the line; as a text of the stack too."""
    for write in (Naming, lambda text: stack(text, StorageAccount())):
        with pytest.raises(InvalidInput, match=r"test_naming.py:\d+ Naming.pattern") as caught:
            write(pattern)
        assert told in str(caught.value)


def test_a_name_that_was_shortened_is_told() -> None:
    """Without a convention a name keeps to Azure's length, and the graph says of which one that was needed."""
    made = resolve(stack(None, Workspace("mlw-customer-recommender-prod")))
    told = {own.type.rpartition("/")[2]: (own.name, full) for own, full in made.shortened.items()}
    assert told.keys() == {"vaults", "storageAccounts"}
    assert told["vaults"][0].startswith("kv-customer-rec")
    assert told["vaults"][1].startswith("kv-customer-recommender-prod-")
    assert not resolve(stack(None)).shortened


def test_yaml_says_a_pattern(tmp_path: Path) -> None:
    """As a text, or with what it is filled with; both are the values of Python."""
    for number, naming in enumerate(('"{abbreviation}-{owner}"', '{pattern: "{abbreviation}-{owner}", region: weu}')):
        file = tmp_path / f"{number}.yaml"
        file.write_text(
            f"name: s\nscope: {{name: rg-x}}\nnaming: {naming}\nresources: [{{kind: KeyVault}}]\n", encoding="utf-8"
        )
        (loaded,) = load_stacks(file)
        assert names(loaded)["vaults"] == ["kv-s"]


@pytest.mark.parametrize("naming", ['"{abbreviation}-{stack}-x"', '"names.py:corporate"'])
def test_the_configuration_names_what_the_stack_leaves_open(tmp_path: Path, naming: str) -> None:
    """`naming` in mlinfra.toml is a pattern or a function; a stack with a naming of its own keeps that."""
    (tmp_path / "mlinfra.toml").write_text(f"naming = {naming}\n", encoding="utf-8")
    (tmp_path / "names.py").write_text(
        "def corporate(request):\n    return f'kv-{request.stack}-x'\n", encoding="utf-8"
    )
    (tmp_path / "stack.py").write_text(
        "from mlinfra import KeyVault, ResourceGroup, Stack\n"
        'group = ResourceGroup("rg-x")\n'
        'stacks = [Stack("a", scope=group, resources=[KeyVault()]),\n'
        '    Stack("b", scope=group, naming="{abbreviation}-own", resources=[KeyVault()])]\n',
        encoding="utf-8",
    )
    assert [node.id.name for made in graph(tmp_path / "stack.py") for node in made] == ["kv-a-x", "kv-own"]
    render(tmp_path / "stack.py", tmp_path / "out")
    assert "kv-a-x" in (tmp_path / "out" / "a" / "main.json").read_text(encoding="utf-8")


def test_a_function_of_the_configuration_does_not_run_for_data(tmp_path: Path) -> None:
    """A YAML stack may come from a fork: a function is code, which it must not run; a wrong pattern names its line."""
    (tmp_path / "stack.yaml").write_text(
        "name: s\nscope: {name: rg-x}\nresources: [{kind: KeyVault}]\n", encoding="utf-8"
    )
    (tmp_path / "mlinfra.toml").write_text('naming = "names.py:corporate"\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"mlinfra.toml:1: the naming function .* is code, which does not run"):
        graph(tmp_path / "stack.yaml")
    (tmp_path / "mlinfra.toml").write_text('naming = "{abbr}"\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"mlinfra.toml:1: a name has no field {abbr}"):
        graph(tmp_path / "stack.yaml")
