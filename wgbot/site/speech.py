"""The site's own sentences, in its language.

Templates and code say them in English; a file `LANGUAGE.yml` beside the templates has them in
another language, by the English. A community's file of that name wins, so that a site can speak any
language. What is not in the file stays English.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from wgbot.community.config import Noun
from wgbot.files import yaml
from wgbot.text.escape import escape_controls
from wgbot.text.problems import SetupError

SUFFIX = ".yml"
NOUN = Noun()

# `{name}`; no more than that can be asked for, whoever wrote the sentence.
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Speech:
    """How the site speaks."""

    sentences: Mapping[str, str] = field(default_factory=dict)
    """By the English."""
    noun: Noun = NOUN

    def say(self, english: str, /, **values: str) -> str:
        """Return a sentence as text, with *values* in its places.

        `{noun}` and `{nouns}` are what groups are called here, `{Noun}` and `{Nouns}` at a beginning.
        """
        known = {**self._nouns, **values}
        said = self.sentences.get(english, english)
        return _PLACE.sub(lambda place: known.get(place[1], place[0]), said)

    def html(self, english: str, /, **values: object) -> Markup:
        """Return a sentence as HTML: it is text, and so are values that are not HTML already."""
        known = {**self._nouns, **values}
        said = str(escape(self.sentences.get(english, english)))
        return Markup(  # noqa: S704 - all in it is escaped
            _PLACE.sub(lambda place: str(_html(known.get(place[1], place[0]))), said)
        )

    @cached_property
    def _nouns(self) -> Mapping[str, str]:
        one, many = (self.sentences.get(each, each) for each in (self.noun.one, self.noun.many))
        return {
            "noun": one,
            "nouns": many,
            "Noun": one[:1].upper() + one[1:],
            "Nouns": many[:1].upper() + many[1:],
        }


def _html(value: object) -> Markup:
    return escape(escape_controls(value) if type(value) is str else value)


ENGLISH = Speech()


def load(read: Callable[[str], bytes | None], language: str, noun: Noun) -> Speech:
    """Read the sentences of *language* by *read*, which gives a file of the folder by its name.

    `de-AT` is spoken as `de` where it has no file of its own. Raises SetupError if the file is
    no list of sentences.
    """
    for name in (language, language.partition("-")[0]):
        data = read(f"{name}{SUFFIX}")
        if data is None:
            continue
        try:
            sentences = yaml.load(data, as_text=True).value or {}
        except yaml.YamlError as error:
            raise SetupError(
                f"The sentences in site/{name}{SUFFIX}, line {error.line}, can't be read: "
                f"{error.what} {error.fix}"
            ) from error
        if not isinstance(sentences, dict) or not all(
            isinstance(each, str) for each in sentences.values()
        ):
            raise SetupError(
                f"The file site/{name}{SUFFIX} has to hold sentences: the English one, a colon, and "
                "what it is in the other language, each in quotes."
            )
        return Speech(sentences, noun)
    return Speech(noun=noun)
