"""The link check at GitHub: its one report issue, and the pull request that follows moved links.

What the report says and what a repair changes is decided by `wgbot.links`; here it is done.
"""

from collections.abc import Mapping
from typing import Any

from wgbot.changes import ProposePullRequest, PutFiles, Tell, blob_id
from wgbot.forge.api import Refused, time_of
from wgbot.forge.remote import Remote
from wgbot.links import repair
from wgbot.links.github import PostError
from wgbot.links.repair import Repair
from wgbot.links.report import (
    MARKER,
    CloseReport,
    LinkChange,
    MentionLeads,
    Report,
    WriteReport,
)
from wgbot.problems import WgbotError
from wgbot.repository import Repository

_MOST_CLOSED = 300
"""How many closed issues are looked through for a report that was closed."""


class LinkReport:
    """The report and the repair in one repository."""

    def __init__(self, forge: Remote) -> None:
        """Get ready; nothing is asked yet."""
        self._forge = forge
        self._api = forge.api

    @property
    def folder(self) -> str:
        """Give the address that the repository's files are below, on the web."""
        return f"{self._forge.home}/blob/{self._forge.default_branch}"

    def community(self) -> Repository:
        """Read the repository as it is at GitHub now."""
        return self._forge.present()

    def post(self, query: str, variables: Mapping[str, str]) -> Mapping[str, Any]:
        """Ask the GraphQL API about repositories, for `links.github`."""
        try:
            return self._api.graphql(query, variables)
        except WgbotError as error:
            raise PostError(getattr(error, "status", None)) from error

    def find(self) -> Report | None:
        """Find the report: by its author and its first line, the open one before a closed one."""
        for state in ("open", "closed"):
            listed = self._api.pages("/issues", state=state, sort="updated", direction="desc")
            for number, about in enumerate(listed):
                if state == "closed" and number >= _MOST_CLOSED:
                    break
                body = str(about.get("body") or "")
                is_report = "pull_request" not in about and body.startswith(MARKER)
                if is_report and self._forge.is_own(about.get("user")):
                    return self._report(about)
        return None

    def _report(self, about: dict[str, Any]) -> Report:
        is_open = about["state"] == "open"
        whole = about if is_open else self._api.get(f"/issues/{about['number']}") or about
        by = whole.get("closed_by") or {}
        return Report(
            number=int(about["number"]),
            title=str(about.get("title") or ""),
            body=str(about.get("body") or ""),
            is_open=is_open,
            closed_by_person=by.get("type") == "User",
            closed_at=time_of(whole["closed_at"]) if whole.get("closed_at") else None,
        )

    def apply(self, change: LinkChange, report: Report | None) -> str:
        """Make *change* the case, and say what was done."""
        match change:
            case WriteReport(number=None):
                made = self._api.post("/issues", title=change.title, body=change.body)
                return f"The report is #{made['number']}."
            case WriteReport():
                self._api.patch(
                    f"/issues/{change.number}", title=change.title, body=change.body, state="open"
                )
                return f"The report #{change.number} is up to date."
            case CloseReport():
                self._api.patch(
                    f"/issues/{change.number}",
                    body=change.body,
                    state="closed",
                    state_reason="completed",
                )
                return f"All is well, and the report #{change.number} is closed."
            case MentionLeads():
                found = report or self.find()
                if found is None:
                    return "There is no report to mention anybody in."
                self._api.post(f"/issues/{found.number}/comments", body=change.text)
                return f"The leads are told in #{found.number}."
            case Tell():
                return change.text

    def mend(self, wanted: Repair) -> str | None:
        """Keep the pull request for moved links up to date; say what was done, if anything.

        Where pages or registry are in a second repository it takes one in each, or none at all.
        """
        if not wanted.files:
            return None
        sides = self._sides(wanted)
        stays = [why for side in sides if (why := side.stays())]
        if stays:
            return " ".join(stays)
        done = [said for side in sides if (said := side.put(len(wanted.moves)))]
        # The one that is elsewhere comes first: if it cannot be opened, nothing is.
        done += [said for side in reversed(sides) if (said := side.propose(wanted))]
        for side in sides:
            others = [other.reference for other in sides if other is not side]
            together = f"\n\nMerge it together with {others[0]}.\n" if others else ""
            if said := side.write(wanted.text.rstrip() + together):
                done.append(said)
        return " ".join(done) or None

    def _sides(self, wanted: Repair) -> list["_Side"]:
        community = self._forge.present()
        settings = community.config
        found = [(self._forge, community.commit, False)]
        if settings.second:
            there = self._forge.in_second(settings.second)
            found.append((there, self._forge.commit_in_second, True))
        sides = []
        for forge, base, is_second in found:
            files = {
                path: data
                for path, data in wanted.files.items()
                if settings.is_in_second(path) == is_second
            }
            if files:
                sides.append(_Side(forge, files, base or "", is_second=is_second))
        return sides


class _Side:
    """What follows moved links in one repository: a branch and its pull request."""

    def __init__(
        self, forge: Remote, files: Mapping[str, bytes], base: str, *, is_second: bool
    ) -> None:
        self._forge = forge
        self._files = files
        self._base = base
        self._name = forge.api.repository if is_second else ""
        self._pull, head = forge.branches.pull_request(repair.BRANCH, forge.default_branch)
        self._branch = forge.branches.branch(
            repair.BRANCH, head, lambda text: text.strip() == repair.MESSAGE.strip()
        )
        self._ids = {path: blob_id(data) for path, data in files.items()}

    @property
    def _called(self) -> str:
        return f"{self._name}#{self._pull.number if self._pull else 0}"

    @property
    def reference(self) -> str:
        """Give how the pull request is called from anywhere."""
        return f"{self._forge.api.repository}#{self._pull.number if self._pull else 0}"

    def stays(self) -> str | None:
        """Say why nothing may be done, where that is so."""
        branch, pull = self._branch, self._pull
        where = f" of {self._name}" if self._name else ""
        if branch and not branch.own:
            return f"Somebody has added to the branch {repair.BRANCH}{where}, so it stays as it is."
        if branch and pull and pull.state == "closed" and branch.files == self._ids:
            return (
                f"Pull request {self._called} was closed, so the links that moved stay as they are."
            )
        return None

    def put(self, moves: int) -> str | None:
        """Put the files on the branch, if they are not there."""
        branch = self._branch
        if branch and (branch.base, branch.files) == (self._base, self._ids):
            return None
        expected = branch.head if branch else None
        self._forge.branches.put(
            PutFiles(repair.BRANCH, self._base, expected, self._files, repair.MESSAGE)
        )
        where = f" of {self._name}" if self._name else ""
        return f"{moves} links are followed on the branch {repair.BRANCH}{where}."

    def propose(self, wanted: Repair) -> str | None:
        """Open the pull request, if there is none."""
        if self._pull and self._pull.state == "open":
            return None
        proposal = ProposePullRequest(repair.BRANCH, wanted.title, wanted.text)
        try:
            self._pull = self._forge.branches.propose(proposal, self._forge.default_branch)
        except Refused as error:
            raise WgbotError(f"The pull request could not be opened. {error}") from error
        return f"Pull request {self._called} is open."

    def write(self, text: str) -> str | None:
        """Write the pull request's text, if it is another."""
        pull = self._pull
        if pull is None or pull.text.strip() == text.replace("\r\n", "\n").strip():
            return None
        self._forge.api.patch(f"/pulls/{pull.number}", body=text)
        return f"The text of pull request {self._called} is up to date."
