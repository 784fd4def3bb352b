"""What Discord tells anybody about the invitations that a proposal has: whether they are, and end.

Nothing of the proposal's decides where a request goes, and no token goes with it. What cannot be
asked is not known.
"""

from collections.abc import Iterable, Iterator

import requests

from wgbot import __version__
from wgbot.checks.lookups import InvitationFacts
from wgbot.registry import fields
from wgbot.registry.group import Group
from wgbot.text import services

_MOST = 3
"""The most invitations that one proposal is worth."""
_MOST_AT_ONCE = 60
"""The most that all proposals of a run are worth."""
_SECONDS = 5.0


def look_up(groups: Iterable[Group]) -> dict[str, InvitationFacts]:
    """Ask Discord about the invitations of *groups*, by their addresses."""
    codes = {link: code for group in groups for link, code in list(_codes(group))[:_MOST]}
    return dict(_asked(list(codes.items())[:_MOST_AT_ONCE])) if codes else {}


def _codes(group: Group) -> Iterator[tuple[str, str]]:
    for _, _, link in fields.addresses(group):
        if (place := services.recognize(link)) and place.sort == "discord":
            yield link, place.named["code"]


def _asked(codes: Iterable[tuple[str, str]]) -> Iterable[tuple[str, InvitationFacts]]:
    with requests.Session() as session:
        # No proxy, and no name and password from a file.
        session.trust_env = False
        session.headers["User-Agent"] = f"wgbot/{__version__}"
        for link, code in codes:
            try:
                answer = session.get(
                    services.about_invitation(code), timeout=_SECONDS, allow_redirects=False
                )
            except requests.RequestException:
                return
            if answer.status_code == requests.codes.not_found:
                yield link, InvitationFacts(is_there=False)
            elif answer.status_code == requests.codes.ok:
                yield link, InvitationFacts(True, services.end_of_invitation(answer.text))
