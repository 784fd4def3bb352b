"""Which groups changed, and how: Markdown for those who review a pull request."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from wgbot.community.config import AnswerKind
from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.form.schema import Form
from wgbot.registry.group import Group
from wgbot.site.answers import answer_labels
from wgbot.site.events import between, told
from wgbot.site.meetings import in_words
from wgbot.site.places import repository_label
from wgbot.site.platforms import WEB, followable, platform, room
from wgbot.site.views import more
from wgbot.text.escape import code_span, defuse, escape_markdown, link_destination

MOST = 50
"""The most groups that are shown."""

_WHENEVER = datetime(1970, 1, 1, tzinfo=UTC)


def summary(
    before: Mapping[str, Group],
    after: Mapping[str, Group],
    form: Form,
    kinds: Mapping[str, AnswerKind] = MappingProxyType({}),
    catalogue: Catalogue = ENGLISH,
) -> str:
    """Return which groups are new, changed or gone, each as its page will show it.

    *kinds* says what further answers hold: a private one is not shown.
    """
    say = catalogue.say
    changed = [slug for slug in {**after, **before} if before.get(slug) != after.get(slug)]
    if not changed:
        return _text(say("No {noun} changes on the website.")) + "\n"
    if len(changed) == 1:
        title = say("One {noun} changes on the website")
    else:
        title = say("{count} {nouns} change on the website", count=str(len(changed)))
    lines = [f"## {_text(title)}", ""]
    for slug in sorted(changed)[:MOST]:
        old, new = before.get(slug), after.get(slug)
        shown = new or before[slug]
        lines += [
            f"### {_text(shown.name)}",
            "",
            _text(f"{_what(old, new, catalogue)}."),
            "",
            *_shown(slug, shown, answer_labels(shown, form, kinds), catalogue),
            "",
        ]
    if len(changed) > MOST:
        lines += [_text(say("And {count} more.", count=str(len(changed) - MOST))), ""]
    return "\n".join(lines)


def _what(before: Group | None, after: Group | None, catalogue: Catalogue) -> str:
    if before is None:
        return catalogue.say("New")
    if after is None:
        return catalogue.say("Removed")
    events = between(before, after, _WHENEVER)
    said = "; ".join(told(event, catalogue) for event in events)
    return said or catalogue.say("No visible difference")


def _shown(
    slug: str, group: Group, labels: Mapping[str, str], catalogue: Catalogue
) -> Iterator[str]:
    say = catalogue.say
    status = say(group.status.capitalize())
    about = f"{group.kind}, {status}" if group.kind else status
    yield f"> **{_text(group.name)}** ({_text(about)}, {code_span(f'groups/{slug}/')}): {_text(group.focus)}"
    for person in group.leads:
        yield f"> - {_text(say('Lead'))}: {_text(person.shown)}{_text(f' ({person.role})' if person.role else '')}"
    for channel in group.channels:
        where, name = platform(channel.url), room(channel)
        label = channel.url if where is WEB else say(where.label)
        yield f"> - {_text(say('Chat'))}: {_link(channel.url, label)} {_text(name or '')}".rstrip()
    for url in group.repositories:
        yield f"> - {_text(say('Code'))}: {_link(url, repository_label(url))}"
    for meeting in group.meetings:
        named = f"{meeting.name}: " if meeting.name else ""
        yield f"> - {_text(say('Meeting'))}: {_text(named + in_words(meeting, catalogue))}"
    for alias in group.aliases:
        yield f"> - {_text(say('Also known as'))} {_text(alias)}"
    for field, label, answer in more(group, catalogue):
        said = answer if isinstance(answer, str) else ", ".join(answer)
        shown = _link(said, repository_label(said)) if field.type == "link" else _text(said)
        yield f"> - {_text(label)}: {shown}"
    for key, label in labels.items():
        answer = group.charter[key]
        text = answer if isinstance(answer, str) else ", ".join(answer)
        yield f"> - {_text(label)}: {_text(text[:500])}{' …' if len(text) > 500 else ''}"


def _link(url: str, label: str) -> str:
    return f"[{_text(label)}]({link_destination(url)})" if followable(url) else _text(label)


def _text(text: str) -> str:
    return escape_markdown(defuse(text))
