"""Read the configuration: defaults, `mlinfra.toml` over them, environment variables over that, options over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from mlinfra.app.configuration_keys import KEYS, check_rule_names, unknown_key
from mlinfra.base.frozen import dataclass

if TYPE_CHECKING:
    from mlinfra.app.toml_file import TomlFile
    from mlinfra.base.exempt import Exemption
    from mlinfra.base.finding import Severity
    from mlinfra.landing_zone.checks._rule import Rule

Target: TypeAlias = Literal["azure", "local"]
"""Where to work: Azure, or the local target."""

FILE_NAME = "mlinfra.toml"
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Which rules `check` runs; an entry is a code (ML402), the beginning of one (ML4) or a rule's name."""

    select: tuple[str, ...] = ()
    """Only these; empty: all."""
    ignore: tuple[str, ...] = ()
    """Not these."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Rule -> the severity that it has here."""
    stages: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)
    """Pattern of stack names -> rule -> the severity that it has there; it wins over ``severity``."""
    exempt: tuple[Exemption, ...] = ()
    """What is let stand."""
    own: tuple[str, ...] = ()
    """The user's own rules: files, by their paths from the folder of `mlinfra.toml`, and entry points, by name."""


ALL_RULES = RuleSettings()
"""Every rule, with its own severity."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is in force for one stack file, and from where each value comes."""

    file: Path | None
    """The `mlinfra.toml` that was read; None when there is none beside the stack file or above it."""
    target: Target
    state: Path | None
    """State file of the local target; None: `.mlinfra/local.db` beside the stack file."""
    compiler: str
    """Version of the Bicep compiler whose output `main.json` is."""
    templates: Path | None
    """Folder with the user's own Jinja templates; None: the bundled ones."""
    variables: tuple[str, ...]
    """Environment variables that YAML stacks may read."""
    transform: str | None
    """The user's own function that changes the graph of a stack, as ``FILE.py:NAME``."""
    naming: str | None
    """How resources without a name are called in stacks without a naming of their own: a pattern, or ``FILE.py:NAME``."""
    rules: RuleSettings
    reviewed: Mapping[str, Any]
    """Key -> value, as JSON, of what a plan is judged by: a reviewed plan is deployed with the same values only."""
    origins: Mapping[str, str]
    """Key -> ``default``, a place such as ``mlinfra.toml:3``, an environment variable, or an option."""


def find_file(start: Path) -> Path | None:
    """The nearest `mlinfra.toml` in a folder or above it, as far as the root of the git repository, if there is one."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
        if (candidate / ".git").exists():
            break
    return None


def read_configuration(
    start: Path, environ: Mapping[str, str], options: Mapping[str, Any] = MappingProxyType({})
) -> Configuration:
    """The configuration for what lies in a folder; ``options`` has values by key, None where one was not given.

    Raises `InvalidInput` with the place of an unknown key ("did you mean ...") or of a value that cannot be.
    """
    path, values, origins = find_file(start), dict[str, Any](), dict[str, str]()
    sources = [_defaults(), _from_environment(environ), _from_options(options)]
    if path:
        from mlinfra.app.toml_file import TomlFile

        sources.insert(1, _from_file(TomlFile.read(path)))
    for source in sources:
        for key, value, origin in source:
            values[key], origins[key] = value, origin
    rules = RuleSettings(*(values[f"rules.{name}"] for name in _RULE_KEYS))
    if not rules.own:
        check_names(rules, origins, ())
    return Configuration(
        path,
        values["target"],
        values["state"],
        values["compiler"],
        values["templates"],
        values["variables"],
        values["transform"],
        values["naming"],
        rules,
        _reviewed(values, path),
        origins,
    )


_RULE_KEYS = ("select", "ignore", "severity", "stages", "exempt", "own")


def check_names(rules: RuleSettings, origins: Mapping[str, str], own: Iterable[Rule]) -> None:
    """Refuse what names no rule, neither one of mlinfra nor one of the user's ``own``."""
    if not (rules.select or rules.ignore or rules.severity or rules.stages or rules.exempt):
        return  # rules need not be loaded
    from mlinfra.landing_zone.checks import RULES

    known = [(rule.code, rule.slug) for rule in (*RULES, *own)]
    for key, names in (("select", rules.select), ("ignore", rules.ignore), ("severity", rules.severity)):
        check_rule_names(names, known, origins[f"rules.{key}"])
    for severities in rules.stages.values():
        check_rule_names(severities, known, origins["rules.stages"])
    for exemption in rules.exempt:
        check_rule_names([exemption.entry.rule], known, exemption.where)


def _reviewed(values: Mapping[str, Any], file: Path | None) -> dict[str, Any]:
    """What a plan is judged by, as JSON; of own rules also what their files hold."""
    judged_by = {name: plain(values[name]) for name, key in KEYS.items() if key.reviewed}
    if values["rules.own"]:
        from mlinfra.app.own_code import fingerprints

        judged_by["rules.own"] = list(fingerprints(values["rules.own"], file.parent if file else Path()))
    return judged_by


def plain(value: Any) -> Any:
    """A value of the configuration as JSON."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.to_json() if hasattr(value, "to_json") else value  # an exemption, whose class few stacks load


Entries: TypeAlias = Iterator[tuple[str, Any, str]]
"""Key, value and origin."""


def _defaults() -> Entries:
    for name, key in KEYS.items():
        yield name, key.default, DEFAULT


def _from_file(file: TomlFile) -> Entries:
    for name, value, place in file.entries(KEYS):
        if name not in KEYS:
            raise unknown_key(name, place)
        places = file.places(name, len(value)) if isinstance(value, list) else ()
        yield name, KEYS[name].from_toml(value, place, file.path.parent, places), place


def _from_environment(environ: Mapping[str, str]) -> Entries:
    for name, key in KEYS.items():
        variable = f"MLINFRA_{name.upper().replace('.', '_')}"
        if environ.get(variable):
            yield name, key.from_text(environ[variable], variable), variable


def _from_options(options: Mapping[str, Any]) -> Entries:
    for name, value in options.items():
        if value is not None:
            option = f"--{name}"
            yield name, KEYS[name].from_text(str(value), option), option
