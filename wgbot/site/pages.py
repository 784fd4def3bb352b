"""The HTML of the site, from templates; an adopter's file of the same name wins.

What a template prints is text, and is escaped as HTML: a template cannot forget to. A template is
given values only; nobody's text is ever one. Style sheet, script and icon are files as they are.
"""

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from wgbot.config import Config
from wgbot.problems import SetupError
from wgbot.site import speech
from wgbot.site.speech import ENGLISH, Speech
from wgbot.templates import BUILT_IN
from wgbot.text import plain
from wgbot.tree import Tree

FOLDER = "site"
"""The folder of these templates, in the folder of all templates."""
SUFFIX = ".j2"


def _printed(value: object) -> object:
    """Show what steers a terminal, or turns the text around it, instead of obeying it."""
    return plain(value) if type(value) is str else value


class Shown:
    """What a template may look at without being watched: frozen, and no methods but properties."""

    __slots__ = ()


class _Open(jinja2.Environment):
    """For wgbot's own templates alone, which need no watching.

    They look at attributes of values that were made for them, and at nothing else.
    """

    getattr = staticmethod(getattr)  # type: ignore[assignment]  # without a method of Python's between


class _Sandbox(ImmutableSandboxedEnvironment):
    """For a community's templates: with a short way to what was made to be looked at.

    The sandbox asks a dozen questions of each attribute, which is half the time of a large site.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Shown) and attribute[:1] != "_" and hasattr(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class HtmlTemplates:
    """The templates of one tree for HTML."""

    def __init__(
        self,
        tree: Tree,
        folder: str,
        constants: Mapping[str, Any],
        speech: Speech = ENGLISH,
    ) -> None:
        """Take templates from *folder* of *tree* before the built-in ones.

        *constants* are what every template knows; the texts in them are said by *speech*.
        """
        self._own = {
            name: data
            for name, kind in tree.entries(f"{folder}/{FOLDER}").items()
            if kind == "file" and (data := tree.read(f"{folder}/{FOLDER}/{name}")) is not None
        }

        def own(name: str) -> str | None:
            data = self._own.get(name)
            return None if data is None else data.decode("utf-8", "replace")

        is_ours = not any(name.endswith(SUFFIX) for name in self._own)
        self._environment = (_Open if is_ours else _Sandbox)(
            loader=jinja2.ChoiceLoader(
                [jinja2.FunctionLoader(own), jinja2.FileSystemLoader(BUILT_IN / FOLDER)]
            ),
            undefined=jinja2.StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
            # The templates are those of one moment.
            auto_reload=False,
        )
        self._environment.globals.update(constants)
        # Of what is known beforehand, Jinja2 makes a part of the template: it is said only once.
        self._environment.filters["t"] = speech.html

    @property
    def own(self) -> Mapping[str, bytes]:
        """Give the community's own files, by name."""
        return self._own

    def file(self, name: str) -> bytes:
        """Give a file that is no template."""
        return self._own[name] if name in self._own else (BUILT_IN / FOLDER / name).read_bytes()

    def render(self, name: str, /, **values: Any) -> Markup:
        """Render the template of that name.

        Raises SetupError, with the line, where it is missing or cannot be rendered.
        """
        try:
            return Markup(self._environment.get_template(name).render(values))  # noqa: S704 - it is what autoescape made
        except jinja2.TemplateNotFound as error:
            raise SetupError(f"There is no template named {FOLDER}/{error.name}.") from error
        except jinja2.TemplateSyntaxError as error:
            raise SetupError(
                f"The template {FOLDER}/{error.name}, line {error.lineno}, cannot be read: "
                f"{error.message}."
            ) from error
        except jinja2.TemplateError as error:
            raise SetupError(
                f"The template {FOLDER}/{name}{_line(error)} cannot be rendered: {error.message}."
            ) from error


def speech_of(settings: Config, tree: Tree, language: str) -> Speech:
    """Give how the site of a community speaks in *language*."""

    def read(name: str) -> bytes | None:
        path = BUILT_IN / FOLDER / name
        own = tree.read(f"{settings.templates}/{FOLDER}/{name}")
        return path.read_bytes() if own is None and path.is_file() else own

    return speech.load(read, language, settings.noun)


def _line(error: BaseException) -> str:
    """Find the line of the template in the traceback, which Jinja2 rewrites to hold it."""
    trace = error.__traceback__
    line = ""
    while trace:
        if trace.tb_frame.f_code.co_name in ("top-level template code", "template") or (
            trace.tb_frame.f_code.co_filename.endswith(".j2")
        ):
            line = f", line {trace.tb_lineno},"
        trace = trace.tb_next
    return line
