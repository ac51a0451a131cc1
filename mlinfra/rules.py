"""What rules of your own are written with, and the test that each of them passes.

Example:
    from mlinfra.rules import faults

    def test_our_rule() -> None:
        assert faults("rules/geo_redundant.py") == ()
"""

from __future__ import annotations

from pathlib import Path

from mlinfra.app.own_code import load_rules
from mlinfra.app.rule_examples import faults_of
from mlinfra.landing_zone.bodies.subjects import ABSENT, OPEN, Resources, Subject
from mlinfra.landing_zone.checks._rule import Problem

__all__ = ["ABSENT", "OPEN", "Problem", "Resources", "Subject", "faults"]


def faults(file: Path | str) -> tuple[str, ...]:
    """What is wrong with the rule in a file: it must be silent on its ``GOOD`` example and speak on its ``BAD`` one.

    Raises `InvalidInput` for a file that holds no rule, and `LoadError` for one that cannot be run.
    """
    path = Path(file)
    return tuple(fault for rule in load_rules([path.name], path.parent, str(path.parent)) for fault in faults_of(rule))
