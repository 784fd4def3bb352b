"""Ten weeks with sites as they are in the wild: what is told, how often, and what is written.

Each site is a group whose one link it has, checked every day. `FALSE` is what nobody may ever be
told to be dead or moved, and whose file is never written; `REAL` is what has to be told, once each.
"""

from datetime import timedelta

import pytest

from tests import example
from tests.links.registry import START
from tests.links.sites import Sites, each_week, from_week, leads, page, silent, without_name
from wgbot.community.links import LinkSettings
from wgbot.links import collect, report, state
from wgbot.links.classify import Answer
from wgbot.links.judge import judge
from wgbot.links.repair import repair
from wgbot.links.report import CloseReport, MentionLeads, ReportIssue, WriteReport
from wgbot.links.state import Memory

WEEKS = 10
DOWN = range(30, 32)
"""The days on which the network is down."""
FINE, GONE = page(), page("Not found", 404)
DISCORD = "https://discord.com/api/v10/invites/{}?with_expiration=true"


def told_by(body):
    return lambda _visit: Answer(200, body=body)


def refused(status, **more):
    return lambda _visit: Answer(status, **more)


def session(visit):
    return f"{visit.address};jsessionid={visit.number:08X}"


def by_language(visit):
    return f"https://polyglot.example/wg-{visit.language[:2]}"


