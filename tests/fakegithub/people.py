"""What people do on GitHub with issues, comments and labels, each as one method that gives the event it
fires; with pull requests and branches: `people_pulls`.
"""

import contextlib
from collections.abc import Iterator, Sequence

from tests.fakegithub import acts, acts_pulls, events, render
from tests.fakegithub.accounts import ACTIONS_BOT, Account, at_least
from tests.fakegithub.events import Event
from tests.fakegithub.state import ApiError, Comment, Issue, Label, Repo, World


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

    @contextlib.contextmanager
    def through(self, app: str) -> Iterator[None]:
        """Let people act by an App that acts for them: what they do says so."""
        self.world.via = app
        try:
            yield
        finally:
            self.world.via = None

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
        new.last_edited_at, new.editor = issue.last_edited_at, issue.editor
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

    def rename_label(self, by: str, name: str, new: str) -> Event:
        """Give a label of the repository another name: what happened with it keeps the old one."""
        account = self._who(by, "write")
        label = self._label(name)
        self._try(acts.check_label, self.repo, label, new, label.color, label.description)
        event_changes = {"name": {"from": label.name}}
        del self.repo.labels[label.name.lower()]
        label.name, self.repo.labels[new.lower()] = new, label
        return self._fire(
            events.label(self.world, self.repo, "edited", label, account, changes=event_changes)
        )

    def delete_label(self, by: str, name: str) -> Event:
        """Delete a label of the repository: it is off every issue, and no event tells of that."""
        account = self._who(by, "write")
        label = self.repo.labels.pop(self._label(name).name.lower())
        for issue in self.repo.issues.values():
            issue.labels = [one for one in issue.labels if one is not label]
        return self._fire(events.label(self.world, self.repo, "deleted", label, account))

    def _label(self, name: str) -> Label:
        found = self.repo.labels.get(name.lower())
        if found is None:
            raise NotAllowedError(f"the repository has no label {name}")
        return found

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
        old = acts.edit_comment(self.world, self.repo, one, body, account)
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

    def unreact(self, by: str, comment: "int | Event", content: str = "+1") -> None:
        """Take a reaction back."""
        one, account = self._comment(comment), self._who(by)
        one.reactions[:] = [
            each for each in one.reactions if (each[1], each[2]) != (account, content)
        ]

    # Pull requests are issues too

    def reopen_pull(self, by: str, number: "int | Event") -> Event:
        """Reopen a pull request, if its branch still leads on from where it was closed."""
        issue = self._pull(number)
        own = self._is(by, issue.author) and issue.closed_by is issue.author
        account = self._who(by, "read" if own else "triage")
        if issue.state == "open":
            raise NotAllowedError("it is open")
        self._try(acts_pulls.reopen_pull, self.world, self.repo, issue, account)
        return self._fire_issue("reopened", issue, account)

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
