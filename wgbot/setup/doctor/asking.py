"""Questions to GitHub: what a token may not ask is said as well, and is not taken for an answer."""

from typing import Any, Protocol

from wgbot.setup.doctor.findings import Advice, unknown
from wgbot.text.problems import WgbotError

DOCS = "https://docs.github.com/en"


class Asker(Protocol):
    """One repository at GitHub, which can be asked."""

    def get(self, path: str, **parameters: str | int) -> Any:
        """Read what is at *path* of the repository; None where there is nothing."""


class Questions:
    """Questions to GitHub of which one may be refused, and is told then."""

    def __init__(self, api: Asker) -> None:
        """Get ready; nothing is asked yet."""
        self._api = api
        self.refused: list[Advice] = []

    def get(self, what: str, path: str, **parameters: str | int) -> Any:
        """Ask; False where the token may not."""
        try:
            return self._api.get(path, **parameters)
        except WgbotError as error:
            self.untold(what, str(error))
            return False

    def untold(self, what: str, why: str) -> None:
        """Note what GitHub does not tell this token."""
        self.refused.append(
            unknown(
                "not-told",
                f"GitHub does not tell {what}: {why}",
                "Ask with a token that may: of an administrator, with read access to "
                "administration, actions, contents, issues and pages.",
                f"{DOCS}/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens",
            )
        )
