"""What people do on GitHub with branches and pull requests: by git, in the browser, by the merge queue."""

from collections.abc import Mapping

from tests.fakegithub import acts, acts_git, acts_pulls, events, render, rules
from tests.fakegithub.accounts import Account
from tests.fakegithub.events import Event
from tests.fakegithub.objects import FILE, Signature, raw
from tests.fakegithub.people import NotAllowedError, People
from tests.fakegithub.state import Issue, Repo

Files = Mapping[str, bytes | str | None]

QUEUE_BOT = "github-merge-queue[bot]"


class PullPeople(People):
    """Actions of people on branches and pull requests; part of the fake."""

    # Pull requests

    def open_pull(
        self,
        by: str,
        branch: str,
        title: str = "A change",
        body: str | None = None,
        base: str | None = None,
        draft: bool = False,
        source: Repo | None = None,
    ) -> Event:
        """Open a pull request: anybody, from any branch there is.

        *branch* may be `owner:branch` of a fork; *source* is the repository that has it, where its
        owner has several.
        """
        account = self._who(by)
        made = self._try(
            acts_pulls.create_pull,
            self.world,
            self.repo,
            account,
            title,
            branch,
            base or self.repo.default_branch,
            body,
            draft,
            source=source,
        )
        return self._fire_issue("opened", made, account)

    def merge(
        self, by: str, number: "int | Event", method: str = "squash", message: str | None = None
    ) -> Event:
        """Merge a pull request: squash or merge, with GitHub's message unless another is given."""
        issue = self._pull(number)
        if self.world.policy.merge_queue:
            raise NotAllowedError("it takes the merge queue")
        return self._merge(issue, self._who(by, "write"), method, message)

    def queue(self, by: str, number: "int | Event") -> Event:
        """Put a pull request into the merge queue: write. It leaves it when its branch moves."""
        issue = self._pull(number)
        account = self._who(by, "write")
        if not self.world.policy.merge_queue or issue.state != "open" or issue.pull.draft:
            raise NotAllowedError("there is no queue, or it is not open")
        self._try(rules.check_merge, self.world, self.repo, issue)
        issue.pull.queued = True
        acts.happen(self.world, issue, "added_to_merge_queue", account)
        return self._fire_issue("enqueued", issue, account)

    def merge_queued(self, number: "int | Event", method: str = "squash") -> Event:
        """Let the merge queue have its turn: it merges, by another commit, as its own account."""
        issue = self._pull(number)
        if not issue.pull.queued:
            raise NotAllowedError("it is not in the queue")
        self.world.clock.tick()
        issue.pull.queued = False
        return self._merge(issue, self.world.accounts[QUEUE_BOT], method, None)

    def _merge(self, issue: Issue, account: Account, method: str, message: str | None) -> Event:
        before = self.repo.branch(issue.pull.base_ref)
        open_before = {n for n, one in self.repo.issues.items() if one.state == "open"}
        sha = self._try(acts_pulls.merge, self.world, self.repo, issue, account, method, message)
        merged = self._fire_issue("closed", issue, account)
        for number_closed in sorted(open_before - {issue.number}):
            one = self.repo.issues[number_closed]
            if one.state == "closed":
                self._fire_issue("closed", one, account)
        ref = f"refs/heads/{issue.pull.base_ref}"
        self._fire(events.push(self.world, self.repo, ref, before, sha, account))
        return merged

    def close_pull(self, by: str, number: "int | Event") -> Event:
        """Close a pull request unmerged: its author, or triage."""
        self._pull(number)
        return self.close(by, number)

    def set_draft(self, by: str, number: "int | Event", draft: bool) -> Event:
        """Make a pull request a draft, or ready: its author, or write."""
        issue = self._pull(number)
        account = self._who(by, "read" if self._is(by, issue.author) else "write")
        self._try(acts_pulls.set_draft, self.world, issue, account, draft)
        return self._fire_issue(
            "converted_to_draft" if draft else "ready_for_review", issue, account
        )

    def request_team(self, by: str, number: "int | Event", slug: str) -> Event:
        """Ask a team of the organisation for a review: write."""
        issue = self._pull(number)
        account = self._who(by, "write")
        if slug not in issue.pull.teams:
            issue.pull.teams.append(slug)
        team = render.team(self.world, self.repo, slug)
        return self._fire_issue("review_requested", issue, account, requested_team=team)

    def retarget(self, by: str, number: "int | Event", base: str) -> Event:
        """Have a pull request go to another branch: its author, or write."""
        issue = self._pull(number)
        account = self._who(by, "read" if self._is(by, issue.author) else "write")
        ref, sha = issue.pull.base_ref, issue.pull.base_sha
        self._try(acts_pulls.set_base, self.world, self.repo, issue, account, base)
        changes = {"base": {"ref": {"from": ref}, "sha": {"from": sha}}}
        return self._fire_issue("edited", issue, account, changes=changes)

    def approve(self, by: str, number: "int | Event") -> Event:
        """Approve a pull request by a review: anybody; it counts of those who may write."""
        issue = self._pull(number)
        account = self._who(by)
        return self._review(issue, account, "approved")

    def request_changes(self, by: str, number: "int | Event") -> Event:
        """Ask for changes by a review: anybody."""
        return self._review(self._pull(number), self._who(by), "changes_requested")

    def _review(self, issue: Issue, account: Account, state: str) -> Event:
        review = self._try(acts_pulls.review, self.world, issue, account, state)
        return self._fire(events.pull_request_review(self.world, self.repo, issue, review, account))

    def dismiss(self, by: str, number: "int | Event", whose: str) -> Event:
        """Dismiss somebody's last review: write."""
        issue, account = self._pull(number), self._who(by, "write")
        given = [one for one in issue.pull.reviews if self._is(whose, one.author)]
        if not given or given[-1].state not in ("approved", "changes_requested"):
            raise NotAllowedError("there is no review to dismiss")
        given[-1].state = "dismissed"
        acts.happen(self.world, issue, "review_dismissed", account)
        return self._fire(
            events.pull_request_review(self.world, self.repo, issue, given[-1], account)
        )

    def update_branch(self, by: str, number: "int | Event", *, is_rebase: bool = False) -> Event:
        """Press "Update branch": the base is merged into the pull request's branch, or that is rebased."""
        issue = self._pull(number)
        account = self._who(by, "read" if self._is(by, issue.author) else "write")
        repo, name = issue.pull.head_repo, f"refs/heads/{issue.pull.head_ref}"
        before, stood = issue.pull.head_sha, events.standing(self.world)
        self._try(
            acts_pulls.update_branch, self.world, self.repo, issue, account, is_rebase=is_rebase
        )
        return self._moved(repo, name, before, account, stood)

    def revert(self, by: str, number: "int | Event") -> Event:
        """Press "Revert" on what was merged: a branch and a pull request that undo it."""
        issue = self._pull(number)
        account = self._who(by, "write")
        pull, objects = issue.pull, self.repo.objects
        if not pull.merged_at:
            raise NotAllowedError("it is not merged")
        base, (before, *_) = self.repo.branch(pull.base_ref), objects.read(pull.merge_sha).parents
        files = objects.merged(pull.merge_sha, base, before)
        if files is None:
            raise NotAllowedError("it cannot be reverted: what it changed was changed again")
        title = f'Revert "{issue.title}"'
        tree, name = objects.tree(files), f"revert-{issue.number}-{pull.head_ref}"
        sha = acts_git.on_the_web(self.world, self.repo, account, tree, (base,), title)
        self._move(self.repo, name, sha, account)
        text = f"Reverts {self.repo.full_name}#{issue.number}"
        return self.open_pull(by, name, title, text, pull.base_ref)

    def set_status(
        self, by: str, branch: str, context: str, state: str = "success", description: str = ""
    ) -> None:
        """Put a status on a branch's commit, as a program of this account does."""
        sha, account = self._tip(branch), self._who(by, "write")
        self._try(
            acts.add_status,
            self.world,
            self.repo,
            account,
            sha,
            state,
            context,
            description,
            None,
        )

    # Branches

    def push(
        self,
        branch: str,
        files: Files,
        by: str,
        message: str = "Change files",
        repo: Repo | None = None,
        who: Signature | None = None,
        web: bool = False,
    ) -> Event:
        """Commit files (None deletes one) onto a branch, made from the default one if need be.

        *who* the commit says it is by; that may be anybody. *web*: in the web editor or a codespace,
        where GitHub commits and signs for a person.
        """
        repo = repo or self.repo
        account = self._who(by, "write", repo)
        before = repo.branch(branch)
        parent = before or repo.branch(repo.default_branch)
        sha = self._commit(repo, parent, (parent,), files, account, message, who, who, web)
        return self._move(repo, branch, sha, account)

    def rename_default_branch(self, by: str, new: str) -> None:
        """Rename the default branch: open pull requests follow, merged ones keep the old one."""
        self._who(by, "admin")
        old, ref = self.repo.default_branch, self.repo.default_ref
        self.repo.default_branch = new
        self.repo.refs[self.repo.default_ref] = self.repo.refs.pop(ref)
        for issue in self.repo.pulls():
            if issue.state == "open" and issue.pull.base_ref == old:
                issue.pull.base_ref = new

    def amend(
        self,
        branch: str,
        by: str,
        files: Files | None = None,
        message: str | None = None,
        web: bool = False,
    ) -> Event:
        """Amend the last commit of a branch and force-push: its author stays, as git has it.

        *web*: in a codespace, where GitHub commits and signs.
        """
        account = self._who(by, "write")
        tip = self._tip(branch)
        old = self.repo.objects.read(tip)
        sha = self._commit(
            self.repo,
            tip,
            old.parents,
            files or {},
            account,
            message or old.message,
            old.author,
            web=web,
        )
        return self._move(self.repo, branch, sha, account)

    def point(self, branch: str, sha: str, by: str) -> Event:
        """Push a commit that exists as a branch, by force if need be."""
        return self._move(self.repo, branch, sha, self._who(by, "write"))

    def delete_branch(self, branch: str, by: str) -> Event:
        """Delete a branch; its open pull requests close."""
        account = self._who(by, "write")
        name, before = f"refs/heads/{branch}", self._tip(branch)
        self._try(rules.check_ref, self.world, self.repo, name, None, account)
        stood = events.standing(self.world)
        self._try(acts_git.delete_ref, self.world, self.repo, name, account)
        return self._moved(self.repo, name, before, account, stood)

    def _tip(self, branch: str) -> str:
        tip = self.repo.branch(branch)
        if tip is None:
            raise NotAllowedError(f"there is no branch {branch}")
        return tip

    def _commit(
        self,
        repo: Repo,
        on: str,
        parents,
        files: Files,
        account: Account,
        message: str,
        author: Signature | None = None,
        committer: Signature | None = None,
        web: bool = False,
    ) -> str:
        objects = repo.objects
        entries = dict(objects.files_of(on))
        for path, data in files.items():
            if data is None:
                del entries[path]
            else:
                entries[path] = (FILE, objects.put("blob", raw(data)))
        tree = objects.tree(entries)
        if web:
            return acts_git.on_the_web(self.world, repo, account, tree, parents, message, author)
        own = Signature(
            account.name or account.login, account.email or account.noreply, self.world.clock.now
        )
        return objects.commit(tree, parents, author or own, committer or own, message)

    def _move(self, repo: Repo, branch: str, sha: str, account: Account) -> Event:
        name, before = f"refs/heads/{branch}", repo.branch(branch)
        if before is None:
            self._try(acts_git.check_ref, repo, name, sha)
        self._try(rules.check_ref, self.world, repo, name, sha, account)
        stood = events.standing(self.world)
        acts_git.set_ref(self.world, repo, name, sha, account)
        return self._moved(repo, name, before, account, stood)

    def _moved(self, repo: Repo, name: str, before: str | None, account: Account, stood) -> Event:
        pushed, *followed = events.moved(self.world, repo, name, before, account, stood)
        for event in (pushed, *followed):
            self._fire(event)
        return pushed
