"""What people, programs and GitHub do in two years: they work, answer, leave, rename, close and break things."""

import re
from datetime import date, timedelta

from tests.checkin.lives import ROBOT, SAID, Answer

VANDALS = "All is well. @eve"
DOWN = (210, 211, 212)
"""Days on which GitHub answers nothing."""
LOST_DAYS = range(329, 342)
"""Days on which the schedule starts nothing: those before the first holidays."""


class PeopleOfYears:
    """The acts of a day; part of `Years`."""

    def work(self, life):
        """Let people and programs do in a group's repository what they do on that day."""
        repo, n = self.repositories.get(life.slug), life.number
        if repo is None or repo.archived:
            return
        if life.kind in ("bots", "dead") and (self.number + n) % 40 == 0:
            with self.fake.at(life.repository):
                self.fake.open_issue("renovate[bot]", "Update.", f"Update {self.number}")
            by = ("renovate[bot]", ROBOT, "github-actions[bot]")[self.number % 3]
            self.fake.push("main", {"x": str(self.number)}, by=by, repo=repo)
        if life.kind == "fork" and (self.number + n) % 50 == 0:
            self.fake.push("main", {"up": str(self.number)}, by="upstream", repo=repo)
        every = {"busy": 20, "active": 200, "private": 60, "broken": 90, "archived": 90}
        if (
            life.kind not in every
            or self.number > life.dies
            or (self.number + n) % every[life.kind]
        ):
            return
        by = self.login(life.leads[0])
        if by is None:
            return
        if n % 2 or repo.private:
            self.fake.push("main", {"y": str(self.number)}, by=by, repo=repo)
        else:
            with self.fake.at(life.repository):
                self.fake.open_issue(by, "Work.", f"Work {self.number}")
        life.last = self.it.day

    # Answers

    def answer(self, life):
        """Let people answer what they mean to answer on that day, or think better of it."""
        for due in [each for each in life.due if each[0] <= self.number]:
            life.due.remove(due)
            issue = self.last_issue(life)
            if issue is None or not self.is_heard(issue):
                continue
            what = due[1]
            if what in ("tick", "untick"):
                self._tick(life, issue, what == "tick")
            elif what == "edit":
                self._think_again(life, issue)
            elif what == "delete":
                self._delete(life, issue)
            else:
                self._say(life, issue, what)

    def _say(self, life, issue, what):
        numbers = [each for each in life.leads if self.login(each)]
        # A maintainer speaks for who can't, or where only who can write may comment.
        by = self.login(numbers[0]) if numbers and not issue.locked else "mina"
        day = self.it.day
        phrase = self.random.choice(SAID[what])
        later = date(day.year + (day.month + 4) // 12, (day.month + 4) % 12 + 1, 1)
        until = later if "{month}" in phrase else date(day.year + (day.month >= 6), 6, 1)
        name = self.random.choice(
            [life.slug, life.data["name"].replace("@", ""), *life.data.get("aliases", ())]
            if life.number != 4
            else [life.slug]
        )
        text = phrase.format(month=f"{later:%Y-%m}")
        made = self.fake.comment(by, issue.number, f"Hello!\n\n{name}: {text}")
        if what != "unread":
            answer = Answer(
                what,
                by,
                self.fake.clock.now,
                until if what == "later" else None,
                issue.number,
                made.comment_id,
            )
            self.stands(life, answer)
            if what == "here" and life.number % 4 == 1 and "review" not in life.data:
                # More than a year after the question, and less than one after the answer.
                asked = self.judge.seen[issue.number].opened
                self.change(life, review=asked + timedelta(days=372))

    def _tick(self, life, issue, on):
        before, after = ("[ ]", "[x]") if on else ("[x]", "[ ]")
        row = re.compile(rf"- {re.escape(before)} (.*<!-- wgbot:group {life.slug} -->)")
        text = row.sub(rf"- {after} \1", issue.body)
        if text == issue.body or issue.state == "closed":
            return
        self.fake.edit_issue("mina", issue.number, text)
        if on:
            self.stands(life, Answer("here", "mina", self.fake.clock.now, None, issue.number))
        elif life.standing and life.standing.said == "here":
            self.stands(life, None)

    def _think_again(self, life, issue):
        """Change a comment that was an answer to another one."""
        last = life.standing
        if last and last.comment and last.issue == issue.number and last.said != "ended":
            by = self.renamed.get(last.by, last.by)
            if self.fake.repo.comment(last.comment) and self.account_of(by):
                self.fake.edit_comment(by, last.comment, f"{life.slug}: it has ended")
                now = self.fake.clock.now
                self.stands(life, Answer("ended", by, now, None, issue.number, last.comment))

    def _delete(self, life, issue):
        """Delete a comment that was read: the answer stays."""
        last = life.standing
        is_read = last and last.comment and self.last_run and last.at < self.last_run
        if is_read and self.fake.repo.comment(last.comment):
            self.fake.delete_comment("mina", last.comment)

    def stands(self, life, answer):
        """Note which answer counts for a group now."""
        life.standing = answer
        if answer:
            life.answers.append(answer)
            if answer.said in ("lead", "pause", "ended"):
                life.desk = life.desk or self.it.day

    def plan(self, life):
        """Let those who were asked today decide when they answer, and what."""
        if life.forgets:
            return
        rng = self.random
        what = rng.choice(
            ["here", "here", "tick", "tick", "lead", "pause", "ended", "later", "later", "unread"]
        )
        day = self.number + rng.choice([1, 1, 2, 3, 9, 20, 25, 40, 80])
        life.due.append((day, what))
        then = day + rng.choice([2, 5, 20])
        if what == "unread":
            life.due.append((then, "here"))
        elif what == "tick":
            life.due += rng.choice(
                [[], [(day + 1, "untick")], [(then, "untick"), (then + 5, "here")]]
            )
        else:
            life.due += rng.choice([[], [(then, "edit")], [(then, "delete")], [(then, "lead")]])

    # What happens once

    def happen(self):
        """Do what happens on that day only."""
        happens = {
            60: self._take_over,
            70: lambda: self._leave(2, 200),
            90: lambda: self.change(self.at(14), leads=[]),
            110: self._confirm,
            100: lambda: self.fake.delete_account(self.login(self.at(5).leads[0])),
            120: self._archive,
            150: lambda: self.set_broken(True),
            200: self._vandalise,
            205: self._retitle,
            260: self._pretend,
            265: self._lock,
            280: self._rename_asked,
            290: self._end_asked,
            312: self._leave_asked,
            320: self._revive,
            self.closes: lambda: self._end_one(lambda number: self.fake.close("wanda", number)),
            252: self._reopen,
            400: lambda: self.set_broken(False),
            430: self._call_stale,
            480: self._forget,
            500: self._refuse_pull,
            600: lambda: self._end_one(lambda number: self.fake.delete_issue("adele", number)),
        }
        if self.number in happens and not self.all_at_once:
            happens[self.number]()

    def _take_over(self):
        """Let a stranger have the name that a lead had."""
        lead = next(each for each in self.lives if each.kind == "private" and each.number % 3)
        self.taken = old = self.login(lead.leads[0])
        self.renamed[old] = f"{old}-new"
        self.fake.rename_account(old, f"{old}-new")
        for repo in self.repositories.values():
            if old in repo.roles:
                repo.roles[f"{old}-new"] = repo.roles.pop(old)
        self.fake.add_account(old)

    def _confirm(self):
        """Let a maintainer write down that a group is active, though its review is near."""
        day = self.it.day
        confirmed = {"date": day, "by": "mina"}
        self.change(self.at(11), confirmed=confirmed, review=day + timedelta(days=100))

    def _leave(self, number, days):
        life = self.at(number)
        back = self.it.day + timedelta(days=days)
        leads = [{**each, "away": back} for each in life.data["leads"]]
        self.change(life, leads=leads)
        life.away.append((self.it.day, back))

    def _leave_asked(self):
        """Let the leads of some who are being asked go on leave: days don't count until they are back."""
        for life in self.waiting()[:4]:
            if life.data["leads"] and life.number != 10:
                self._leave(life.number, 45)

    def _archive(self):
        for life in self.lives:
            if life.kind == "archived" and life.slug in self.repositories:
                self.repositories[life.slug].archived = True

    def _vandalise(self):
        for issue in self.open_issues():
            self.fake.edit_issue("wanda", issue.number, VANDALS)

    def _retitle(self):
        for issue in self.open_issues()[-2:]:
            self.fake.edit_issue("wanda", issue.number, title="Something else @eve")

    def _pretend(self):
        """Let strangers, programs, and who took a lead's name over answer for all that are asked."""
        for issue in self.open_issues():
            for life in self.asked_in(issue):
                for by in ("eve", self.taken, "renovate[bot]", ROBOT):
                    self.fake.comment(by, issue.number, f"{life.slug}: it has ended")

    def _lock(self):
        for issue in self.open_issues()[-1:]:
            self.fake.lock("wanda", issue.number)

    def _rename_asked(self):
        for life in self.waiting()[:2]:
            files = {life.path: None}
            old, life.slug = life.slug, f"renamed-{life.number}"
            life.data["former_slugs"] = [old]
            self.by_slug[life.slug] = life
            if old in self.repositories:
                self.repositories[life.slug] = self.repositories.pop(old)
            self.push({**files, life.path: life.text})

    def _end_asked(self):
        self.ended = self.waiting()[-2:]
        for life in self.ended:
            self.change(life, status="retired")
            life.desk = life.desk or self.it.day
            life.asleep.append((self.it.day, date.max))

    def _revive(self):
        for life in self.ended:
            self.change(life, status="active")
            life.asleep = [(first, self.it.day) for first, _ in life.asleep]

    def _end_one(self, end):
        """Let a person close or delete an issue with open questions."""
        if found := self.open_issues():
            end(found[-1].number)
            day = self.it.day
            self.closed_until = max(date(day.year, 12, 31), day + timedelta(days=90))

    def _call_stale(self):
        """Let a stale bot close the questions: in Actions, it has the account that wgbot has."""
        self.closed_by_program = [each.number for each in self.open_issues()]
        for number in self.closed_by_program:
            self.fake.close(self.fake.repo.issues[number].author.login, number)

    def _reopen(self):
        """Let whoever closed an issue think better of it."""
        for issue in self.it.issues:
            if issue.state == "closed" and issue.closed_by.login == "wanda":
                self.fake.reopen("wanda", issue.number)
                self.closed_until = self.it.day - timedelta(days=1)

    def _forget(self):
        self.it.forget()
        self.is_forgotten = True

    def _refuse_pull(self):
        for pull in self.fake.pulls("open"):
            self.fake.close_pull("wanda", pull.number)

    def set_broken(self, broken):
        """Let GitHub fail to tell of some repositories, or tell again."""
        self.broken_since = self.it.day if broken else None
        for life in self.lives:
            if life.kind == "broken":
                self.fake.world.repo(life.repository).broken = broken
