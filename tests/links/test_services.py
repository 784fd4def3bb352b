"""Services by all their spellings: what an address is, and that it is never dead or fine unasked."""

import pytest

from wgbot.links.classify import LinkOutcome
from wgbot.links.findings import said_of
from wgbot.links.special_sites import ask
from wgbot.text.services import recognize
from wgbot.text.spellings import INVITATIONS, SPELLINGS

CODES = {
    "discord": [
        "https://discord.gg/CODE",
        "https://discord.gg/invite/CODE",
        "https://www.discord.gg/CODE/",
        "https://DISCORD.gg/Invite/CODE?utm_source=x",
        "https://discord.com/invite/CODE",
        "https://discord.com/invite/CODE?event=1",
        "https://ptb.discord.com/invite/CODE",
        "https://canary.discord.com/invite/CODE",
        "https://discordapp.com/invite/CODE",
        "http://discord.gg/CODE#x",
        "discord://-/invite/CODE",
    ],
    "zulip-invitation": ["https://x.zulipchat.com/join/CODE/", "https://chat.zulip.org/join/CODE/"],
}
SORTS = {
    "slack": [
        "https://join.slack.com/t/x/shared_invite/zt-1",
        "https://join.slack.com/t/x/signup",
        "https://x.slack.com/join/shared_invite/zt-1",
    ],
    "account": [
        "https://x.slack.com/archives/C0123",
        "https://x.slack.com/messages/general",
        "https://x.slack.com",
        "https://x.enterprise.slack.com/archives/C0",
        "https://app.slack.com/client/T0/C0",
        "https://slack.com/app_redirect?channel=C0",
        "slack://channel?team=T0&id=C0",
        "https://discord.com/channels/1/2",
        "https://discord.com/events/1/2",
        "https://t.me/c/123/4",
        "https://web.telegram.org/k/#@x",
        "https://web.whatsapp.com/accept?code=x",
        "matrix:roomid/abc:example.org",
        "matrix:u/ada:example.org",
        "https://calendar.google.com/calendar/u/0/r",
        "https://gitter.im/example",
        "https://fb.com/groups/wg",
    ],
    "matrix": [
        "https://matrix.to/#/#wg:example.org",
        "https://matrix.to/#/%23wg%3Aexample.org?via=example.org",
        "https://app.element.io/#/room/#wg:example.org",
        "https://chat.example.org/#/room/#wg:example.org",
        "https://view.matrix.org/alias/%23wg%3Aexample.org/",
        "https://archive.matrix.org/r/wg:example.org/date/2026/01/01",
        "https://app.cinny.in/#/home/%23wg%3Aexample.org/",
        "matrix:r/wg:example.org",
        "matrix:r/wg:example.org?action=join",
    ],
    "gitter": ["https://gitter.im/x/y", "https://gitter.im/x/y?utm_source=badge"],
    "zulip": [
        "https://x.zulipchat.com",
        "https://x.zulipchat.com/#narrow/stream/1-x",
        "https://chat.zulip.org/#narrow/channel/1-x",
        "https://zulip.example.org/#narrow/channel/1-x/topic/y",
    ],
    "telegram": [
        "https://t.me/wgcli",
        "https://t.me/s/wgcli",
        "https://t.me/wgcli/123",
        "https://telegram.me/wgcli",
        "https://telegram.dog/wgcli",
        "https://wgcli.t.me",
    ],
    "invitation": [
        "https://t.me/+AbC",
        "https://t.me/joinchat/AbC",
        "https://telegram.me/joinchat/AbC",
        "https://t.me/addlist/AbC",
        "tg://join?invite=AbC",
        "https://chat.whatsapp.com/AbC",
        "https://chat.whatsapp.com/invite/AbC",
        "https://whatsapp.com/channel/AbC",
        "https://www.whatsapp.com/channel/AbC",
        "https://wa.me/15551234567",
        "https://api.whatsapp.com/send?phone=1",
        "whatsapp://chat?code=AbC",
        "https://signal.group/#CjQKI",
        "https://signal.me/#eu/AbC",
        "https://signal.link/call/#key=AbC",
        "sgnl://signal.group/#CjQ",
        "https://calendar.app.google/AbC",
        "https://discord.com/template/AbC",
        "https://stt.gg/AbC",
        "https://app.revolt.chat/invite/AbC",
        "https://go.rocket.chat/invite?host=chat.example.org&path=invite/AbC",
        "https://open.rocket.chat/invite/AbC",
    ],
    "meeting": [
        "https://zoom.us/j/123",
        "https://us02web.zoom.us/j/123?pwd=abc",
        "https://example.zoom.us/my/wg",
        "https://zoom.us/w/123",
        "https://zoom.us/s/123",
        "https://zoom.us/wc/join/123",
        "https://zoom.us/wc/123/join",
        "https://zoom.us/meeting/register/tJ0",
        "https://zoom.us/webinar/register/WN_0",
        "https://zoom.us/rec/share/abc",
        "https://events.zoom.us/ev/abc",
        "https://www.zoom.com/j/123",
        "https://example.zoomgov.com/j/123",
        "zoommtg://zoom.us/join?confno=123",
        "https://meet.google.com/abc-defg-hij",
        "https://teams.microsoft.com/l/meetup-join/19%3a",
        "https://teams.microsoft.com/meet/123",
        "https://events.zoom.us/e/abc",
        "https://zoom-lfx.platform.linuxfoundation.org/meeting/123?password=x",
        "https://gotomeet.me/example",
        "https://global.gotomeeting.com/join/123",
        "https://bluejeans.com/123",
        "https://meet.jit.si/WgCli",
        "zoomus://zoom.us/join?confno=123",
        "https://teams.microsoft.com/_#/l/meetup-join/19%3a",
        "https://meet.element.io/WgCli",
        "https://talky.io/wgcli",
        "https://app.gather.town/app/abc/wg",
    ],
    "google-group": [
        "https://groups.google.com/g/wg",
        "https://groups.google.com/g/wg/c/abc",
        "https://groups.google.com/group/wg",
        "https://groups.google.com/forum/#!forum/wg",
        "https://groups.google.com/forum/#!topic/wg/abc",
        "https://groups.google.com/forum/?hl=en#!forum/wg",
        "https://groups.google.com/d/forum/wg",
        "https://groups.google.com/u/0/g/wg",
        "https://groups.google.com/u/0/a/example.org/g/wg",
        "https://groups.google.com/d/topic/wg/abc",
        "https://groups.google.com/d/msg/wg/abc/def",
        "https://groups.google.com/a/example.org/g/wg",
        "https://groups.google.com/a/example.org/forum/#!forum/wg",
        "https://groups.google.com/a/example.org/d/forum/wg",
    ],
    "google-calendar": [
        "https://calendar.google.com/calendar/embed?src=x%40group.calendar.google.com&ctz=UTC",
        "https://calendar.google.com/calendar/u/0/embed?src=x",
        "https://calendar.google.com/calendar/u/0?cid=x",
        "https://calendar.google.com/calendar/u/0/r?cid=x",
        "https://calendar.google.com/calendar/r?cid=x",
        "https://calendar.google.com/calendar?cid=x",
        "https://calendar.google.com/calendar/ical/x/public/basic.ics",
        "https://www.google.com/calendar/embed?src=x",
        "https://calendar.google.com/calendar/htmlembed?src=x",
    ],
}
SPELLED = [
    (sort, each) for table in (SORTS, CODES) for sort, all_ in table.items() for each in all_
]


