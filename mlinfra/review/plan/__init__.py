"""The forecast of a deployment as one value, from Azure's what-if, a stack's what-if, or two snapshots."""

from mlinfra.base.ignore import Ignore
from mlinfra.base.origin import Origin
from mlinfra.review.plan.assemble import with_orphans
from mlinfra.review.plan.change import Action, Change, Delta, DeltaAction, Noise, Risk
from mlinfra.review.plan.codec import FORMAT_VERSION, from_json, read_plan, to_json
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.delta import property_delta
from mlinfra.review.plan.exit_code import exit_code
from mlinfra.review.plan.missing_group import plan_with_group
from mlinfra.review.plan.offline import diff_snapshots
from mlinfra.review.plan.orphan import LiveOrphan, Orphan
from mlinfra.review.plan.plan import Coverage, Diagnostic, Digests, Failure, FailureCause, Folded, Gap, Plan, Source
from mlinfra.review.plan.saved import contradictions, stale
from mlinfra.review.plan.schema import plan_schema
from mlinfra.review.plan.stack_what_if import read_stack_what_if
from mlinfra.review.plan.what_if import read_what_if

__all__ = [
    "FORMAT_VERSION",
    "Action",
    "Change",
    "Context",
    "Coverage",
    "Delta",
    "DeltaAction",
    "Diagnostic",
    "Digests",
    "Failure",
    "FailureCause",
    "Folded",
    "Gap",
    "Ignore",
    "LiveOrphan",
    "Noise",
    "Origin",
    "Orphan",
    "Plan",
    "Risk",
    "Source",
    "contradictions",
    "diff_snapshots",
    "exit_code",
    "from_json",
    "plan_schema",
    "plan_with_group",
    "property_delta",
    "read_plan",
    "read_stack_what_if",
    "read_what_if",
    "stale",
    "to_json",
    "with_orphans",
]
