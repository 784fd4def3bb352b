"""What one build tells the next one, in a file: what was read, and what was made of it. An edge.

It is only ever a short cut. Whatever is in the file, or is not, the site is the same: all that a
group's pages are made of is in the key of what was made, and the file holds good for one version of
wgbot and of what it builds on. Pages themselves are not in it, but their digests, which hold while
the pages are where they were written to.
"""

import hashlib
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import to_json

from wgbot.site.files import Made
from wgbot.site.output import Seen
from wgbot.site.reader import ReadFile
from wgbot.templates import BUILT_IN

_PACKAGE = Path(__file__).parent.parent
_BUILT_ON = ("anyascii", "Jinja2", "markdown-it-py", "MarkupSafe", "nh3", "pydantic", "PyYAML")


class Memory(BaseModel):
    """What a build remembers of those before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made_by: str = ""
    context: str = ""
    """What every page depends on, as in `building.Memo`."""
    groups: Mapping[str, ReadFile] = {}
    """What was read, by the names of the registry's files."""
    made: Mapping[str, Made] = {}
    files: Mapping[str, Seen] = {}
    """What was written, by path."""


def load(path: Path) -> Memory:
    """Read the file; it is as good as empty where it is not there, broken, or of another wgbot."""
    try:
        memory = Memory.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return Memory()
    return memory if memory.made_by == made_by() else Memory()


def save(path: Path, memory: Memory) -> None:
    """Write the file. Where that cannot be, the next build takes longer, and that is all."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(to_json(memory))
        fresh.replace(path)
    except OSError:
        return


def made_by() -> str:
    """Give a digest of all that makes pages of a registry: our code, our templates, libraries."""
    whole = hashlib.sha256(sys.version.encode())
    for name in _BUILT_ON:
        whole.update(f"{name} {version(name)}\n".encode())
    sources = (*_PACKAGE.rglob("*.py"), *BUILT_IN.rglob("*"))
    for path in sorted({each for each in sources if each.is_file()}):
        data = path.read_bytes()
        whole.update(f"{path.name} {len(data)}\n".encode() + data)
    return whole.hexdigest()
