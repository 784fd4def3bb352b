"""What wgbot says, in a community's language and words: one store for the bot and for the website.

A sentence is looked up by its English, with its places, and what goes there is filled in afterwards:
a name is never taken for a sentence. `templates/LANGUAGE/sentences.yml` has them by the English; a
community's own file of that name is laid over it sentence by sentence, in English as well. What is in
neither stays English. Templates in other languages are files of their own (`templates`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from markupsafe import Markup, escape

from wgbot.community.config import Config, Noun
from wgbot.community.templates import BUILT_IN
from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.text.escape import Markdown, defuse, escape_controls, escape_markdown
from wgbot.text.problems import Problem, SetupError
from wgbot.text.sentences import Sentence, Value, capitalize, fill, places

FILE = "sentences.yml"
USUAL = Noun()


@dataclass(frozen=True)
class Catalogue:
    """How a community speaks."""

    sentences: Mapping[str, str] = field(default_factory=dict)
    """By the English."""
    noun: Noun = USUAL

    def with_noun(self, noun: Noun) -> "Catalogue":
        """Return the same, for groups that are called so."""
        return replace(self, noun=noun)

    def say(self, english: str, /, **values: str) -> str:
        """Return a sentence as text, with *values* in its places.

        `{noun}` and `{nouns}` are what groups are called here, `{Noun}` and `{Nouns}` at a beginning.
        """
        return fill(self._of(english), {**self.nouns, **values}, str)

    def markdown(self, english: str, /, **values: str) -> Markdown:
        """Return a sentence as Markdown for GitHub: it is that already, and values are text."""
        return Markdown(fill(self._of(english), {**self.nouns, **values}, _markdown))

    def html(self, english: str, /, **values: object) -> Markup:
        """Return a sentence as HTML: it is text, and so are values that are not HTML already."""
        said = str(escape(self._of(english)))
        return Markup(fill(said, {**self.nouns, **values}, _html))  # noqa: S704 - all in it is escaped

    def said(self, sentence: Sentence) -> str:
        """Return a sentence with its values as text: none of it is Markdown or HTML yet."""
        said = self._value(sentence)
        return said.plain if isinstance(said, Sentence) else str(said)

    def problem(self, problem: Problem) -> Problem:
        """Return a problem in this language."""
        values = {name: self._value(value) for name, value in problem.values.items()}
        return replace(
            problem, what=self._of(problem.what), fix=self._of(problem.fix), values=values
        )

    def _of(self, english: str) -> str:
        return self.sentences.get(english, english)

    def _value(self, value: Value) -> Value:
        match value:
            case Sentence():
                values = {name: self._value(each) for name, each in value.values.items()}
                return Sentence(self._of(value.text), values)
            case tuple():
                return tuple(map(self._value, value))
        return value

    @cached_property
    def nouns(self) -> Mapping[str, str]:
        """Return what groups are called: `noun`, `nouns`, and the same at a beginning."""
        # What a community calls its groups is no sentence.
        one = self._of(USUAL.one) if self.noun.one == USUAL.one else self.noun.one
        many = self._of(USUAL.many) if self.noun.many == USUAL.many else self.noun.many
        return {
            "noun": one,
            "nouns": many,
            "Noun": capitalize(one),
            "Nouns": capitalize(many),
        }


def _markdown(value: object) -> str:
    return value if isinstance(value, Markdown) else escape_markdown(defuse(str(value)))


def _html(value: object) -> str:
    return escape(escape_controls(value) if type(value) is str else value)


ENGLISH = Catalogue()


def load(tree: Tree, settings: Config, language: str | None = None) -> Catalogue:
    """Read the sentences of *language*, or else that of the bot, with the community's own in *tree*.

    What `de-AT` lacks is said in `de`. Raises SetupError if a file isn't a list of sentences.
    """
    sentences: dict[str, str] = {}
    language = language or settings.language
    for each in spoken(language):
        sentences |= _built_in(each)
        for path in paths(settings, each):
            sentences |= _read(tree.read(path) or b"", path)
    return Catalogue(sentences, settings.noun)


def strange_places(tree: Tree, settings: Config) -> Iterator[tuple[str, str, str]]:
    """Yield each place in a community's own sentences that its English doesn't have.

    As the file's path, the sentence and the place. Raises SetupError as `load` does.
    """
    for language in {*spoken(settings.language), *spoken(settings.site.language or "en")}:
        for path in paths(settings, language):
            for english, said in _read(tree.read(path) or b"", path).items():
                known = {*places(english), "noun", "nouns", "Noun", "Nouns"}
                yield from ((path, said, place) for place in places(said) if place not in known)


def spoken(language: str) -> list[str]:
    """Return the languages whose sentences are used, each laid over the one before."""
    return list(dict.fromkeys((language.partition("-")[0], language)))


def paths(settings: Config, language: str) -> list[str]:
    """Return where a community's own sentences of a language can be."""
    return [
        f"{settings.templates}/{name}" for name in (f"{language}/{FILE}", f"site/{language}.yml")
    ]


@lru_cache(maxsize=8)
def _built_in(language: str) -> Mapping[str, str]:
    path = BUILT_IN / language / FILE
    return _read(path.read_bytes(), str(path)) if path.is_file() else {}


def _read(data: bytes, path: str) -> Mapping[str, str]:
    try:
        sentences = yaml.load(data, as_text=True).value or {}
    except yaml.YamlError as error:
        raise SetupError(
            f"The sentences in {path}, line {error.line}, cannot be read: {error.what} {error.fix}"
        ) from error
    if not isinstance(sentences, dict) or not all(
        isinstance(each, str) for each in sentences.values()
    ):
        raise SetupError(
            f"The file {path} has to hold sentences: the English one, a colon, and what to say "
            "instead, each in quotes."
        )
    # A sentence is one line; with nothing in it, it says nothing else than the English one.
    said = {english: " ".join(text.split()) for english, text in sentences.items()}
    return {english: text for english, text in said.items() if text}
