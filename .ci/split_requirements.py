"""Split `requirements/run.txt` by what a command of the action needs: what it never loads is left out.

    python .ci/split_requirements.py

Versions and hashes are those of `run.txt`. tests/repository/test_needs.py holds that each command
gets along with its file. A command without one gets all of `run.txt`.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"

_CHECK = """annotated-types anyascii click jinja2 markupsafe pydantic pydantic-core python-dateutil
pyyaml rapidfuzz typing-extensions typing-inspection tzdata"""
# PyGithub also wants PyNaCl and cryptography, for secrets and for keys of Apps: wgbot has neither.
_BOT = f"{_CHECK} certifi charset-normalizer idna pygithub pyjwt requests urllib3"
_LINKS = f"""{_BOT} aiohappyeyeballs aiohttp aiosignal attrs frozenlist multidict propcache yarl"""
_SITE = f"{_CHECK} icalendar markdown-it-py mdurl nh3"
NEEDS = {
    name: frozenset(packages.split())
    for name, packages in (
        ("bot", _BOT),
        ("check", _CHECK),
        ("links", _LINKS),
        ("site", _SITE),
    )
}
"""The packages of each file."""


def locked() -> dict[str, str]:
    """Return what `run.txt` says of each package: its version, its hashes."""
    text = (FOLDER / "run.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^([\w.-]+)(.*(?:\n    --hash=.*)+)", text, re.MULTILINE)
    return {name: f"{name}{rest}\n" for name, rest in lines}


def files() -> dict[str, str]:
    """Return the files by their names."""
    every = locked()
    head = "# Part of run.txt, by .ci/split_requirements.py: what the action needs for this.\n"
    return {
        f"{name}.txt": head + "".join(every[package] for package in sorted(packages))
        for name, packages in NEEDS.items()
    }


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
