"""OWNERS files, by whose links a `sigs.yaml` says what belongs to a group."""

import re

_REPOSITORY = re.compile(
    r"https://(?:raw\.githubusercontent\.com|github\.com)/([^/]+)/([^/]+)(?:/.*)?"
)
# https://raw.githubusercontent.com/OWNER/NAME/BRANCH/OWNERS: the whole repository is the group's.
_WHOLE = re.compile(
    r"https://(?:raw\.githubusercontent\.com/[^/]+/[^/]+/(?:refs/heads/)?[^/]+"
    r"|github\.com/[^/]+/[^/]+/blob/[^/]+)/OWNERS"
)
_BEFORE_FOLDER = re.compile(r"https://[^/]+/[^/]+/[^/]+/(?:blob/|tree/)?(?:refs/heads/)?[^/]+/")


def is_of_whole(link: str) -> bool:
    """Return whether an OWNERS file is that of a whole repository."""
    return _WHOLE.fullmatch(link) is not None


def repository(link: str) -> str:
    """Return the address of the repository of an OWNERS file."""
    found = _REPOSITORY.fullmatch(link)
    return f"https://github.com/{found[1]}/{found[2]}" if found else link


def place(link: str) -> str:
    """Return the repository of an OWNERS file, with the folder where it is not the top."""
    whole = repository(link)
    if is_of_whole(link) or whole == link:
        return whole
    folder = _BEFORE_FOLDER.sub("", link).removesuffix("OWNERS").rstrip("/")
    return f"{whole} {folder}" if folder else whole
