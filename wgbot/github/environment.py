"""What the environment of a job or a terminal says about GitHub: where it is, which repository, whose token."""

from collections.abc import Mapping
from pathlib import Path

from wgbot.github.api import Api
from wgbot.github.remote import Remote
from wgbot.localgit.git import Git
from wgbot.text import manual
from wgbot.text.problems import SetupError, WgbotError


def api_of(
    environment: Mapping[str, str], repository: str = "", *, seconds: float = 480
) -> Api | None:
    """Return the API for the repository that the environment names, or else *repository*.

    None if there is no token, or no repository. No wait goes beyond *seconds* from now.
    """
    token, name = _named(environment, repository)
    url = environment.get("GITHUB_API_URL") or "https://api.github.com"
    return Api(token, name, url, seconds=seconds) if token and name else None


def _named(environment: Mapping[str, str], repository: str = "") -> tuple[str, str]:
    """Return the token and the repository."""
    token = environment.get("GITHUB_TOKEN") or environment.get("GH_TOKEN") or ""
    return token, environment.get("GITHUB_REPOSITORY") or repository


def connect(
    environment: Mapping[str, str],
    folder: Path,
    *,
    seconds: float = 480,
    second: Path | None = None,
) -> Remote:
    """Get ready to work on GitHub; SetupError if the environment does not say where and how.

    *folder* may be a checkout, and *second* is one of the second repository: both save requests.
    """
    api, (token, name) = api_of(environment, seconds=seconds), _named(environment)
    missing = [
        *([] if token else ["`GITHUB_TOKEN`"]),
        *([] if name.count("/") == 1 else ["`GITHUB_REPOSITORY` (as `owner/name`)"]),
    ]
    if api is None or missing:
        raise SetupError(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set. In a workflow, "
            "give the step `env: {GITHUB_TOKEN: …}`. On your own machine, begin the command with "
            "`GITHUB_TOKEN=$(gh auth token) GITHUB_REPOSITORY=owner/name`."
        )
    server = environment.get("GITHUB_SERVER_URL") or "https://github.com"
    return Remote(
        api,
        server=server,
        manual=manual.of_action(environment.get("GITHUB_ACTION_PATH", ""), server),
        checkout=_checkout(folder),
        second=Git(second) if second else None,
    )


def _checkout(folder: Path) -> Git | None:
    try:
        return Git(folder)
    except WgbotError:
        return None
