"""What tests of the bot at GitHub have happened before they begin: filed, approved, merged."""

from tests import example
from tests.bot import Bot
from tests.fakegithub import FakeGithub
from wgbot.proposals.memory import MARKER

TITLE = "New working group: Sound"


def config(more: str) -> dict[str, str]:
    """Return the community's configuration with more in it, as files."""
    return {example.CONFIG_PATH: example.FILES[example.CONFIG_PATH] + more}


def filed(fake: FakeGithub, it: Bot, by: str = "clara", **answers) -> int:
    """Have a proposal filed and reviewed; give the issue's number."""
    event = fake.open_issue(by, example.body(**answers), TITLE)
    it.run(event)
    return event.number


def approved(fake: FakeGithub, it: Bot, by: str = "wanda", **answers) -> int:
    """Have a proposal filed, reviewed and approved; give the issue's number."""
    number = filed(fake, it, **answers)
    it.run(fake.label(by, number, "approved"))
    return number


def another(name: str) -> dict[str, str | None]:
    """Return answers that are like no other group's."""
    return {
        "name": name,
        "focus": f"what people do with {name.lower()} today.",
        "goals": f"Better {name.lower()}.",
        "channel": None,
        "repository": None,
        "discussion": None,
    }


def reviews(fake: FakeGithub, number: int) -> list[str]:
    """Return the review comments that the bot wrote on an issue."""
    return [
        comment.body
        for comment in fake.issue(number).comments
        if comment.body.startswith(MARKER) and comment.author.type == "Bot"
    ]


def review(fake: FakeGithub, number: int) -> str:
    """Return the one review comment that the bot wrote on an issue."""
    (one,) = reviews(fake, number)
    return one


def labels(fake: FakeGithub, number: int) -> set[str]:
    """Return the names of an issue's labels."""
    return {label.name for label in fake.issue(number).labels}


def pulls(fake: FakeGithub, number: int, state: str = "open") -> list:
    """Return the pull requests of the proposal in an issue: a fork can have a branch of that name."""
    where = (fake.repo, f"wgbot/issue-{number}")
    return [one for one in fake.pulls(state) if (one.pull.head_repo, one.pull.head_ref) == where]


def status(fake: FakeGithub, number: int):
    """Return the bot's status on the head of a proposal's branch."""
    head = fake.head(f"wgbot/issue-{number}")
    return next((each for each in fake.repo.latest_statuses(head) if each.context == "wgbot"), None)


def events(fake: FakeGithub, name: str) -> list:
    """Return the events of that name that people caused, the oldest first."""
    return [each for each in fake.deliveries if each.name == name]


def push_page(fake: FakeGithub, by: str = "adele"):
    """Change by hand what the bot's pull requests change as well: the page; give the event."""
    page = fake.files()[example.PAGE_PATH] + b"\nSee you there.\n"
    return fake.push("main", {example.PAGE_PATH: page}, by)