# By name: the link, what answers, and whatever else is on the web for it.
FALSE = {
    "A vanity link to an invitation": (
        "https://chat.vanity.example/wg",
        leads("https://discord.gg/alive"),
        {DISCORD.format("alive"): told_by('{"expires_at": "2026-02-01T00:00:00+00:00"}')},
    ),
    "A shortener": (
        "https://bit.ly/wg",
        leads(lambda visit: f"https://a.example/{visit.week}"),
        {"https://a.example/*": FINE},
    ),
    "A language": (
        "https://docs.example/groups/wg",
        leads("https://docs.example/en-us/groups/wg"),
        {"https://docs.example/en-us/groups/wg": FINE},
    ),
    "The visitor's language": (
        "https://polyglot.example/wg",
        leads(by_language),
        {"https://polyglot.example/*": FINE},
    ),
    "A session": (
        "https://session.example/wg",
        leads(session),
        {"https://session.example/wg;*": FINE},
    ),
    "Tracking": (
        "https://tracking.example/wg",
        leads("https://tracking.example/wg?utm_source=old"),
        {"https://tracking.example/wg?*": FINE},
    ),
    "A consent": (
        "https://consenting.example/wg",
        leads("https://consent.consenting.example/?to=wg"),
        {"https://consent.consenting.example/*": page("Before you continue")},
    ),
    "A login": (
        "https://inside.example/wg",
        leads("https://inside.example/users/sign_in"),
        {"https://inside.example/users/sign_in": page("Sign in")},
    ),
    "A secret": (
        "https://meet.example/wg",
        leads("https://meet.example/wg?pwd=c2VjcmV0"),
        {"https://meet.example/wg?*": FINE},
    ),
    "A front page for now": (
        "https://elsewhere.example/wg",
        leads("https://parked.example/", 302),
        {},
    ),
    "400 for robots": ("https://robots400.example/wg", refused(400), {}),
    "403 for robots": ("https://robots403.example/wg", refused(403), {}),
    "503 for robots": ("https://robots503.example/wg", refused(503), {}),
    "530 for robots": ("https://robots530.example/wg", refused(530), {}),
    "999 for robots": ("https://robots999.example/wg", refused(999), {}),
    "429 for robots": ("https://robots429.example/wg", refused(429), {}),
    "A challenge": (
        "https://challenge.example/wg",
        each_week(page("Just a moment...", 403), page("Just a moment...", 503), FINE),
        {},
    ),
    "A challenge that says not found": (
        "https://challenge404.example/wg",
        page("Just a moment...", 404),
        {},
    ),
    "404 to everything": (
        "https://robots404.example/wg",
        GONE,
        {"https://robots404.example/*": GONE},
    ),
    "Down every other week": (
        "https://flaky.example/wg",
        lambda visit: (silent if visit.day % 14 < 3 else FINE)(visit),
        {},
    ),
    "Down for a day at a time": (
        "https://daily.example/wg",
        lambda visit: (without_name if visit.day % 3 == 0 else FINE)(visit),
        {},
    ),
    "Says not found, with 200": (
        "https://soft.example/wg",
        page("Page not found"),
        {},
    ),
    "WhatsApp": ("https://chat.whatsapp.com/AbCdEf", FINE, {}),
    "Telegram": ("https://t.me/+AbCdEf", FINE, {}),
    "Telegram's names": ("https://t.me/nobody", page("Telegram: Contact @nobody"), {}),
    "Zoom": ("https://example.zoom.us/j/123?pwd=x", FINE, {}),
    "Signal": ("https://signal.group/#CjQ", FINE, {}),
    "A Slack channel": ("https://x.slack.com/archives/C0", GONE, {}),
    "A Google group": ("https://groups.google.com/g/nobody", page("Google Groups", 404), {}),
}
REAL = {
    "Gone": ("https://gone.example/wg", from_week(3, GONE), {}, ["dead"]),
    "Without a name": ("https://nameless.example/wg", from_week(2, without_name), {}, ["dead"]),
    "Hanging": ("https://hanging.example/wg", from_week(6, silent), {}, ["dead"]),
    "Gone, and flaky before": (
        "https://flakygone.example/wg",
        from_week(5, GONE, lambda visit: (silent if visit.day % 9 < 2 else FINE)(visit)),
        {},
        ["dead"],
    ),
    "An invitation that is gone": (
        "https://discord.gg/invite/gone",
        FINE,
        {DISCORD.format("gone"): from_week(4, GONE, told_by("{}"))},
        ["dead"],
    ),
    "An invitation that ends": (
        "https://discord.gg/ends",
        FINE,
        {
            DISCORD.format("ends"): from_week(
                2, GONE, told_by('{"expires_at": "2026-01-19T00:00:00+00:00"}')
            )
        },
        ["expiring", "dead"],
    ),
    "With encryption": (
        "https://www.plain.example/wg",
        from_week(1, leads("https://plain.example/wg")),
        {"https://plain.example/wg": FINE},
        ["moved"],
    ),
    "Renamed": (
        "https://renamed.example/groups/wg",
        from_week(2, leads("https://renamed.example/teams/wg")),
        {"https://renamed.example/teams/wg": FINE},
        ["moved"],
    ),
    "Moved, and down for a while": (
        "https://updown.example/groups/wg",
        each_week(*[leads("https://updown.example/teams/wg")] * 3, silent),
        {
            "https://updown.example/teams/wg": FINE,
        },
        ["moved", "dead"],
    ),
    "Moved, and back, and moved": (
        "https://undecided.example/groups/wg",
        lambda visit: (leads("https://undecided.example/teams/wg") if visit.week % 2 else FINE)(
            visit
        ),
        {"https://undecided.example/teams/wg": FINE},
        ["moved"],
    ),
    "To one page for all": (
        "https://shutdown.example/groups/wg",
        from_week(3, leads("https://shutdown.example/goodbye")),
        {
            "https://shutdown.example/goodbye": FINE,
            "https://shutdown.example/groups/*": from_week(
                3, leads("https://shutdown.example/goodbye"), GONE
            ),
        },
        ["moved"],
    ),
    "To a page that is none": (
        "https://soft404.example/wg",
        from_week(2, leads("https://soft404.example/404")),
        {"https://soft404.example/404": page("Page not found")},
        ["moved"],
    ),
    "To the front page of another": (
        "https://sold.example/wg",
        from_week(4, leads("https://casino.example/")),
        {},
        ["moved"],
    ),
    "To another site": (
        "https://left.example/wg",
        from_week(4, leads("https://arrived.example/wg")),
        {"https://arrived.example/wg": FINE},
        ["moved"],
    ),
}
WRITTEN = {
    "https://www.plain.example/wg": "https://plain.example/wg",
    "https://renamed.example/groups/wg": "https://renamed.example/teams/wg",
    "https://updown.example/groups/wg": "https://updown.example/teams/wg",
    "https://undecided.example/groups/wg": "https://undecided.example/teams/wg",
}


