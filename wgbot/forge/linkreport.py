"""The link check at GitHub: its one report issue, and the pull request that follows moved links.

What the report says and what a repair changes is decided by `wgbot.links`; here it is done.
"""

from collections.abc import Mapping
from typing import Any

from wgbot.changes import ProposePullRequest, PutFiles, Tell, blob_id
from wgbot.forge.api import Refused, time_of
from wgbot.forge.github import GitHub
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

    def __init__(self, forge: GitHub) -> None:
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
        """Keep the pull request for moved links up to date; say what was done, if anything."""
        if not wanted.files:
            return None
        branches, community = self._forge.branches, self._forge.present()
        pull, head = branches.pull_request(repair.BRANCH)
        branch = branches.branch(
            repair.BRANCH, head, lambda text: text.strip() == repair.MESSAGE.strip()
        )
        files = {path: blob_id(data) for path, data in wanted.files.items()}
        if branch and not branch.own:
            return f"Somebody has added to the branch {repair.BRANCH}, so it stays as it is."
        if branch and pull and pull.state == "closed" and branch.files == files:
            return (
                f"Pull request #{pull.number} was closed, so the links that moved stay as they are."
            )
        base = community.commit or ""
        done = []
        if branch is None or (branch.base, branch.files) != (base, files):
            expected = branch.head if branch else None
            put = PutFiles(repair.BRANCH, base, expected, wanted.files, repair.MESSAGE)
            branches.put(put, community)
            done.append(f"{len(wanted.moves)} links are followed on the branch {repair.BRANCH}.")
        if pull is None or pull.state != "open":
            proposal = ProposePullRequest(repair.BRANCH, repair.TITLE, wanted.text)
            try:
                pull = branches.propose(proposal, self._forge.default_branch)
            except Refused as error:
                raise WgbotError(f"The pull request could not be opened. {error}") from error
            done.append(f"Pull request #{pull.number} is open.")
        elif pull.text.strip() != wanted.text.replace("\r\n", "\n").strip():
            self._api.patch(f"/pulls/{pull.number}", body=wanted.text)
            done.append(f"The text of pull request #{pull.number} is up to date.")
        return " ".join(done) or None
