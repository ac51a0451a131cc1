"""What a command loads before it does anything: a module of mlinfra takes 0.5 to 4 of 700 million instructions."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from mlinfra.landing_zone.model._seldom import Seldom

ROOT = Path(__file__).parents[1]
CEILING = 217
"""How many modules of mlinfra are loaded to render one stamp of the benchmarks; raise it for what every stack needs."""
SLACK = 8
"""A ceiling that is higher than this above what is loaded is lowered."""
MODEL = (
    "_asset", "_asset_reference", "_attached", "attached_compute", "attached_service", "azure_resource",
    "compute_instance", "connection", "data", "deployment", "deployment_options", "derived", "endpoint", "environment",
    "event_hub", "module", "outbound", "private_dns", "private_endpoint", "registered_model", "role", "role_definition",
    "schedule", "virtual_network",
)  # fmt: skip
NOT_LOADED = (
    *(f"mlinfra.landing_zone.model.{name}" for name in MODEL),
    "mlinfra.landing_zone.checks", "mlinfra.landing_zone.graph.derived_assets",
    "mlinfra.landing_zone.graph.derived_network", "mlinfra.landing_zone.graph.passes.closing",
    "mlinfra.landing_zone.graph.passes.outbound", "mlinfra.arm.expand", "mlinfra.arm.module_files", "mlinfra.azure",
    "mlinfra.catalogue.api_versions", "mlinfra.catalogue.body_judgement", "mlinfra.catalogue.body_rules",
    "mlinfra.catalogue.property_table", "mlinfra.catalogue.schedule_texts", "mlinfra.catalogue.service",
    "mlinfra.catalogue.types.machine_learning_assets", "mlinfra.catalogue.types.network", "mlinfra.local",
    "mlinfra.review.plan", "mlinfra.app.exemption_entries", "mlinfra.app.toml_file", "mlinfra.base.accept",
    "mlinfra.base.exempt", "mlinfra.base.finding", "mlinfra.base.ignore", "base64", "difflib", "pydantic", "tomllib",
)  # fmt: skip
"""What one stamp has no value of, or asks nothing about."""
RENDERING = """
import sys
from mlinfra.cli.main import main

try:
    main(["render", "bench/stamps.py", "--out", sys.argv[1]])
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that a process has loaded when one stamp is rendered."""
    argv = [sys.executable, "-c", RENDERING, str(tmp_path_factory.mktemp("rendered"))]
    return set(subprocess.run(argv, capture_output=True, text=True, check=True, cwd=ROOT).stderr.split())


def test_few_modules_are_loaded_for_one_stamp(loaded: set[str]) -> None:
    """No more than the ceiling: a class that is added to the model, or a pass, does not slow down every command."""
    count = sum(name.startswith("mlinfra.") for name in loaded)
    assert CEILING - SLACK <= count <= CEILING, (
        "a class that few stacks use is named by `Seldom`, and loaded where it is used"
    )


def test_what_one_stamp_does_not_need_is_not_loaded(loaded: set[str]) -> None:
    """Classes of which it has no value, rules that nothing is held against, and what helps after a mistake."""
    assert sorted(loaded.intersection(NOT_LOADED)) == []


def test_entries_import_no_classes_of_rules_and_services() -> None:
    """Rules and services are made when one is read; an import for more than the type checker would load all of them at once."""
    importing = {
        (path.name, node.module)
        for path in (ROOT / "mlinfra" / "catalogue" / "types").glob("[a-z]*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and str(node.module).endswith((".body_rules", ".service"))
    }
    assert importing == set(), "say them with `later`, see mlinfra/catalogue/later.py"


def test_importing_entries_makes_no_rules_and_no_services() -> None:
    """Nothing that an entry does loads them."""
    program = (
        "import sys; from mlinfra.catalogue.lookup import all_types; all_types()"
        "\nprint(*(name for name in sys.modules if name.startswith('mlinfra.catalogue.')))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    rules = {name for name in ended.stdout.split() if name.endswith(("_rules", "service")) and "default" not in name}
    assert rules == set()


def _written_seldom() -> list[tuple[Path, str, str]]:
    """Each file with the module and the class of a `Seldom` in it."""
    calls = []
    for path in (ROOT / "mlinfra").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "Seldom(" in text else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Seldom":
                module, name = map(ast.literal_eval, node.args)
                calls.append((path, module, name))
    return calls


def test_what_few_stacks_use_is_named_as_it_is_imported() -> None:
    """The class is there, and it is the one that the type checker sees; a misspelt name would never be anything's class."""
    calls = _written_seldom()
    assert len(calls) > 10
    for path, module, name in calls:
        assert isinstance(getattr(import_module(f"mlinfra.landing_zone.{module}"), name), type), (path, name)
        assert f"mlinfra.landing_zone.{module} import" in path.read_text(encoding="utf-8"), (path, module)


def test_a_class_that_is_not_loaded_has_no_value() -> None:
    """`Seldom` says no while the class is not there, and what `isinstance` and `issubclass` say once it is."""
    from mlinfra.landing_zone.model.scope import ResourceGroup

    seldom, never = Seldom("model.scope", "ResourceGroup"), Seldom("model.no_such_module", "Nothing")
    group = ResourceGroup("rg")
    assert isinstance(group, seldom)  # type: ignore[arg-type]  # what it is for
    assert not isinstance("rg", seldom)  # type: ignore[arg-type]
    assert issubclass(ResourceGroup, seldom)  # type: ignore[arg-type]
    assert not isinstance(group, never)  # type: ignore[arg-type]
    assert not issubclass(ResourceGroup, never)  # type: ignore[arg-type]
