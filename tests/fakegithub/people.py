"""What people do on GitHub, each as one method that gives the event it fires."""

from collections.abc import Mapping, Sequence

from tests.fakegithub import acts, events, render
from tests.fakegithub.accounts import ACTIONS_BOT, Account, at_least
from tests.fakegithub.events import Event
from tests.fakegithub.objects import FILE, Signature, raw
from tests.fakegithub.state import ApiError, Comment, Issue, Repo, World

Files = Mapping[str, bytes | str | None]


class NotAllowedError(Exception):
    """GitHub does not offer this to somebody of this role, or not now."""


class People:
    """Actions of people on the repository; part of the fake.

    Who acts (`by`) is named by login. Most take the number of an issue or pull request, or the
    Event that told of it. Each gives an Event, keeps it in `deliveries`, and takes a second.
    """

    world: World
    repo: Repo
    deliveries: list[Event]

    def _who(self, by: str, needed: str = "read", repo: Repo | None = None) -> Account:
        account = self.world.account(by)
        assert account is not None, f"no account {by}: add_account first"
        repo = repo or self.repo
        # A workflow acts for it in the repository that it belongs to, as a job's permissions allow.
        role = "write" if account.login == ACTIONS_BOT else repo.role(account)
        if not at_least(role, needed):
            raise NotAllowedError(f"{by} is {role}, it takes {needed}")
        if self.repo.archived:
            raise NotAllowedError("the repository is archived")
        self.world.clock.tick()
        return account

    def _issue(self, number: "int | Event") -> Issue:
        issue = self.repo.issues.get(number if isinstance(number, int) else number.number)
        if issue is None:
            raise NotAllowedError(f"there is no issue {number}")
        return issue

    def _comment(self, comment: "int | Event") -> Comment:
        found = self.repo.comment(comment if isinstance(comment, int) else comment.comment_id)
        if found is None:
            raise NotAllowedError(f"there is no comment {comment}")
        return found

    def _fire(self, event: Event) -> Event:
        self.deliveries.append(event)
        return event

    def _fire_issue(self, action: str, issue: Issue, sender: Account, label=None, **more) -> Event:
        return self._fire(
            events.issues(self.world, self.repo, action, issue, sender, label, **more)
        )

    # Issues

    def open_issue(
        self,
        by: str,
        body: str | None,
        title: str = "A proposal",
        labels: Sequence[str] = (),
        form_labels: Sequence[str] = (),
    ) -> Event:
        """File an issue. Labels of who may not label are dropped; a form's own are set if they exist."""
        account = self._who(by)
        if not self.repo.has_issues:
            raise NotAllowedError("the repository has no issues")
        issue = acts.create_issue(self.world, self.repo, account, title, body)
        names = [name for name in form_labels if name.lower() in self.repo.labels]
        if acts.may(self.repo, account, "triage"):
            names += [name for name in labels if name.lower() in self.repo.labels]
        added = acts.add_labels(self.world, self.repo, issue, account, names)
        opened = self._fire_issue("opened", issue, account)
        for label in added:
            self._fire_issue("labeled", issue, account, label)
        return opened

    def edit_issue(
        self, by: str, number: "int | Event", body: str | None = None, title: str | None = None
    ) -> Event:
        """Change the text or the title of an issue or pull request."""
        issue = self._issue(number)
        account = self._who(by, "read" if self._is(by, issue.author) else "write")
        given = {k: v for k, v in {"body": body, "title": title}.items() if v is not None}
        changes = acts.edit_issue(self.world, issue, account, **given)
        return self._fire_issue("edited", issue, account, changes=changes)

    def _is(self, by: str, account: Account) -> bool:
        return by.lower() == account.login.lower() and not account.deleted

    def label(self, by: str, number: "int | Event", name: str, app: str | None = None) -> Event:
        """Put on a label of the repository; by an *app* on a person's behalf, if it is named."""
        issue = self._issue(number)
        account = self._who(by, "triage")
        if name.lower() not in self.repo.labels:
            raise NotAllowedError(f"the repository has no label {name}")
        acts.add_labels(self.world, self.repo, issue, account, [name], app)
        label = self.repo.labels[name.lower()]
        return self._fire_issue("labeled", issue, account, label)

    def unlabel(self, by: str, number: "int | Event", name: str) -> Event:
        """Take a label off."""
        issue = self._issue(number)
        account = self._who(by, "triage")
        try:
            label = acts.remove_label(self.world, self.repo, issue, account, name)
        except ApiError as error:
            raise NotAllowedError(str(error)) from error
        return self._fire_issue("unlabeled", issue, account, label)

    def close(self, by: str, number: "int | Event", reason: str = "completed") -> Event:
        """Close an issue: its author, or triage."""
        issue = self._issue(number)
        account = self._who(by, "read" if self._is(by, issue.author) else "triage")
        if not acts.set_state(self.world, issue, account, "closed", reason):
            raise NotAllowedError("it is closed")
        return self._fire_issue("closed", issue, account)

    def reopen(self, by: str, number: "int | Event") -> Event:
        """Reopen an issue: triage, or its author if nobody else closed it."""
        issue = self._issue(number)
        own = self._is(by, issue.author) and issue.closed_by is issue.author
        account = self._who(by, "read" if own else "triage")
        if issue.pull:
            return self.reopen_pull(by, issue.number)
        if not acts.set_state(self.world, issue, account, "open"):
            raise NotAllowedError("it is open")
        return self._fire_issue("reopened", issue, account)

    def lock(self, by: str, number: "int | Event", reason: str | None = None) -> Event:
        """Lock a conversation."""
        issue = self._issue(number)
        account = self._who(by, "triage")
        issue.locked, issue.lock_reason = True, reason
        acts.happen(self.world, issue, "locked", account, lock_reason=reason)
        return self._fire_issue("locked", issue, account)

    def unlock(self, by: str, number: "int | Event") -> Event:
        """Unlock a conversation."""
        issue = self._issue(number)
        account = self._who(by, "triage")
        issue.locked, issue.lock_reason = False, None
        acts.happen(self.world, issue, "unlocked", account)
        return self._fire_issue("unlocked", issue, account)

    def delete_issue(self, by: str, number: "int | Event") -> Event:
        """Delete an issue for good."""
        issue = self._issue(number)
        account = self._who(by, "admin")
        event = self._fire_issue("deleted", issue, account)
        del self.repo.issues[issue.number]
        self.repo.deleted.add(issue.number)
        return event

    def transfer_issue(self, by: str, number: "int | Event", to: str) -> Event:
        """Move an issue to another repository that was added before."""
        issue = self._issue(number)
        account = self._who(by, "write")
        there = self.world.repo(to)
        assert there is not None, f"no repository {to}: add_repo first"
        new = acts.create_issue(self.world, there, issue.author, issue.title, issue.body)
        new.last_edited_at = issue.last_edited_at
        new.comments, issue.comments = issue.comments, []
        for comment in new.comments:
            comment.number = new.number
        changes = {
            "new_issue": render.issue(self.world, there, new),
            "new_repository": render.repository(self.world, there),
        }
        event = self._fire_issue("transferred", issue, account, changes=changes)
        del self.repo.issues[issue.number]
        self.repo.moved[issue.number] = (there, new.number)
        return event

    # Comments

    def comment(self, by: str, number: "int | Event", body: str, app: str | None = None) -> Event:
        """Comment; through an *app* on a person's behalf, if it is named."""
        issue = self._issue(number)
        account = self._who(by, "write" if issue.locked else "read")
        made = acts.add_comment(self.world, issue, account, body, app)
        return self._fire(events.issue_comment(self.world, self.repo, "created", made, account))

    def edit_comment(self, by: str, comment: "int | Event", body: str) -> Event:
        """Change a comment: its author, or write."""
        one = self._comment(comment)
        account = self._who(by, "read" if self._is(by, one.author) else "write")
        old = acts.edit_comment(self.world, self.repo, one, body)
        changes = {"body": {"from": old}}
        return self._fire(
            events.issue_comment(self.world, self.repo, "edited", one, account, changes=changes)
        )

    def delete_comment(self, by: str, comment: "int | Event") -> Event:
        """Delete a comment: its author, or write."""
        one = self._comment(comment)
        account = self._who(by, "read" if self._is(by, one.author) else "write")
        event = events.issue_comment(self.world, self.repo, "deleted", one, account)
        self.repo.issues[one.number].comments.remove(one)
        return self._fire(event)

    def react(self, by: str, comment: "int | Event", content: str = "+1") -> None:
        """React to a comment. GitHub fires no event for it."""
        assert content in render.REACTIONS, content
        one = self._comment(comment)
        account = self._who(by, "write" if self.repo.issues[one.number].locked else "read")
        if not any(who is account and what == content for _, who, what, _ in one.reactions):
            one.reactions.append((self.world.new_id(), account, content, self.world.clock.stamp()))

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
            acts.create_pull,
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
        account = self._who(by, "write")
        before = self.repo.branch(issue.pull.base_ref)
        open_before = {n for n, one in self.repo.issues.items() if one.state == "open"}
        sha = self._try(acts.merge, self.world, self.repo, issue, account, method, message)
        merged = self._fire_issue("closed", issue, account)
        for number_closed in sorted(open_before - {issue.number}):
            one = self.repo.issues[number_closed]
            if one.state == "closed":
                self._fire_issue("closed", one, account)
        ref = f"refs/heads/{issue.pull.base_ref}"
        self._fire(events.push(self.world, self.repo, ref, before, sha, account))
        return merged

    def retarget(self, by: str, number: "int | Event", base: str) -> Event:
        """Point an open pull request at another branch: its author, or write."""
        issue = self._pull(number)
        account = self._who(by, "read" if self._is(by, issue.author) else "write")
        old = issue.pull.base_ref
        self._try(acts.retarget, self.world, self.repo, issue, account, base)
        return self._fire_issue("edited", issue, account, changes={"base": {"ref": {"from": old}}})

    def close_pull(self, by: str, number: "int | Event") -> Event:
        """Close a pull request unmerged: its author, or triage."""
        self._pull(number)
        return self.close(by, number)

    def reopen_pull(self, by: str, number: "int | Event") -> Event:
        """Reopen a pull request, if its branch still leads on from where it was closed."""
        issue = self._pull(number)
        own = self._is(by, issue.author) and issue.closed_by is issue.author
        account = self._who(by, "read" if own else "triage")
        if issue.state == "open":
            raise NotAllowedError("it is open")
        self._try(acts.reopen_pull, self.world, self.repo, issue, account)
        return self._fire_issue("reopened", issue, account)

    def set_draft(self, by: str, number: "int | Event", draft: bool) -> Event:
        """Make a pull request a draft, or ready: its author, or write."""
        issue = self._pull(number)
        account = self._who(by, "read" if self._is(by, issue.author) else "write")
        self._try(acts.set_draft, self.world, issue, account, draft)
        return self._fire_issue(
            "converted_to_draft" if draft else "ready_for_review", issue, account
        )

    def _pull(self, number: "int | Event") -> Issue:
        issue = self._issue(number)
        if issue.pull is None:
            raise NotAllowedError(f"{issue.number} is no pull request")
        return issue

    def _try(self, act, *arguments, **options):
        try:
            return act(*arguments, **options)
        except ApiError as error:
            raise NotAllowedError(str(error)) from error

    # Branches

    def push(
        self,
        branch: str,
        files: Files,
        by: str,
        message: str = "Change files",
        repo: Repo | None = None,
        who: Signature | None = None,
    ) -> Event:
        """Commit files (None deletes one) onto a branch, made from the default one if need be.

        *who* the commit says it is by; that may be anybody.
        """
        repo = repo or self.repo
        account = self._who(by, "write", repo)
        before = repo.branch(branch)
        parent = before or repo.branch(repo.default_branch)
        sha = self._commit(repo, parent, (parent,), files, account, message, who)
        return self._move(repo, branch, sha, account)

    def amend(
        self,
        branch: str,
        by: str,
        files: Files | None = None,
        message: str | None = None,
    ) -> Event:
        """Replace the last commit of a branch by one's own, and force-push."""
        account = self._who(by, "write")
        tip = self._tip(branch)
        old = self.repo.objects.read(tip)
        sha = self._commit(
            self.repo,
            tip,
            old.parents,
            files or {},
            account,
            message or f"{old.message}\n\nAmended",
        )
        return self._move(self.repo, branch, sha, account)

    def point(self, branch: str, sha: str, by: str) -> Event:
        """Push a commit that exists as a branch, by force if need be."""
        return self._move(self.repo, branch, sha, self._who(by, "write"))

    def delete_branch(self, branch: str, by: str) -> Event:
        """Delete a branch; its open pull requests close."""
        account = self._who(by, "write")
        name, before = f"refs/heads/{branch}", self._tip(branch)
        self._try(acts.delete_ref, self.world, self.repo, name, account)
        return self._fire(events.push(self.world, self.repo, name, before, None, account))

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
        who: Signature | None = None,
    ) -> str:
        objects = repo.objects
        entries = dict(objects.files_of(on))
        for path, data in files.items():
            if data is None:
                del entries[path]
            else:
                entries[path] = (FILE, objects.put("blob", raw(data)))
        who = who or Signature(
            account.name or account.login, account.email or account.noreply, self.world.clock.now
        )
        return objects.commit(objects.tree(entries), parents, who, who, message)

    def _move(self, repo: Repo, branch: str, sha: str, account: Account) -> Event:
        name, before = f"refs/heads/{branch}", repo.branch(branch)
        if before is None:
            self._try(acts.check_ref, repo, name, sha)
        acts.set_ref(self.world, repo, name, sha, account)
        return self._fire(events.push(self.world, repo, name, before, sha, account))
