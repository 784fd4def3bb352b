"""Which groups changed, and how: Markdown for those who review a pull request."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from wgbot.groups import Group
from wgbot.site.events import between, told
from wgbot.site.platforms import followable
from wgbot.site.views import repository_label
from wgbot.text import code, destination, inert, inline

MOST = 50
"""The most groups that are shown."""

_WHENEVER = datetime(1970, 1, 1, tzinfo=UTC)


def summary(before: Mapping[str, Group], after: Mapping[str, Group]) -> str:
    """Say which groups are new, changed or gone, each as its page will show it."""
    changed = [slug for slug in {**after, **before} if before.get(slug) != after.get(slug)]
    if not changed:
        return "No group changes on the website.\n"
    count = "One group changes" if len(changed) == 1 else f"{len(changed)} groups change"
    lines = [f"## {count} on the website", ""]
    for slug in sorted(changed)[:MOST]:
        lines += [*_told(slug, before.get(slug), after.get(slug)), ""]
    if len(changed) > MOST:
        lines += [f"And {len(changed) - MOST} more.", ""]
    return "\n".join(lines)


def _told(slug: str, before: Group | None, after: Group | None) -> Iterator[str]:
    shown = after or before
    if shown is None:
        return
    if before is None:
        what = "New"
    elif after is None:
        what = "Gone"
    else:
        events = between(before, after, _WHENEVER)
        what = "; ".join(told(event) for event in events) or "No difference that a visitor sees"
    yield f"### {_text(shown.name)}"
    yield ""
    yield f"{_text(what)}. At {code(f'groups/{slug}/')}:"
    yield ""
    yield f"> **{_text(shown.name)}** ({shown.status}): {_text(shown.focus)}"
    for person in shown.leads:
        yield f"> - Lead: {_text(person.shown)}"
    for channel in shown.channels:
        name = f" {_text(channel.name)}" if channel.name else ""
        yield f"> - Channel: {_link(channel.url, channel.url)}{name}"
    for url in shown.repositories:
        yield f"> - Repository: {_link(url, repository_label(url))}"
    for alias in shown.aliases:
        yield f"> - Also known as {_text(alias)}"
    for key, answer in shown.charter.items():
        text = answer if isinstance(answer, str) else ", ".join(answer)
        yield f"> - {_text(key)}: {_text(text[:500])}{' …' if len(text) > 500 else ''}"


def _link(url: str, label: str) -> str:
    return f"[{_text(label)}]({destination(url)})" if followable(url) else _text(label)


def _text(text: str) -> str:
    return inline(inert(text))