class Weeks:
    """Ten weeks, day by day, as `wgbot links` would go through them."""

    def __init__(self, **settings):
        """Begin with every site there is."""
        everything = {**FALSE, **REAL}
        self.names = {each[0]: name for name, each in everything.items()}
        answers = {
            address: answer
            for _, _, more, *_ in everything.values()
            for address, answer in more.items()
        }
        first = {each[0]: each[1] for each in everything.values()}
        self.sites = Sites({**first, **answers})
        files = {
            f"registry/g{number}.yml": f"name: {name}\nfocus: y.\nleads: [{{github: lead{number}}}]\n"
            f'discussion: "{each[0]}"\n'
            for number, (name, each) in enumerate(everything.items())
        }
        self.settings = LinkSettings(mention_leads=True, **settings)
        self.repository = example.repository(**files)
        self.links = [
            link
            for link in collect.of_registry(self.repository.registry)
            if link.address in self.names
        ]
        self.memory = Memory()
        self.report = None
        self.told = {name: [] for name in everything}
        self.mentioned = dict.fromkeys(everything, 0)
        self.written = {}
        self.by_hand = {}

    def day(self, number):
        """Let one day pass."""
        now = START + timedelta(days=number)
        self.sites.day, self.sites.is_down = number, number in DOWN
        found = self.sites.check(self.links)
        given = judge(found, self.memory, now, self.settings, self.links)
        for verdict in given.verdicts:
            if verdict.is_new:
                self.told[self.names[verdict.address]].append(verdict.standing)
        changes = report.decide(given, self.repository, self.settings, self.report, now)
        for change in changes:
            self._apply(change, now)
        if not given.withheld:
            wanted = repair(given.verdicts, self.repository)
            self.written |= {move.old: move.new for move in wanted.moves}
            self.by_hand |= dict.fromkeys(wanted.left, number)
            remembered = given.memory.with_told(report.told(given, self.repository))
            self.memory = state.load(state.dump(remembered))

    def _apply(self, change, now):
        match change:
            case WriteReport():
                self.report = ReportIssue(7, change.title, change.body, is_open=True)
            case CloseReport():
                self.report = ReportIssue(7, "", change.body, is_open=False, closed_at=now)
            case MentionLeads():
                for name in self.mentioned:
                    self.mentioned[name] += f"`{name}`" in change.text


@pytest.fixture(scope="module")
def weeks():
    """Return the weeks, when they are over."""
    weeks = Weeks()
    for number in range(7 * WEEKS):
        weeks.day(number)
    return weeks


@pytest.mark.parametrize("name", FALSE)
def test_what_is_no_news_is_never_told(weeks, name):
    assert weeks.told[name] == []
    assert weeks.mentioned[name] == 0


@pytest.mark.parametrize("name", REAL)
def test_what_is_news_is_told_once_each(weeks, name):
    assert weeks.told[name] == REAL[name][3]
    assert weeks.mentioned[name] == len(REAL[name][3])


def test_only_what_is_plainly_the_same_page_is_written(weeks):
    assert weeks.written == WRITTEN


@pytest.mark.parametrize(
    "address",
    [
        "https://shutdown.example/groups/wg",
        "https://soft404.example/wg",
        "https://sold.example/wg",
        "https://left.example/wg",
    ],
)
def test_what_is_left_to_a_person_says_why(weeks, address):
    (said,) = [each for each in weeks.by_hand if address in each]
    assert said.rpartition(": ")[2].startswith("it leads ")


def test_no_day_without_a_network_says_anything(weeks):
    assert all(day not in DOWN for day in weeks.by_hand.values())


def test_nobody_is_asked_more_than_they_must(weeks):
    links = len(weeks.links)
    assert len(weeks.sites.asked) < 7 * WEEKS * links * 3
