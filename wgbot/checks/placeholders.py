"""No answer is just a placeholder: `TBD`, `Foo-Baz-Bar`, the form's own example, a focus that says nothing."""

import re
import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from wgbot.checks.subject import Example, Subject
from wgbot.text.problems import Problem

_WORD = re.compile(r"\w+")
_TO_COME = frozenset("tbd tba tbc todo wip fixme xxx asdf qwerty lorem ipsum placeholder".split())
_FILLING = "lorem ipsum"
# Words that people use in place of a name; harmless beside others.
_NAMELESS = frozenset(
    "foo bar baz qux quux foobar foobaz test testing example sample demo dummy name blah bla".split()
)
_LATER = frozenset(
    f"to be {done}"
    for done in "added announced confirmed decided defined determined discussed done filled".split()
) | frozenset(
    (
        "coming soon|fill in later|fill me in|later|not yet|nothing yet|to follow|will follow"
        "|folgt|folgt noch|kommt noch|noch nicht|noch offen|noch unklar|k a|später|wird ergänzt"
        "|wird noch ergänzt|à définir|à compléter|à venir|por definir|da definire|a definir"
    ).split("|")
)
_ELSEWHERE = frozenset(
    ("see above", "see below", "same as above", "see charter", "siehe oben", "siehe unten", "s o")
)
"""What says of a focus that it stands somewhere else; where the focus is shown, that is not."""
_TO_BE_SAID = re.compile(
    r"""(?:tb[dac]|t\ b\ [dac]|(?:to|will|must|has\ to|needs\ to)\ be\ (?:added|agreed|announced|confirmed
    |decided|defined|determined|discussed|filled|written)|(?:still\ |not\ yet\ |un)(?:clear|decided
    |defined|determined|known|open|sure)|we\ (?:will|ll)\ (?:see|decide)|we\ don\ t\ know)\b""",
    re.VERBOSE,
)
"""How a focus starts that only says that there will be one."""
# Words that say nothing of what a group is for.
_EMPTY = frozenset(
    """a about all an and any anything are around as at be by do doing etc everything focus focused
    focuses focusing for from general group groups has have help helping i in interest into is it
    its of on or other our out people related sig something stuff team that the their there these
    thing things this those to topic topics us various we what which will with work working works
    wg your""".split()
)
_STANDING_IN = _TO_COME | _NAMELESS
_SAYING_NOTHING = _STANDING_IN | _EMPTY
_NO_ANSWER = frozenset(
    (
        "|none|na|n a|no|nothing|not applicable|unknown|idk|no response|no answer|ditto"
        "|keine|keine angabe|keine antwort|nein|nichts"
    ).split("|")
)
_ANY_GROUP = frozenset(
    """a an my new our sig team teams that the this wg working group groups subgroup special interest
    ag arbeitsgruppe arbeitsgruppen arbeitskreis gruppe die eine neue unsere""".split()
)
"""What a group is called that has no name yet: `New working group`."""
_NEEDS_ONE = ("name", "focus", "leads")
_NAME_GROUPS = ("group", "successors", "takes_over_from")
"""What names groups that are there, or else is refused: `Testing` can be one."""


EXAMPLES = (
    Example(bad={"goals": "TBD"}, good={"goals": "Making music should need no other language."}),
    Example(
        bad={"goals": "See the wiki"},
        good={"goals": "Making music should need no other language."},
        configuration="checks:\n  placeholders:\n    words: [see the wiki]\n",
    ),
)


class Options(BaseModel):
    """More words of this community's that are placeholders."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = ()
    """More words or whole answers that count as placeholders."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each answer that is just a placeholder."""
    more = {_letters(word) for word in options.words}
    for key, text in subject.texts().items():
        field = subject.fields.get(key)
        if key in _NAME_GROUPS or (field and field.kind not in ("input", "textarea")):
            continue
        words = _words(text)
        shown = {"text": text}
        fix = "Please replace it with your answer."
        # "Testing" is a good name, and no good answer to anything else.
        is_name = key == "name" and words == ["testing"]
        line = " ".join(words)
        is_to_come = key == "focus" and (_TO_BE_SAID.match(line) or line in _ELSEWHERE)
        if is_to_come or (not is_name and _holds_place(words, text, more)):
            what = "{text} looks like a placeholder."
        elif key in _NEEDS_ONE and _letters(text) in _NO_ANSWER:
            what = "{text} doesn't answer this question."
        elif key == "name" and set(words) <= _ANY_GROUP:
            what = "{text} is what any group is called."
            fix = "Use a name that says which one it is."
        elif field and any(_is_same(example, text, key) for example in field.examples):
            what = "This is the example from the form."
        elif key == "focus" and (len(text.strip()) < 2 or not set(words) - _EMPTY - _NAMELESS):
            what = "{text} doesn't say yet what the group is for."
            fix = "Say in a few words what the group works on, beyond its name."
        elif key == "focus" and not set(words) - _EMPTY - set(_words(subject.group.name)):
            what = "{text} says no more than the group's name."
            fix = "Say in a few words what the group works on, beyond its name."
        else:
            continue
        yield Problem("placeholders", what, fix, field=key, values=shown)


def is_placeholder(text: str) -> bool:
    """Return whether *text* only says that something will be said: `TBD`, `to be decided`."""
    words = _words(text)
    return bool(words) and _holds_place(words, text, set())


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text[:1000])[:1000].casefold().replace("_", " ")
    if not folded.isascii():
        folded = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    return _WORD.findall(folded)


def _without_number(words: list[str]) -> list[str]:
    """Leave out the number of an item of a list."""
    return words[1:] if len(words) > 1 and words[0].isdigit() else words


def _letters(text: str) -> str:
    return " ".join(_words(text.replace("/", "")))


def _is_same(example: str, text: str, key: str) -> bool:
    if key == "leads":
        # Of accounts, there is more than one `ada`: no more than spaces and case is left aside.
        return "".join(example.casefold().split()) == "".join(text.casefold().split())
    return _letters(example) == _letters(text)


def _holds_place(words: list[str], text: str, more: set[str]) -> bool:
    found = set(words)
    if not found:
        # Nothing but signs, "..." or "???". Emoji and other symbols have no word either, but say
        # more than that; `name` judges them.
        return not any(unicodedata.category(char) == "So" for char in text[:1000])
    line = " ".join(words)
    if line in more or line in _LATER or line.startswith(_FILLING):
        return True
    # Of one line, the words are known.
    lines = text[:1000].split("\n") if "\n" in text else ()
    listed = [each for each in map(_words, lines) if each]
    if len(listed) > 1 and all(_holds_place(_without_number(each), "", more) for each in listed):
        return True
    if found <= _SAYING_NOTHING and found & _STANDING_IN:
        return True
    return len(found) == 1 and len(words[0]) > 2 and len(set(words[0])) == 1
