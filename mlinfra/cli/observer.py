"""Tell on the terminal what a verb does, and ask there before something changes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from mlinfra.app.observer import Observer
from mlinfra.cli.screen import Following, ask, look, note, progress, show

if TYPE_CHECKING:
    from mlinfra.app.configuration import Target
    from mlinfra.app.observer import Follow
    from mlinfra.app.prune import Pruning
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.protocol import Watch
    from mlinfra.review.plan.plan import Plan


class ScreenObserver(Observer):
    """Notes and progress on stderr; questions that ``--yes`` answers. ``quiet``: stdout is for the result alone."""

    def __init__(self, *, yes: bool = False, quiet: bool = False, purge: bool = False) -> None:
        self.yes, self.quiet, self.purge = yes, quiet, purge

    def note(self, text: str) -> None:
        """Print it on stderr."""
        note(text)

    def waiting(self, doing: str) -> AbstractContextManager[Watch]:
        """Show on stderr how long it takes."""
        return progress(doing)

    def planned(self, plan: Plan, *, reviewed: bool) -> None:
        """Show the plan, unless somebody reviewed it, or nobody will look."""
        from mlinfra.review.plan.codec import to_json
        from mlinfra.review.report.text import report_text

        if reviewed or (self.quiet and self.yes):
            return
        if self.quiet:
            note(report_text([to_json(plan)]))
        else:
            screen = look()
            show(report_text([to_json(plan)], width=screen.width, color=screen.color))

    def nothing_to_deploy(self, stack: str, stays: str) -> None:
        """Say so, and what stays."""
        said = f"{stack}: nothing to deploy{f'; {stays}' if stays else ''}"
        if not self.quiet:
            show(said)
        elif stays:
            note(said)

    def approve(self, plan: Plan) -> bool:
        """Ask, and stop the command unless the answer is yes."""
        if not self.yes:
            ask(f"Deploy {plan.stack} to {plan.scope.id}?", abort=True)
        return True

    def following(self) -> AbstractContextManager[Follow]:
        """Show on stderr which resources are done."""
        return Following(quiet=self.quiet)

    def cancel(self, target: Target) -> bool:
        """Ask on Ctrl-C; the local target ends with this command, so a deployment there does not go on by itself."""
        azure = "it goes on in Azure; run again to follow it"
        no = "it stops here; run again to resume it" if target == "local" else azure
        try:
            return ask(f"\nCancel the deployment? (no: {no})")
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
