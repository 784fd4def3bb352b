"""The texts that people read, rendered from templates; an adopter's file of the same name wins.

What a template prints is text and is escaped as Markdown, unless a filter made Markdown of it: a
template cannot forget to. A template is given values only; nobody's text is ever one.
"""

from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wgbot import text
from wgbot.problems import SetupError
from wgbot.text import Markdown, plain
from wgbot.tree import Tree

_PACKAGE = Path(__file__).parent
# In a wheel the templates are inside the package; in a checkout they stand beside it.
BUILT_IN = next(
    folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()
)

_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What an expression in a template can raise: too long a range, a division by zero, a missing key."""


class Templates:
    """The templates of one tree, for one kind of place."""

    def __init__(
        self,
        tree: Tree,
        folder: str,
        *,
        on_github: bool,
        language: str = "en",
        noun: object = None,
    ) -> None:
        """Take templates from *folder* of *tree* before the built-in ones of *language*.

        *noun* is what a group is called, one and many; every template is told.
        *on_github* is for comments and pull requests, where even escaped text could notify people
        or refer to issues; a page is read elsewhere.
        """

        def escape(value: object) -> str:
            if isinstance(value, Markdown):
                return value
            # What is escaped last is whole: `inert` would split the `&#123;` that `inline` writes.
            return text.inline(text.inert(str(value)) if on_github else str(value))

        def own(name: str) -> str | None:
            data = tree.read(f"{folder}/{name}")
            return None if data is None else data.decode("utf-8", "replace")

        self._environment = ImmutableSandboxedEnvironment(
            loader=jinja2.ChoiceLoader(
                [
                    jinja2.FunctionLoader(own),
                    jinja2.FileSystemLoader([BUILT_IN / language, BUILT_IN]),
                ]
            ),
            undefined=jinja2.StrictUndefined,
            finalize=escape,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # the texts are Markdown: `finalize` escapes them as such
        )
        self._environment.globals["noun"] = noun
        self._environment.filters.update(
            code=lambda value: Markdown(text.code(str(value))),
            block=lambda value, language="": Markdown(text.block(str(value), language)),
            destination=lambda value: Markdown(text.destination(str(value))),
        )

    def render(self, name: str, /, **values: Any) -> str:
        """Render the template of that name.

        Raises SetupError, with the line, where it is missing or cannot be rendered.
        """
        try:
            return self._environment.get_template(name).render(values)
        except jinja2.TemplateNotFound as error:
            raise SetupError(f"There is no template named {error.name}.") from error
        except jinja2.TemplateSyntaxError as error:
            raise SetupError(
                f"The template {error.name}, line {error.lineno}, cannot be read: {error.message}."
            ) from error
        except (jinja2.TemplateError, *_FAULTS) as error:
            said = plain(getattr(error, "message", None) or str(error) or type(error).__name__)
            raise SetupError(
                f"The template {name}{_line(error)} cannot be rendered: {said}."
            ) from error


def _line(error: BaseException) -> str:
    """Find the line of the template in the traceback, which Jinja2 rewrites to hold it."""
    trace = error.__traceback__
    line = ""
    while trace:
        if trace.tb_frame.f_globals.get("__name__") is None or "<template>" in str(
            trace.tb_frame.f_code.co_filename
        ):
            line = f", line {trace.tb_lineno},"
        trace = trace.tb_next
    return line
