"""Every link is the https address of a public site.

Channels can have other addresses, if `schemes` names their kinds: `ircs://irc.example.org/wg-cli`,
`matrix:r/wg-cli:example.org`, `mailto:wg-cli@lists.example.org`, `xmpp:wg-cli@rooms.example.org`.
`wgbot links` checks none of these but rooms of Matrix.

An address by which a site knows one person is refused, wherever it is: Zoom's `tk=` and `zak=`,
`access_token=` and the like, and the secret address of a Google calendar. The passcode of a meeting,
`pwd=`, is fine.

A group has at most ten channels and ten repositories, and 200 links in all, those in its texts
included. Whoever proposes an invitation to Discord that ends is told so.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from wgbot.checks.subject import Example, Subject
from wgbot.registry import bullets, fields
from wgbot.registry.fields import ASKED
from wgbot.text import links as text_links
from wgbot.text import schemes
from wgbot.text.escape import Markdown
from wgbot.text.problems import Problem
from wgbot.text.schemes import Scheme
from wgbot.text.sentences import Sentence

_MOST, _MOST_REGISTERED = 10, 50
"""The most links in one answer: of a new group, and of one that has grown."""
_LONGEST = 5_000
"""The most characters of an answer in which boxes are looked for."""


EXAMPLES = (
    Example(
        bad={"channel": "http://chat.example.org/sound"},
        good={"channel": "https://chat.example.org/sound"},
    ),
    Example(
        bad={"channel": "irc://irc.example.org/sound"},
        good={"channel": "ircs://irc.example.org/sound"},
        configuration="checks:\n  links:\n    schemes: [ircs]\n",
    ),
)


class Options(BaseModel):
    """Which addresses a link can have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schemes: Annotated[tuple[Scheme, ...], Field(strict=False)] = ()
    """Which of `irc`, `ircs`, `matrix`, `mailto` and `xmpp` channels can have besides https."""
    ports: tuple[Annotated[int, Field(ge=1, le=65_535)], ...] = ()
    """Which ports a link can have, such as `[8443]`."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each link that is none, or not one to list, and for too many."""
    links = list(fields.addresses(subject.group))
    counts = Counter(
        field.meaning for field, _, _ in links if field.type in ("link", "links", "channels")
    )
    most = _MOST_REGISTERED if subject.registered or subject.before else _MOST
    fields_of_links = {field.meaning for field, _, _ in links}
    too_many = {key for key, count in counts.items() if count > most}
    in_texts = (link for text in subject.texts().values() for link in text_links.in_text(text))
    count = len({*(link for _, _, link in links), *in_texts})
    if count > text_links.MOST_OF_A_GROUP and not too_many:
        yield Problem(
            "links",
            "The group has {count} links; the limit is {most}.",
            "Keep those that a newcomer needs.",
            values={"count": count, "most": text_links.MOST_OF_A_GROUP},
        )
    for key in sorted(too_many):
        yield Problem(
            "links",
            "Here are {count} links; the limit is {most}.",
            "Keep those that a newcomer needs.",
            field=key,
            values={"count": counts[key], "most": most},
        )
    yield from _half_chosen(subject)
    yield from _invitations(subject)
    for key, text in subject.texts().items():
        refusals = filter(None, map(text_links.personal, text_links.in_text(text)))
        # An answer that is made of links is judged by them, below.
        if key not in fields_of_links and (refused := next(refusals, None)):
            yield Problem("links", refused.what, refused.fix, field=key, values=refused.values)
    for field, path, link in links:
        key = field.meaning
        if key in too_many:
            continue
        allowed = options.schemes if field.type == "channels" else ()
        if refused := text_links.personal(link) or schemes.refusal(link, allowed, options.ports):
            question = subject.fields.get(key)
            optional = question is not None and not question.required
            yield Problem(
                "links",
                refused.what,
                "{fix} You can also leave this answer empty." if optional else refused.fix,
                field=key,
                item=path[0] if path and isinstance(path[0], int) else None,
                values={
                    "link": link,
                    **refused.values,
                    "fix": Sentence(refused.fix, refused.values),
                },
            )


def _half_chosen(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each list of a new group in which some entries are ticked or crossed out.

    Of one that is there, whoever reads what changes in its lists asks.
    """
    if subject.registered or subject.before:
        return
    for key, answer in subject.answers.items():
        is_list = key in ASKED and ASKED[key].type in ("channels", "links", "meetings")
        if is_list and isinstance(answer, str) and (line := bullets.half_chosen(answer[:_LONGEST])):
            yield Problem(
                "links",
                "I can't tell if this belongs to the list: {text}",
                "Write only what belongs to it, one per line.",
                field=key,
                values={"text": line},
            )


def _invitations(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each invitation that has ended, and a note for each that will."""
    for field, path, link in fields.addresses(subject.group):
        known = subject.facts.invitations.get(link)
        if known is None or (known.is_there and known.ends is None):
            continue
        yield Problem(
            "links",
            "The invitation {link} ends on {date}."
            if known.is_there
            else "The invitation {link} has ended, or there never was one.",
            "Make one that never expires, and use that.",
            field=field.meaning,
            item=int(path[0]) if path else None,
            values={"link": link, "date": Markdown(f"{known.ends:%Y-%m-%d}" if known.ends else "")},
            blocks=not known.is_there,
        )