@pytest.mark.parametrize(("sort", "address"), SPELLED)
def test_each_spelling_is_of_its_service(sort, address):
    assert recognize(address).sort == sort


@pytest.mark.parametrize(
    ("sort", "address"), [(sort, each) for sort, all_ in CODES.items() for each in all_]
)
def test_the_code_of_an_invitation_is_the_code(sort, address):
    assert recognize(address).named["code"] == "CODE"


def test_every_sort_has_a_spelling_that_is_tested():
    assert {sort for sort, _ in SPELLINGS} - {"page"} == {*SORTS, *CODES}
    assert {*SORTS, *CODES} > INVITATIONS


@pytest.mark.parametrize(
    "address",
    [
        "https://discord.com/",
        "https://discord.com/developers/docs",
        "https://discord.gg/",
        "https://discord.com/invite/",
        "https://evildiscord.gg/x",
        "https://discord.gg.example.org/x",
        "https://slack.com/",
        "https://slack.com/intl/en-gb/help",
        "https://api.slack.com/docs",
        "https://zoom.us/",
        "https://zoom.us/pricing",
        "https://support.zoom.us/hc/en-us",
        "https://zoom.example.org/j/1",
        "https://t.me/",
        "https://t.me.example.org/x",
        "https://zulip.com/help/",
        "https://zulipchat.com/",
        "https://matrix.to/",
        "https://matrix.org/blog",
        "https://groups.google.com/",
        "https://signal.org/",
        "https://www.whatsapp.com/",
        "https://example.org/#/room",
        "https://example.org/#narrow",
        "https://google.com/search?q=x",
        "mailto:wg@example.org",
        "ircs://irc.example.org/wg",
        "http://[::1",
        "",
        "t.me/x",
    ],
)
def test_what_only_looks_like_it_is_an_ordinary_page(address):
    assert recognize(address) is None
    assert ask(address) is None


@pytest.mark.parametrize(
    "address",
    [each for sort, each in SPELLED if sort in ("account", "invitation", "meeting")],
)
def test_what_nobody_can_know_without_an_account_is_never_dead_and_never_fine(address):
    outcome = ask(address)
    assert isinstance(outcome, LinkOutcome)
    assert outcome.state == "unknown"
    assert said_of(outcome)
