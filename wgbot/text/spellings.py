"""The spellings of services' addresses, as data: which addresses are of which sort.

A spelling is an address without its scheme. `*.` stands for any host below, `*` for any at all; a
word in braces for whatever is in that place, to the end of a path's part, a value or a fragment.
More parts of a path may follow, and case does not matter. The first spelling that fits counts.
How an address is held against them is for `services`.
"""

from typing import Literal

Sort = Literal[
    "page", "discord", "slack", "matrix", "gitter", "zulip", "zulip-invitation", "telegram",
    "google-group", "google-calendar", "invitation", "meeting", "account",
]  # fmt: skip
"""What an address is. `page` is an ordinary one; what is an `invitation`, a `meeting` or behind an
`account`, nobody can tell who does not use it."""

INVITATIONS: frozenset[Sort] = frozenset(
    ("discord", "slack", "zulip-invitation", "invitation", "meeting")
)
"""What somebody made for others to come in, and can end."""

_DISCORD: tuple[tuple[Sort, str], ...] = (
    ("discord", "invite/{code}"),
    ("invitation", "template/{code}"),
    ("account", "channels"),
    ("account", "events"),
    ("account", "servers/{name}"),
    ("account", "users"),
)
_TELEGRAM: tuple[tuple[Sort, str], ...] = (
    ("invitation", "+{code}"),
    ("invitation", "joinchat/{code}"),
    ("invitation", "addlist/{code}"),
    ("account", "c/{number}"),
    *(("page", each) for each in ("share", "addstickers", "addemoji", "addtheme", "proxy", "iv")),
    ("telegram", "boost/{name}"),
    ("telegram", "s/{name}"),
    ("telegram", "{name}"),
)
SPELLINGS: tuple[tuple[Sort, str], ...] = (
    ("account", "discord.gg/events"),
    ("discord", "discord.gg/invite/{code}"),
    ("discord", "discord.gg/{code}"),
    ("discord", "discord://-/invite/{code}"),
    ("invitation", "discord.new/{code}"),
    *(
        (sort, f"{host}/{path}")
        for host in ("discord.com", "*.discord.com", "discordapp.com", "*.discordapp.com")
        for sort, path in _DISCORD
    ),
    ("slack", "join.slack.com/t/{team}/shared_invite/{code}"),
    ("slack", "join.slack.com/t/{team}"),
    ("slack", "*.slack.com/join/shared_invite/{code}"),
    ("slack", "*.slack.com/shared_invite/{code}"),
    ("slack", "slack.com/share/{code}"),
    ("page", "api.slack.com"),
    ("page", "status.slack.com"),
    ("page", "*.slack.com/help"),
    ("page", "*.slack.com/blog"),
    ("account", "slack.com/app_redirect"),
    ("account", "slack.com/archives"),
    ("account", "slack://channel"),
    ("account", "*.slack.com"),
    ("matrix", "matrix.to#/{room}"),
    ("matrix", "matrix.to/{room}"),
    ("matrix", "archive.matrix.org/r/{name}"),
    ("matrix", "view.matrix.org/alias/{room}"),
    ("matrix", "view.matrix.org/room/{room}"),
    ("matrix", "matrix:r/{name}"),
    ("matrix", "matrix:room/{name}"),
    ("account", "matrix:roomid"),
    ("account", "matrix:u"),
    ("matrix", "app.cinny.in#/home/{room}"),
    ("matrix", "app.cinny.in/home/{room}"),
    ("gitter", "gitter.im/{owner}/{name}"),
    ("account", "gitter.im/{owner}"),
    ("page", "zulip.com"),
    ("zulip-invitation", "*.zulipchat.com/join/{code}"),
    ("zulip-invitation", "chat.zulip.org/join/{code}"),
    ("zulip", "*.zulipchat.com"),
    ("zulip", "chat.zulip.org"),
    *(
        (sort, f"{host}/{path}")
        for host in ("t.me", "telegram.me", "telegram.dog")
        for sort, path in _TELEGRAM
    ),
    ("telegram", "*.t.me"),
    ("account", "web.telegram.org"),
    ("invitation", "tg://join"),
    ("account", "tg://resolve"),
    ("invitation", "chat.whatsapp.com/{code}"),
    ("invitation", "whatsapp.com/channel/{code}"),
    ("invitation", "wa.me/{number}"),
    ("invitation", "api.whatsapp.com/send"),
    ("account", "web.whatsapp.com"),
    ("invitation", "whatsapp://chat"),
    ("invitation", "signal.group"),
    ("invitation", "signal.me"),
    ("invitation", "signal.link"),
    ("invitation", "sgnl://signal.group"),
    *(
        ("meeting", f"{host}/{path}")
        for host in (
            "zoom.us",
            "*.zoom.us",
            "zoom.com",
            "*.zoom.com",
            "zoomgov.com",
            "*.zoomgov.com",
        )
        for path in (
            *("j/{number}", "my/{name}", "w/{number}", "s/{number}", "wc/{number}", "u/{code}"),
            *("meeting/register/{code}", "webinar/register/{code}", "meeting/{number}", "k/{code}"),
            *("rec/share/{code}", "rec/play/{code}", "launch/{code}", "ev/{code}", "join"),
        )
    ),
    ("meeting", "events.zoom.us/e/{code}"),
    ("meeting", "events.zoom.us/ev/{code}"),
    ("meeting", "zoom-lfx.platform.linuxfoundation.org/meeting/{number}"),
    ("meeting", "zoom-lfx.platform.linuxfoundation.org/meetings/{name}"),
    ("meeting", "zoommtg:"),
    ("meeting", "zoomus:"),
    ("page", "meet.google.com/about"),
    ("meeting", "meet.google.com/{code}"),
    ("meeting", "g.co/meet/{code}"),
    ("meeting", "teams.microsoft.com/l/{what}"),
    ("meeting", "teams.microsoft.com/meet/{code}"),
    ("meeting", "teams.microsoft.com#/l/{what}"),
    ("meeting", "teams.live.com/meet/{code}"),
    ("meeting", "teams.cloud.microsoft/l/{what}"),
    ("meeting", "meet.jit.si/{room}"),
    ("meeting", "8x8.vc/{tenant}/{room}"),
    ("meeting", "whereby.com/{room}"),
    ("meeting", "*.webex.com/meet/{name}"),
    ("meeting", "*.webex.com/join/{name}"),
    ("meeting", "*.webex.com/{site}/j.php"),
    ("meeting", "meet.goto.com/{code}"),
    ("meeting", "gotomeet.me/{name}"),
    ("meeting", "*.gotomeeting.com/join/{number}"),
    ("meeting", "bluejeans.com/{number}"),
    ("meeting", "call.element.io/{room}"),
    ("meeting", "meet.element.io/{room}"),
    ("meeting", "talky.io/{room}"),
    ("meeting", "gather.town/app/{space}"),
    ("meeting", "app.gather.town/app/{space}"),
    ("google-group", "groups.google.com#!forum/{name}"),
    ("google-group", "groups.google.com#!aboutgroup/{name}"),
    ("google-group", "groups.google.com#!topic/{name}"),
    ("google-group", "groups.google.com/a/{domain}/g/{name}"),
    ("google-group", "groups.google.com/a/{domain}/d/forum/{name}"),
    ("google-group", "groups.google.com/a/{domain}/group/{name}"),
    ("google-group", "groups.google.com/u/{number}/g/{name}"),
    ("google-group", "groups.google.com/u/{number}/a/{domain}/g/{name}"),
    ("google-group", "groups.google.com/d/forum/{name}"),
    ("google-group", "groups.google.com/d/topic/{name}"),
    ("google-group", "groups.google.com/d/msg/{name}"),
    ("google-group", "groups.google.com/forum/{name}"),
    ("google-group", "groups.google.com/group/{name}"),
    ("google-group", "groups.google.com/g/{name}"),
    *(
        ("google-calendar", f"{host}/{path}")
        for host in ("calendar.google.com", "google.com")
        for path in (
            *("calendar/ical/{id}", "calendar/embed?src={id}", "calendar/b/{n}/embed?src={id}"),
            *("calendar/u/{n}/embed?src={id}", "calendar/htmlembed?src={id}"),
            *("calendar/u/{n}/r?cid={id}", "calendar/r?cid={id}", "calendar/render?cid={id}"),
            *("calendar/u/{n}?cid={id}", "calendar?cid={id}"),
        )
    ),
    ("account", "calendar.google.com"),
    ("account", "google.com/calendar"),
    ("invitation", "calendar.app.google/{code}"),
    ("invitation", "line.me/r/ti"),
    ("invitation", "line.me/ti"),
    ("invitation", "open.kakao.com/o"),
    ("invitation", "invite.viber.com"),
    ("invitation", "join.skype.com/{code}"),
    ("invitation", "guilded.gg/i/{code}"),
    ("invitation", "rvlt.gg/{code}"),
    ("invitation", "stt.gg/{code}"),
    ("invitation", "app.revolt.chat/invite/{code}"),
    ("invitation", "go.rocket.chat/invite"),
    ("invitation", "*.rocket.chat/invite/{code}"),
    ("invitation", "stoat.chat/invite/{code}"),
    ("invitation", "m.me/j/{code}"),
    ("account", "facebook.com/groups"),
    ("account", "*.facebook.com/groups"),
    ("account", "fb.com/groups"),
    # Of these, everybody can have a server of their own.
    ("invitation", "*/signup_user_complete"),  # Mattermost
    # What is behind `#` it never sees.
    ("matrix", "*#/room/{room}"),
    ("zulip", "*#narrow/{place}"),
)

GITHUB_PAGES = frozenset(
    "about apps codespaces collections contact customer-stories enterprise enterprises events "
    "explore features gist issues join login marketplace new nonprofit notifications orgs pricing "
    "pulls readme resources search security sessions settings signup site solutions sponsors stars "
    "team topics trending users".split()
)
"""What stands at GitHub where an owner's name would."""
