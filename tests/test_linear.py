"""No text can hold wgbot up: whatever meets a stranger's text takes time in proportion to it.

Each pattern of the package meets texts that are hard on it, of 8,192 and of 65,536 characters. Eight
times the text may take eight times the time, and some for a busy machine; where a pattern goes
over the rest of a text from each of its places, it takes 64 times.
"""

import gc
import heapq
import re
import time
from datetime import date

import pytest

from tests import editing, hostile
from wgbot.checkin import answers, issue_text, phrases
from wgbot.form import blocks
from wgbot.github import actions
from wgbot.links import moves, pages
from wgbot.registry import by_name, deltas, text_changes
from wgbot.registry import people as registry_people
from wgbot.registry.meetings import imported as meeting_import
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings import vocabulary as meeting_vocabulary
from wgbot.registry.meetings import words as meeting_words
from wgbot.setup.importers import emails, people, plain
from wgbot.site import platforms
from wgbot.text import escape, links, services

FEW, MANY = 8_192, 65_536
MOST_RATIO = 28
HARDEST = 6
NOTHING = 0.04
"""Seconds that are too few to be told from none."""
FOUND, MADE_LATER = hostile.patterns()
WITHIN = {
    **{
        each.name: "only reads texts of a few hundred characters"
        for each in FOUND
        if each.name.startswith(
            ("wgbot.registry.meetings.words", "wgbot.registry.meetings.vocabulary")
        )
    },
    "wgbot.setup.importers.plain._COMMENT": "looked for only before the last end of a comment",
    **{
        each.name: "met by few lines that are not long"
        for each in FOUND
        if each.name.startswith(("wgbot.registry.delta", "wgbot.registry.text_changes"))
    },
    **{
        each.name: "met by lines of at most 300 characters"
        for each in FOUND
        if each.name.startswith("wgbot.checkin.phrases")
    },
}
"""Patterns that are only searched with in a way that bounds them; `FUNCTIONS` has that way."""


def seconds(call, text, times=1):
    """Return the processor's time, the best of some."""
    taken = []
    # Looking for garbage takes more than its share of the time when there is much of it.
    gc.disable()
    for _ in range(times):
        began = time.thread_time()
        list(call(text) or ())
        taken.append(time.thread_time() - began)
    gc.enable()
    return min(taken)


def uses(used):
    for name in used.methods:
        method = getattr(used.pattern, name)
        if name == "sub":
            yield lambda text, sub=method: sub("", text) and ()
        elif name in ("finditer", "findall", "split"):
            yield method
        else:
            yield lambda text, find=method: find(text) and ()


def hold(call, texts):
    """Hold the texts that take longest of all to eight times as much of each."""
    tried = []
    for few, many in texts:
        taken = seconds(call, few)
        # What does more than it should shows in a small text, and would not end in a large one.
        assert taken < 1, f"{taken:.1f} s for {few[:60]!r}…{few[-8:]!r}"
        tried.append((taken, few, many))
    for taken, few, many in heapq.nlargest(HARDEST, tried):
        longer = seconds(call, many) if taken > NOTHING / MOST_RATIO else 0.0
        if longer > NOTHING:
            ratio = longer / seconds(call, few, times=3)
            if ratio >= MOST_RATIO:
                ratio = seconds(call, many, times=3) / seconds(call, few, times=5)
            assert ratio < MOST_RATIO, f"{ratio:.0f} times, {many[:60]!r}…{many[-8:]!r}"


@pytest.mark.parametrize(
    "used", [each for each in FOUND if each.name not in WITHIN], ids=lambda each: each.where
)
def test_a_pattern_takes_time_in_proportion_to_the_text(used):
    texts = list(
        zip(hostile.texts(used.pattern, FEW), hostile.texts(used.pattern, MANY), strict=True)
    )
    for call in uses(used):
        hold(call, texts)


