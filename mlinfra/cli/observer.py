"""Tell on the terminal what a verb does, and ask there before something changes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from mlinfra.app.observer import Observer
from mlinfra.cli.progress import RunningLine
from mlinfra.cli.screen import ask, look, note, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlinfra.app.configuration import Target
    from mlinfra.app.observer import Follow
    from mlinfra.app.prune import Pruning
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.azure.protocol import Watch
    from mlinfra.review.plan.plan import Plan


class ScreenObserver(Observer):
    """Notes and progress on stderr; questions that ``--yes`` answers. ``quiet``: stdout is for the result alone."""

    def __init__(self, *, yes: bool = False, quiet: bool = False, purge: bool = False) -> None:
        self.yes, self.quiet, self.purge = yes, quiet, purge
        self.line = RunningLine()
        self.several = False
        self.declined = False
        """Whether somebody said no, or nobody could be asked."""
        self.outcomes: list[Outcome] = []
        """Of the deployments that ended until now."""
        self.unchanged: tuple[str, ...] = ()
        """Names of the stacks that had nothing to deploy."""

    def note(self, text: str) -> None:
        """Print it on stderr."""
        note(text)

    def waiting(self, doing: str) -> AbstractContextManager[Watch]:
        """Show on stderr how long it takes."""
        return self.line.waiting(doing)

    def planned(self, plans: Sequence[Plan], *, reviewed: bool) -> None:
        """Show the plans, unless somebody reviewed them, or nobody will look."""
        from mlinfra.review.plan.codec import to_json
        from mlinfra.review.report.text import report_text

        self.several = self.several or len(plans) > 1
        documents = [to_json(plan) for plan in plans]
        if reviewed or (self.quiet and self.yes):
            return
        if self.quiet:
            note(report_text(documents))
        else:
            screen = look()
            show(report_text(documents, width=screen.width, color=screen.color))

    def nothing_to_deploy(self, stacks: Mapping[str, str]) -> None:
        """Say so, those of which nothing stays in one line together."""
        self.unchanged = (*self.unchanged, *stacks)
        quiet = [name for name, stays in stacks.items() if not stays]
        if quiet and not self.quiet:
            named = quiet[0] if len(quiet) == 1 else f"{len(quiet)} stacks ({', '.join(quiet)})"
            show(f"{named}: nothing to deploy")
        for name, stays in stacks.items():
            if stays and self.quiet:
                note(f"{name}: nothing to deploy; {stays}")
            elif stays:
                show(f"{name}: nothing to deploy; {stays}")

    def approve(self, plans: Sequence[Plan]) -> bool:
        """Ask, unless ``--yes`` answers; without an answer it is a no. Ctrl-C stops the command."""
        if self.yes:
            return True
        plan = plans[0]
        what = f"{plan.stack} to {plan.scope.id}" if len(plans) == 1 else f"these {len(plans)} stacks"
        try:
            self.declined = not ask(f"Deploy {what}?")
        except click.Abort as stop:
            if isinstance(stop.__context__, KeyboardInterrupt):
                raise
            self.declined = True
        return not self.declined

    def following(self, stack: str) -> AbstractContextManager[Follow]:
        """Show on stderr which resources are done."""
        return self.line.following(stack, quiet=self.quiet, several=self.several)

    def ended(self, outcome: Outcome) -> None:
        """Keep it, and of several stacks say which has ended."""
        self.outcomes.append(outcome)
        if self.several and not self.quiet and outcome.state != "NotStarted":
            note(f"{outcome.stack}: {outcome.state.lower()}")

    def cancel(self, target: Target) -> bool:
        """Ask on Ctrl-C; the local target ends with this command, so a deployment there does not go on by itself."""
        azure = "it goes on in Azure; run again to follow it"
        no = "it stops here; run again to resume it" if target == "local" else azure
        try:
            return ask(f"\nCancel {'what is deployed' if self.several else 'the deployment'}? (no: {no})")
        except click.Abort:
            return False

    def approve_pruning(self, pruning: Pruning) -> bool:
        """Show what would go, and stop the command unless the answer is yes."""
        from mlinfra.cli.destruction import pruning_question, pruning_text

        show(pruning_text(pruning), err=self.quiet)
        if not pruning.destruction.empty and not self.yes:
            ask(pruning_question(pruning), abort=True)
        return True

    def approve_destruction(self, destruction: Destruction) -> bool:
        """Show what would go, and stop the command unless the answer is yes."""
        from mlinfra.cli.destruction import counted, destruction_text

        show(destruction_text(destruction, purge=self.purge), err=self.quiet)
        if not destruction.empty and not self.yes:
            ask(f"Delete {counted(destruction)}?", abort=True)
        return True
