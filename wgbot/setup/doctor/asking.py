"""Questions to GitHub. What a token may not ask is reported, and never taken for an answer."""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from wgbot.setup.doctor.findings import Advice, unknown
from wgbot.text.problems import WgbotError

DOCS = "https://docs.github.com/en"


class Asker(Protocol):
    """One repository on GitHub, which can be asked."""

    def get(self, path: str, /, **parameters: str | int) -> Any:
        """Read what is at *path* of the repository; None if there is nothing."""

    def query(self, query: str) -> Mapping[str, Any] | None:
        """Ask the GraphQL API; what it does not tell is left out."""

    @property
    def repository(self) -> str:
        """As `owner/name`."""


class Questions:
    """Questions to GitHub, which may refuse some of them."""

    def __init__(self, api: Asker) -> None:
        """Get ready; nothing is asked yet."""
        self._api = api
        self._untold: list[str] = []

    def get(self, what: str, path: str, **parameters: str | int) -> Any:
        """Return the answer; False if the token may not ask."""
        try:
            return self._api.get(path, **parameters)
        except WgbotError as error:
            self.untold(what, str(error))
            return False

    def query(self, what: str, field: str, asked: str) -> Any:
        """Return what the GraphQL API tells of a *field* of the repository; False if it doesn't."""
        owner, _, name = self._api.repository.partition("/")
        about = f"repository(owner: {json.dumps(owner)}, name: {json.dumps(name)})"
        try:
            found = self._api.query(f"query {{ {about} {{ {field}{asked} }} }}")
        except WgbotError as error:
            self.untold(what, str(error))
            return False
        told = ((found or {}).get("repository") or {}).get(field)
        if told is None:
            self.untold(what, "GitHub keeps it to itself")
            return False
        return told

    def untold(self, what: str, why: str) -> None:
        """Note what GitHub doesn't tell this token."""
        self._untold.append(f"{what} ({why.rstrip('.')})")

    @property
    def refused(self) -> tuple[Advice, ...]:
        """Return everything that GitHub does not tell this token, as one finding."""
        if not self._untold:
            return ()
        return (
            unknown(
                "not-told",
                f"With this token, GitHub doesn't say: {'; '.join(self._untold)}.",
                "Use an administrator's token with read access to administration, actions, "
                "contents, issues and pages.",
                f"{DOCS}/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens",
            ),
        )