FUNCTIONS = {
    "links in a text": links.in_text,
    "a regular link": links.regular,
    "a link, refused": links.refusal,
    "a list in which something changes": lambda text: deltas.read(text) and (),
    "people among whom something changes": lambda text: (
        deltas.read(
            "\n".join(text[at : at + 480] for at in range(0, min(len(text), 4_800), 480)),
            are_people=True,
        )
        and ()
    ),
    "lines in which something changes": lambda text: (
        deltas.read("\n".join(text[at : at + 480] for at in range(0, min(len(text), 4_800), 480)))
        and ()
    ),
    "people by name": lambda text: by_name.of_answer(text, registry_people.people) and (),
    "people and who they are not": lambda text: registry_people.people(text) and (),
    "a name that changes": lambda text: text_changes.read(text, ["a"], is_name=True) and (),
    "an answer that changes nothing": lambda text: deltas.stays(text) and (),
    "a link, for one person": links.personal,
    "comments in an import": lambda text: plain.plain(text).without_markup().text,
    "people in an import": people.several,
    "addresses of people": lambda text: emails.hidden(text) and (),
    "what a comment says": lambda text: phrases.lines(text, {"a": "a"}, date(2026, 1, 1)),
    "ticks": lambda text: answers.boxes(f"- [x] {text}"),
    "questions that are recalled": lambda text: (
        issue_text.recalled(f"<!-- wgbot:checkin 2026-01-01 {text}") and ()
    ),
    "meetings": lambda text: meeting_lines.read(text) and (),
    "when a meeting is": lambda text: meeting_words.read(text) and (),
    "what a meeting may mean": meeting_words.meant,
    "whether it is about when": lambda text: meeting_vocabulary.says_when(text) and (),
    "a meeting of another list": lambda text: meeting_import.from_line(text) and (),
    "the words of another list": lambda text: meeting_import.from_keys({"every": text}) and (),
    "a platform": lambda text: platforms.platform.__wrapped__(f"https://{text}/") and (),
    "a platform's path": lambda text: (
        platforms.platform.__wrapped__(f"https://a.example/{text}") and ()
    ),
    "fences and comments": lambda text: blocks.blocks(f"\n{text}"),
    "a command": lambda text: actions.is_command(text) and (),
    "a title": pages.title,
    "a page that is none": lambda text: pages.says_it_is_none(f"<title>{text}") and (),
    "a challenge": lambda text: pages.is_challenge(f"<title>{text}") and (),
    "a login": lambda text: pages.is_login("https://a.example/", "https://b.example/", text) and (),
    "a service": lambda text: services.recognize(f"https://t.me/{text}") and (),
    "a move": lambda text: (
        moves.by_hand(f"https://a.example/{text}", f"https://a.example/x{text}", "") and ()
    ),
    "escaped": escape.escape_markdown,
    "defused": escape.defuse,
    "a code span": escape.code_span,
    "a code block": escape.code_block,
}
PUMPS = (
    *(")", "(", "()", "]", "[", "<", ">", "<title", "<title>", "<input", "<input type", " ", "\n"),
    *("https://a.example/)", "http://", "//", "/..", "%", "%2e", "://", "<!--", "-->", "<!-- -->"),
    *(
        "`",
        "```\n",
        "a, ",
        ",",
        " and ",
        "@a ",
        "Ada Example, ",
        "cc @a, ",
        "a@b.c ",
        "[a](",
        "](",
        "&amp;",
        "&",
        ";",
        "=",
        "#",
    ),
    *(
        "mattermost.",
        "a.",
        "-",
        "/en",
        "/404",
        "- ",
        " - ",
        "404 - ",
        "?a=b",
        "&a=b",
        "\u00e9",
        "#1",
    ),
)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_takes_time_in_proportion_to_the_text(name):
    def texts(size):
        for start in ("", "https://a.example/"):
            for pump in PUMPS:
                yield start + (pump * (size // len(pump)))[: size - len(start)]

    hold(FUNCTIONS[name], zip(texts(FEW), texts(MANY), strict=True))


def test_every_pattern_is_found_or_known_to_be_made_while_it_runs():
    """Those that are made of names and settings; `FUNCTIONS` holds the one of platforms."""
    assert len(FOUND) > 150
    assert sorted(MADE_LATER) == [
        "wgbot.checkin.phrases: f'(?<!\\\\w)(?:{words})(?!\\\\w)'",
        "wgbot.checkin.phrases: words",
        "wgbot.checks.overlap: f'(?<!\\\\w){re.escape(name)}(?!\\\\w)'",
        "wgbot.community.schemas: f'{begin}.*?(?=^[^\\\\s)]|\\\\Z)'",
        "wgbot.files.yaml_inside: f'^ {{{place.column}}}-(?=\\\\s)'",
        "wgbot.github.job: f'{re.escape(home)}/[\\\\w./?=-]*\\\\w'",
        "wgbot.github.refusals: words",
        "wgbot.proposals.markers: f'\\\\A{marker}\\\\n(?:>.*\\\\n)*\\\\n?'",
        "wgbot.registry.by_name: f'(?<!\\\\w){re.escape(name)}(?!\\\\w)(?![ \\\\t]*[(\\\\[<]*@)'",
        "wgbot.registry.tables: f'\\\\b{word}'",
        "wgbot.setup.doctor.protection: shown",
        "wgbot.setup.importers.group_words: f'\\\\b(?:{words})\\\\b'",
        "wgbot.site.platforms: pattern",
        "wgbot.text.wildcards: fnmatch.translate(escaped)",
    ]


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"<title[^>]*>", "search"), (r"[.,]+\Z", "sub"), (r"\s+$", "search")],
)
def test_a_pattern_that_is_not_linear_is_noticed(pattern, method):
    used = hostile.Used("here", re.compile(pattern), (method,))
    texts = zip(hostile.texts(used.pattern, 512), hostile.texts(used.pattern, 4096), strict=True)

    def slow():
        for call in uses(used):
            for few, many in texts:
                shorter = max(seconds(call, few), 1e-7)
                if shorter > 0.5 or seconds(call, many) / shorter > MOST_RATIO:
                    return True
        return False

    assert slow()


@pytest.mark.parametrize("between", [", ", "\n", " and ", "\n- remove "])
def test_a_change_takes_time_in_proportion_to_its_leads(between):
    few, many = (between.join(f"@u{n}" for n in range(count)) for count in (500, 4_000))
    hold(lambda text: editing.proposal(editing.change(leads=text)) and (), [(few, many)])
