"""What people and programs do in two years, day by day: they work, answer, and think better of it."""

import re
from datetime import date, timedelta

from tests.checkin.lives import ROBOT, SAID, Answer

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
            if answer.said == "here" and life.number % 4 == 1 and "review" not in life.data:
                # More than a year after the question, and less than one after the answer.
                asked = self.judge.seen[answer.issue].opened
                self.change(life, review=asked + timedelta(days=372))
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
