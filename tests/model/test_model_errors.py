from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import mlinfra
from mlinfra import (
    ComputeCluster,
    ComputeInstance,
    InvalidInput,
    KeyVault,
    ResourceGroup,
    Stack,
    StorageAccount,
    Subnet,
    Workspace,
)  # fmt: skip
from mlinfra.landing_zone.model._where import where, written_at

BAD: dict[str, tuple[Callable[[], Any], str]] = {
    "unknown field": (lambda: Workspace("mlw-x", storag=1), "Workspace.storag: unknown field 'storag', did you mean 'storage'?"),
    "wrong type": (lambda: Workspace("mlw-x", storage="st"), "Workspace.storage: give StorageAccount(...) or StorageAccount.existing(...), got str"),
    "wrong existing": (lambda: Workspace("mlw-x", storage=KeyVault.existing("kv-a")), "got an existing KeyVault"),
    "positional": (lambda: Workspace(3), 'Workspace.name: give text, got 3: in YAML write it in quotes, "3"'),
    "missing": (lambda: ComputeCluster("cpu"), "ComputeCluster.size: size is missing"),
    "word": (lambda: StorageAccount("stx", sku="tape"), "StorageAccount.sku: give 'Standard_LRS'"),
    "name": (lambda: ComputeCluster("cpu-01", size="x"), "ComputeCluster.name: Azure refuses the name 'cpu-01'"),
    "existing name": (lambda: StorageAccount.existing("a_b"), "StorageAccount.existing: Azure refuses the name 'a_b'"),
    "subnet": (lambda: Subnet.existing("snet"), "give the name as 'virtualNetwork/subnet'"),
    "no id": (lambda: StorageAccount.from_id("/x"), "'/x' is not the id of a resource"),
    "idle": (lambda: ComputeInstance("ci-a", size="x", idle=timedelta(minutes=1)), "ComputeInstance.idle: give 15 minutes"),
    "in a list": (lambda: Workspace("mlw-x", computes=["a"]), "Workspace.computes.0: give ComputeCluster(...) or"),
    "stack": (lambda: Stack("s", scope="rg", resources=[]), "Stack.scope: give ResourceGroup(...), Subscription(...), ManagementGroup(...) or Tenant(...), got str"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_names_line_class_field_and_cure(case: str) -> None:
    """Each mistake is one sentence that starts with file, line, class and field."""
    make, told = BAD[case]
    with pytest.raises(InvalidInput) as caught:
        make()
    assert told in str(caught.value)
    assert str(caught.value).startswith("test_model_errors.py:")


def test_values_know_their_line_and_compare_without_it() -> None:
    """The line is noted, survives `replace`, and does not count for equality."""
    one = StorageAccount("stone")
    two = StorageAccount("stone")
    assert one == two
    assert where(two).line == where(one).line + 1
    assert where(replace(one, sku="Standard_ZRS")).file == __file__
    with written_at("stack.yaml", 7):
        assert str(where(StorageAccount("stone"))) == "stack.yaml:7"


def test_an_id_brings_a_resource_along() -> None:
    """`from_id` reads group, subscription and name."""
    lake = StorageAccount.from_id("/subscriptions/s/resourceGroups/rg/providers/microsoft.storage/storageaccounts/stx")
    assert (lake.name, lake.scope) == ("stx", ResourceGroup("rg", subscription="s"))


def test_public_names_are_sorted_and_importable() -> None:
    """`__all__` is sorted, and each name is there."""
    assert sorted(mlinfra.__all__) == list(mlinfra.__all__)
    assert all(hasattr(mlinfra, name) for name in mlinfra.__all__)


def test_the_bare_import_loads_no_pydantic() -> None:
    """`import mlinfra` alone loads neither pydantic nor the model."""
    code = "import sys, mlinfra; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
