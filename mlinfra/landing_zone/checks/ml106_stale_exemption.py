"""An exemption that lets nothing stand.

``exempt=[Exempt(rule, reason)]`` on a resource, or ``[[rules.exempt]]`` in ``mlinfra.toml``, lets stand what a rule finds.
When its last day is over, or the rule finds nothing there any more, the entry says something that is not true, and would
hide the next fault of that kind. Take it out, or give it a new last day. An entry of ``mlinfra.toml`` is looked at by
``mlinfra check`` of all stacks of a file; where one file of configuration serves several stack files, ``stack`` says which
stacks an entry is about.
"""

from collections.abc import Iterator, Sequence

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.checks.exemptions import Stale

CODE, SLUG = "ML106", "stale-exemption"
SEVERITY: Severity = "warning"
WHY = "the next fault of that kind is not seen"
LINK = "https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure"
GOOD = """
exempt = [Exempt("ML403", "runs a demonstration day and night")]
workspace = Workspace("mlw-churn", computes=[ComputeInstance("ci-ada", size="Standard_D4s_v5", idle=None, exempt=exempt)])
"""
BAD = """
exempt = [Exempt("ML403", "runs a demonstration day and night")]
workspace = Workspace("mlw-churn", computes=[ComputeInstance("ci-ada", size="Standard_D4s_v5", exempt=exempt)])
"""


def judge_exemptions(entries: Sequence[Stale]) -> Iterator[Problem]:
    """Tell each."""
    for entry in entries:
        exemption = entry.exemption
        message = f"the exemption from {exemption.entry.rule} ({exemption.entry.reason}) is stale: {entry.why}"
        address = "" if exemption.address == "*" else exemption.address
        fix = "take it out, or give it a new last day"
        yield Problem(None, message, fix, where=exemption.where, address=address)
