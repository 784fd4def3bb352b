"""How many requests the bot sends to GitHub, counted at the fake that the tests use.

    python bench/requests.py

GitHub gives a workflow's token 1,000 requests an hour for a whole repository. Exits 1 if a run takes
more than its limit.
"""

import hashlib
import importlib
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
# This file's own name is that of a package; its folder must not come first.
sys.path[0] = str(ROOT)

import pytest  # noqa: E402 - after the path is set

# Tests have no types, so they are imported as what has none.
bot, editing, example, gitrepo, stories, yearly = (
    importlib.import_module(f"tests.{name}")
    for name in ("bot", "editing", "example", "gitrepo", "stories", "checkin.yearly")
)


class Count(NamedTuple):
    """The requests of one run."""

    what: str
    asked: int
    written: int
    most_asked: int
    most_written: int

    @property
    def is_over(self) -> bool:
        """Return whether it takes more than it may."""
        return self.asked > self.most_asked or self.written > self.most_written


def main() -> int:
    """Count, print, and give the exit code."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        counts = [
            *_one(patch, Path(folder, "one")),
            *_many(patch, Path(folder, "many")),
            *_open(patch, Path(folder, "open")),
            *_changes(patch, Path(folder, "changes")),
            *_asked(patch),
        ]
    print(f"{'':44}  requests (most)   writes (most)")
    for count in counts:
        asked = f"{count.asked:8} {f'({count.most_asked})':>6}"
        written = f"{count.written:9} {f'({count.most_written})':>6}"
        print(f"{count.what:44}  {asked}  {written}{'  TOO MANY' if count.is_over else ''}")
    _print_times()
    return 1 if any(count.is_over for count in counts) else 0


def _one(patch: pytest.MonkeyPatch, folder: Path) -> list[Count]:
    """Count for one proposal with two leads, from the issue to what was merged."""
    fake, it = _start(patch, folder)
    opened = fake.open_issue("clara", example.body(), stories.TITLE)
    counts = [_count(fake, "a first review", lambda: it.run(opened), 6, 2)]
    app, its = _start(patch, folder.with_name("app"))
    its.token = app.app_token
    by_app = app.open_issue("clara", example.body(), stories.TITLE)
    counts.append(_count(app, "the same, as an App", lambda: its.run(by_app), 6, 2))
    _use(patch, fake)
    mistaken = fake.edit_issue("clara", 1, example.body(focus="TBD"))
    counts.append(_count(fake, "an edit", lambda: it.run(mistaken), 6, 3))
    it.run(fake.edit_issue("clara", 1, example.body()))
    approved = fake.label("wanda", 1, "approved")
    counts.append(_count(fake, "from approval to pull request", lambda: it.run(approved), 14, 6))
    counts.append(_count(fake, "nothing to do", lambda: it.run(approved), 6, 0))
    fake.merge("wanda", stories.pulls(fake, 1)[0].number)
    merged = stories.events(fake, "pull_request")[-1]
    counts.append(_count(fake, "merged", lambda: it.run(merged), 8, 1))
    bug = fake.open_issue("rita", "It does not work.", "A bug")
    counts.append(_count(fake, "an issue that is no proposal", lambda: it.run(bug), 0, 0))
    return counts


def _many(patch: pytest.MonkeyPatch, folder: Path) -> list[Count]:
    """Count for syncs of thirty proposals that are approved and have their pull requests."""
    fake, it = _start(patch, folder)
    fake.policy.limits = False  # It took hours until there were that many.
    for number in range(30):
        stories.approved(fake, it, **_another(number))
    it.sync()  # The first ones are told of those that are like them and came later.
    assert len(fake.pulls("open")) == 30
    quiet = _count(fake, "sync of 30 pull requests, nothing to do", it.sync, 12, 0)
    fake.push("main", {"NEWS.md": "New."}, "adele")
    return [quiet, _count(fake, "the same after an unrelated push", it.sync, 14, 0)]


def _changes(patch: pytest.MonkeyPatch, folder: Path) -> list[Count]:
    """Count for syncs of thirty changes, half of them of forms that were filled in on a page."""
    names = [_words(number).title() for number in range(30)]
    folder.mkdir()
    gitrepo.start(folder)
    for path, text in editing.files().items():
        gitrepo.commit(folder, path, text)
    for number, name in enumerate(names):
        text = f"name: {name}\nfocus: {name}.\nleads: [{{github: ada}}]\n"
        version = gitrepo.commit(folder, f"registry/g{number}.yml", text)
    gitrepo.commit(folder, "NEWS.md", "New.")
    fake, it = bot.start(patch, folder=folder)
    fake.policy.limits = False
    for number, name in enumerate(names):
        base = {"base": version} if number % 2 else {}
        text = editing.change(name, leads="@ada, @clara", **base)
        event = fake.open_issue("clara", text, "A change")
        it.run(event)
        it.run(fake.label("wanda", event.number, "approved"))
    it.sync()
    return [_count(fake, "sync of 30 changes, nothing to do", it.sync, 12, 0)]


def _open(patch: pytest.MonkeyPatch, folder: Path) -> list[Count]:
    """Count for syncs of a hundred proposals that nobody has approved, and of what is none."""
    fake, it = _start(patch, folder)
    fake.policy.limits = False
    for number in range(100):
        fake.open_issue("clara", example.body(**_another(number)), stories.TITLE)
    it.sync()
    it.sync()
    quiet = _count(fake, "sync of 100 open proposals, nothing to do", it.sync, 12, 0)
    for number in range(500):
        fake.open_issue("rita", "It does not work.", f"Bug {number}")
        fake.label("tri", 101 + number, "ready")
    most = quiet.asked + 10
    return [quiet, _count(fake, "the same with 500 other `ready` issues", it.sync, most, 0)]


def _asked(patch: pytest.MonkeyPatch) -> list[Count]:
    """Count for check-ins of a thousand groups with three repositories each, of which none was seen."""
    files = {
        f"registry/group-{number}.yml": f"name: Group {number}\nfocus: x.\n"
        f"leads: [{{github: lead-{number}}}]\nrepositories:\n"
        + "".join(f"- https://github.com/org/r-{number}-{each}\n" for each in range(3))
        for number in range(1000)
    }
    it = yearly.start(patch, files)
    for number in range(1000):
        it.fake.add_account(f"lead-{number}")

    def run() -> list[Any]:
        it.run()
        return []

    first = _count(it.fake, "first check-in of 1,000 groups, asks nobody", run, 12, 3)
    it.go(400)
    asked = _count(it.fake, "the same when all may be asked", run, 40, 7)
    return [first, asked, _count(it.fake, "the same once more that day", run, 12, 0)]


def _print_times() -> None:
    """Print the CPU time of syncs of ever more proposals with long texts: it shall grow with them."""
    print("\nCPU time of a sync, of proposals of 60 kB:")
    before = 0.0
    for count in (10, 40, 160):
        with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
            fake, it = _start(patch, Path(folder, "times"))
            fake.policy.limits = False
            for number in range(count):
                answers = {**_another(number), "goals": f"{_words(number)} " * 840}
                fake.open_issue("clara", example.body(**answers), stories.TITLE)
            it.sync()
            it.sync()
            start = time.process_time()
            it.sync()
            spent = time.process_time() - start
        growth = f", {spent / before:.1f} times" if before else ""
        print(f"{count:5}  {spent:6.2f} s, {spent / count * 1000:4.0f} ms each{growth}")
        before = spent


def _another(number: int) -> dict[str, Any]:
    """Return answers that are like no other group's."""
    # A name has a limit.
    name = " ".join(_words(number).split()[:5]).title()
    return {**stories.another(name), "focus": f"{_words(number + 997)}."}


def _words(number: int) -> str:
    """Return words that no other number has."""
    parts = "ba de fi go ku la me no pu ri so ta ve wi xo zu".split()
    digest = hashlib.sha256(str(number).encode()).digest()
    syllables = [parts[each % 16] for each in digest]
    return " ".join("".join(syllables[at : at + 4]) for at in range(0, 28, 4))


def _start(patch: pytest.MonkeyPatch, folder: Path) -> tuple[Any, Any]:
    folder.mkdir()
    fake, it = bot.start(patch, folder=gitrepo.start(folder))
    return fake, it


def _use(patch: pytest.MonkeyPatch, fake: Any) -> None:
    """Let whoever waits wait by the clock of *fake*."""
    patch.setattr(time, "sleep", fake.clock.advance)


def _count(
    fake: Any, what: str, run: Callable[[], Any], most_asked: int, most_written: int
) -> Count:
    fake.start_counting()
    for report in run():
        assert not report.failures, report.failures
    return Count(what, len(fake.calls), len(fake.writes), most_asked, most_written)


if __name__ == "__main__":
    sys.exit(main())
