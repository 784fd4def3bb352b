"""The forge of a dry run: nothing is applied, and everything is taken to have worked."""

from wgbot.proposals.changes import Change, with_change_applied
from wgbot.proposals.reconcile import Applied
from wgbot.proposals.situation import Situation


class DryRun:
    """A forge that changes nothing."""

    def apply(self, change: Change, situation: Situation) -> Applied:
        """Return the situation as it would be with *change* applied."""
        return Applied(with_change_applied(change, situation))
