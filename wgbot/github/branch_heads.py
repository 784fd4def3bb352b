"""Whose the commit is that a branch is at: the bot's, what a click on “Update branch” made of it, or a person's.

A merge of the base, or a rebase onto it, that changes nothing besides is nobody's.
"""

import base64
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from wgbot.files.tree import Tree, blob_id
from wgbot.github import graphql
from wgbot.github.api import Api
from wgbot.localgit.git import Git
from wgbot.proposals import markers
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import Branch
from wgbot.text.problems import WgbotError

_MOST_MERGES = 10
"""How many merges of the base are looked below."""
_MOST_FILES = 300
"""How many files a comparison lists at most."""


class BranchHeads:
    """The commits that the branches of one repository are at."""

    def __init__(self, api: Api, checkout: Git | None, files: Callable[[str], Tree]) -> None:
        """Get ready. *checkout* may have what GitHub has, and *files* returns those of a commit."""
        self._api = api
        self._checkout = checkout
        self._files = files

    def read(self, name: str, head: Mapping[str, Any], base: str) -> Branch:
        """Return a branch by its *head*: the bot's, as long as nobody added anything to what the bot made."""
        parents = [str(each["oid"]) for each in graphql.nodes(head.get("parents"))]
        commit, tree, message = str(head["oid"]), str(head["tree"]["oid"]), str(head["message"])
        for _ in range(_MOST_MERGES):
            if own := markers.own_message(message, tree):
                return Branch(name, str(head["oid"]), is_bots=True, message=own)
            if own := self._rebased(commit, parents, message, base):
                return Branch(name, str(head["oid"]), is_bots=True, message=own)
            if len(parents) != 2 or not self._is_clean_merge(commit, parents, base):
                break
            commit = parents[0]
            about = self._api.get(f"/git/commits/{commit}")
            if about is None:
                raise Retry(f"The commit {commit} is gone. Run this again.")
            parents = [str(each["sha"]) for each in about["parents"]]
            tree, message = str(about["tree"]["sha"]), str(about["message"])
        return Branch(name, str(head["oid"]), is_bots=False)

    def is_in(self, commit: str, base: str) -> bool:
        """Return whether a commit is *base*, or one that it was made of."""
        return (self._compared(base, commit) or {}).get("ahead_by") == 0

    def _rebased(self, commit: str, parents: list[str], message: str, base: str) -> str | None:
        """Return the bot's message of a commit that does on a newer *base* what the bot's did, and no more.

        So it is after "Update branch" with a rebase. Where files of the bot's changed meanwhile, it
        can't be told from what a person did.
        """
        if len(parents) != 1 or not markers.may_be_rebased(message):
            return None
        if not self.is_in(parents[0], base):
            return None
        compared = self._compared(parents[0], commit)
        if compared is None:
            return None
        before, after = self._files(parents[0]), self._files(commit)
        done = {
            path: markers.blobs(before.read(path), after.read(path)) for path in _touched(compared)
        }
        return markers.rebased_message(message, done)

    def _is_clean_merge(self, commit: str, parents: list[str], base: str) -> bool:
        """Return whether *commit* brings the branch to a newer *base*, and changes nothing besides.

        What a person did to solve a conflict is theirs.
        """
        before, merged = parents
        if not self.is_in(merged, base):
            return False
        mine, now = self._compared(merged, before), self._compared(merged, commit)
        if mine is None or now is None:
            return False
        added, is_now = _contents(mine), _contents(now)
        parted = str(mine["merge_base_commit"]["sha"])
        return added.keys() == is_now.keys() and all(
            is_now[path] in (added[path], self._merged(path, parted, before, merged))
            for path in added
        )

    def _compared(self, before: str, after: str) -> Mapping[str, Any] | None:
        """Return how *after* differs since it parted from *before*; None if that cannot be told."""
        found: Mapping[str, Any] | None = self._api.get(f"/compare/{before}...{after}")
        return found if found and len(found.get("files") or ()) < _MOST_FILES else None

    def _merged(self, path: str, parted: str, *sides: str) -> str | None:
        """Return the `blob_id` of the file that git makes of *sides*; None if it can't."""
        if self._checkout is None:
            return None
        with tempfile.TemporaryDirectory(prefix="wgbot-") as folder:
            files = []
            for number, commit in enumerate((sides[0], parted, sides[1])):
                about = self._api.get(f"/contents/{quote(path)}", ref=commit) or {}
                files.append(Path(folder, str(number)))
                files[-1].write_bytes(base64.b64decode(about.get("content") or ""))
            try:
                return blob_id(self._checkout.run("merge-file", "-p", *map(str, files)))
            except WgbotError:
                return None


def _touched(compared: Mapping[str, Any]) -> set[str]:
    """Return the paths of all files that differ, by their old and their new names."""
    return {
        str(each[key])
        for each in compared.get("files") or ()
        for key in ("filename", "previous_filename")
        if each.get(key)
    }


def _contents(compared: Mapping[str, Any]) -> dict[str, str | None]:
    """Return what each file that differs holds, by path; None where it is gone."""
    return {
        str(each["filename"]): None if each.get("status") == "removed" else str(each["sha"])
        for each in compared.get("files") or ()
    }
