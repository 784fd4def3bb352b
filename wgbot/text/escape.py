"""A stranger's text, made harmless for where it goes.

Every function takes text that anyone may have typed and gives text for one place: a comment on
GitHub, a page of Markdown, a terminal. It stays text there: no markup, mention, reference,
template or escape sequence comes of it. Nothing else in wgbot knows how that is done.
"""

import json
import re
import unicodedata
from typing import Any

ZERO_WIDTH_SPACE = "\u200b"

# What GitHub turns into a notification, a reference, a closed issue or a skipped CI run, wherever
# it stands in a comment, a pull request or (after a squash merge) a commit message.
# https://docs.github.com/en/get-started/writing-on-github
_MENTION = re.compile(r"@(?=[\w\[])")
_REFERENCE = re.compile(r"#(?=\d)|(?<=GH)-(?=\d)", re.IGNORECASE)
_SKIP_CI = re.compile(
    r"\[(?=(?:skip|no)[ -]\w+\]|\w+[ -]skip\])|\*\*\*(?=NO_CI)|(?<=skip)-(?=checks)", re.IGNORECASE
)
_ISSUE_LINK = re.compile(r"(?<=/)(issues|pull|discussions|commit)/(?=\w)", re.IGNORECASE)

# A byte order mark can be dropped before a line is looked at.
_WORKFLOW_COMMAND = re.compile(r"^(?:[^\S\n]|\ufeff)*(?=::)|##(?=\[)", re.MULTILINE)

# What Markdown acts on anywhere in a line, at the start of one, and before a bracket.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$^]|^[-+:=#%?!](?=[-+:=#%?!\s]|$)|!(?=\[)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
# Jekyll, Hugo, Zola and MkDocs expand these in a page before it is Markdown.
# In hexadecimal, for `defuse` would take `#123` for a reference.
_TEMPLATE = str.maketrans({"{": "&#x7B;", "}": "&#x7D;"})
_ENTITY = re.compile(r"&(?=#|\w+;)")
# GitHub makes links of these by itself. https://github.github.com/gfm/#autolinks-extension-
_AUTOLINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
# Of addresses for mail as well, once entities are letters again: only what stands between helps.
_MAIL = re.compile(r"(?<=[\w.+-])@(?=\w)")

# GitHub's renderer counts no more than 80 backticks around a span, and 255 around a block.
_MANY_BACKTICKS = re.compile("`{40}(?=`)")

_NOT_IN_DESTINATION = re.compile(r"[^!#%&+,\-./0-9:;=?@A-Z\[\]a-z~]")
_OTHER_SCHEME = re.compile(r"\A(?!(?:https?|ircs?|mailto|matrix|xmpp):)([^/?#]*?):", re.IGNORECASE)

_SHOWN_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\u2028\u2029")


def is_control(char: str) -> bool:
    """Return whether *char* steers a terminal, reorders the text around it or cannot be encoded.

    Newline and tab are text.
    """
    if char in "\n\t":
        return False
    return unicodedata.category(char) in ("Cc", "Cs") or char in _SHOWN_BIDI or char in _LINE_BREAKS


def escape_controls(text: str) -> str:
    r"""Return *text* for a terminal or a log: what steers is shown, as `\\x1b`, instead of obeyed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode("ascii") if is_control(char) else char for char in text
    )


def logged(text: str) -> str:
    """Return *text* for a job's log, where no line of it is a workflow command.

    The runner looks for `::` at the start of a line, and for `##[` anywhere in it.
    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
    """
    return _WORKFLOW_COMMAND.sub(f"\\g<0>{ZERO_WIDTH_SPACE}", escape_controls(text))


def json_text(value: Any) -> str:
    """Return *value* as JSON that reads well, steers no terminal and is no workflow command."""
    shown = json.dumps(value, ensure_ascii=False, indent=2)
    # All of these can only stand in a string.
    shown = shown.replace("##[", "#\\u0023[")
    # Letter by letter, a long text would take many times its own memory.
    return shown.translate(
        {ord(char): f"\\u{ord(char):04x}" for char in set(shown) if is_control(char)}
    )


def defuse(text: str) -> str:
    """Break what GitHub would act on (mentions, references, `[skip ci]`) with a zero-width space.

    A code span alone does not do: a squash merge can copy a pull request's raw text into the
    commit message.
    """
    text = _MENTION.sub("@" + ZERO_WIDTH_SPACE, text)
    text = _REFERENCE.sub(lambda match: match[0] + ZERO_WIDTH_SPACE, text)
    text = _ISSUE_LINK.sub(lambda match: f"{match[1]}/{ZERO_WIDTH_SPACE}", text)
    return _SKIP_CI.sub(lambda match: match[0] + ZERO_WIDTH_SPACE, text)


def shorten(text: str, limit: int) -> str:
    """Cut *text* to *limit* characters, the last of them an ellipsis where it was longer."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def code_span(text: str, limit: int = 80) -> str:
    """Return *text* as one Markdown code span of at most *limit* characters of it."""
    line = defuse(escape_controls(" ".join(shorten(text, 10 * limit).split())))
    line = _without_long_fences(shorten(line, limit))
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    # A span may not start or end with its own delimiter, nor be empty.
    pad = " " if not line or line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{pad}{line or ' '}{pad}{fence}"


def code_block(text: str, language: str = "") -> str:
    """Return *text* as a fenced Markdown code block that nothing in it can close."""
    body = _without_long_fences(defuse(escape_controls(text.replace("\r\n", "\n"))))
    longest = max((len(run) for run in re.findall("`{3,}", body)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{body.removesuffix(chr(10))}\n{fence}"


def _without_long_fences(text: str) -> str:
    return _MANY_BACKTICKS.sub(lambda match: match[0] + ZERO_WIDTH_SPACE, text)


class Markdown(str):
    """Text that is Markdown already, made here or by a template; all other text is escaped."""

    __slots__ = ()


def escape_markdown(text: str) -> str:
    """Return *text* as one line of Markdown that reads as it was typed, in any flavour of Markdown.

    For pages and for comments: HTML, links, images, template syntax of site generators and
    typographic characters come out as themselves, but for a space without width in an address for mail.
    """
    line = escape_controls(" ".join(text.split()))
    line = _ENTITY.sub("&amp;", line)
    line = _NUMBERED.sub(r"\1\\\2", _MARKDOWN.sub(lambda match: "\\" + match[0], line))
    line = _AUTOLINK.sub(lambda match: f"&#x{ord(match[0]):X};", line)
    line = _MAIL.sub("@" + ZERO_WIDTH_SPACE, line)
    return line.replace("\\<", "&lt;").replace("\\>", "&gt;").translate(_TEMPLATE)


def link_destination(address: str) -> str:
    """Return *address* as a Markdown link's destination, which nothing in it can end.

    Schemes are there only those of pages and of channels (`schemes`); any other leads nowhere.
    """
    address = _OTHER_SCHEME.sub(r"\1%3A", address.strip())
    address = _NOT_IN_DESTINATION.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")),
        address,
    )
    return _ENTITY.sub("&amp;", address)
