"""What happens once in two years: people leave, rename, close, end and break things, and so does GitHub."""

from datetime import date, timedelta

from tests.checkin.lives import ROBOT

VANDALS = "All is well. @eve"


class Happenings:
    """What happens on one day only; part of `Years`."""

    def happen(self):
        """Do what happens on that day only."""
        happens = {
            60: self._take_over,
            70: lambda: self._leave(2, 200),
            90: lambda: self.change(self.at(14), leads=[]),
            110: self._confirm,
            100: lambda: self.fake.delete_account(self.login(self.at(5).leads[0])),
            120: self._archive,
            310: self._end_later,
            150: lambda: self.set_broken(True),
            158: self._leave_asked,
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
        silent = [each for each in self.waiting() if each.forgets and each.data["leads"]]
        for life in [each for each in silent if each.number != 10][-4:]:
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
        """Let some files have other names: of those who are asked, and of those who answered."""
        answered = [
            each
            for each in self.lives
            if each.standing and each.standing.said != "later" and "confirmed" not in each.data
        ]
        for life in [*self.waiting()[:2], *answered[::2]]:
            files = {life.path: None}
            old, life.slug = life.slug, f"renamed-{life.number}"
            life.data["former_slugs"] = [old]
            self.by_slug[life.slug] = life
            if old in self.repositories:
                self.repositories[life.slug] = self.repositories.pop(old)
            self.push({**files, life.path: life.text})

    def _end_later(self):
        """Let some pause who wanted to be asked again: that day comes, and nobody is there to ask."""
        for life in self.lives:
            if life.standing and life.standing.said == "later":
                self.change(life, status="dormant")
                life.asleep.append((self.it.day, date.max))

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
