"""The texts that people read, rendered from templates; an adopter's file of the same name wins.

What a template prints is text and is escaped, unless a filter made Markdown of it: a template cannot
forget to. A template is given values only; nobody's text is ever one. The website's HTML comes from
`TemplateFiles` as well, by `wgbot.site.pages`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wgbot.files.tree import Tree
from wgbot.text import escape as text_escape
from wgbot.text.escape import Markdown, escape_controls
from wgbot.text.problems import SetupError

_PACKAGE = Path(__file__).parent.parent
# In a wheel the templates are inside the package; in a checkout they stand beside it.
BUILT_IN = next(
    folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()
)

_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What an expression in a template can raise: too long a range, a division by zero, a missing key."""


Read = Callable[[str], bytes | None]


def read(own: Read, built_in: Sequence[Path], name: str) -> bytes | None:
    """Return the file of that name: a community's *own*, or the first of the *built_in* folders."""
    data = own(name)
    if data is not None:
        return data
    paths = (folder / name for folder in built_in)
    return next((path.read_bytes() for path in paths if path.is_file()), None)


class TemplateFiles:
    """Templates, each a community's own or else a built-in one; how they escape is *environment*'s."""

    def __init__(
        self,
        environment: type[jinja2.Environment],
        own: Read,
        built_in: Sequence[Path],
        folder: str = "",
        **options: Any,
    ) -> None:
        """Take a template from *own* before the first of *built_in*; errors name it in *folder*."""
        self._folder = folder

        def text_of(name: str) -> str | None:
            data = own(name)
            return None if data is None else data.decode("utf-8", "replace")

        self._environment = environment(
            # Jinja2's own loader, for it does not let a name lead out of a folder.
            loader=jinja2.ChoiceLoader(
                [jinja2.FunctionLoader(text_of), jinja2.FileSystemLoader(built_in)]
            ),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # The templates are those of one moment.
            auto_reload=False,
            **options,
        )

    def compile(self, name: str) -> jinja2.Template:
        """Return the template of that name; raise SetupError, with the line, if it can't be read."""
        try:
            return self._environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            raise SetupError(
                f"The template {self._folder}{error.name}, line {error.lineno}, cannot be read: "
                f"{error.message}."
            ) from error

    def render(self, name: str, /, **values: Any) -> str:
        """Render the template of that name.

        Raises SetupError, with the line, if it is missing or cannot be rendered.
        """
        try:
            return self.compile(name).render(values)
        except jinja2.TemplateNotFound as error:
            raise SetupError(f"There is no template named {self._folder}{error.name}.") from error
        except (jinja2.TemplateError, *_FAULTS) as error:
            said = escape_controls(
                getattr(error, "message", None) or str(error) or type(error).__name__
            )
            raise SetupError(
                f"The template {self._folder}{name}{_line(error)} cannot be rendered: {said}."
            ) from error


class Templates(TemplateFiles):
    """The templates of one tree for Markdown, for one kind of place."""

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
            # What is escaped last is whole: `defuse` would split the `&#123;` that `escape_markdown` writes.
            return text_escape.escape_markdown(
                text_escape.defuse(str(value)) if on_github else str(value)
            )

        super().__init__(
            ImmutableSandboxedEnvironment,
            lambda name: tree.read(f"{folder}/{name}"),
            [BUILT_IN / language, BUILT_IN],
            finalize=escape,
            keep_trailing_newline=True,
            autoescape=False,  # the texts are Markdown: `finalize` escapes them as such
        )
        self._environment.globals["noun"] = noun
        # The same situation gives the same text.
        self._environment.globals.pop("lipsum")
        self._environment.filters.update(
            code=lambda value: Markdown(text_escape.code_span(str(value))),
            block=lambda value, language="": Markdown(text_escape.code_block(str(value), language)),
            destination=lambda value: Markdown(text_escape.link_destination(str(value))),
        )


def _line(error: BaseException) -> str:
    """Find the line of the template in the traceback, which Jinja2 rewrites to hold it."""
    trace = error.__traceback__
    line = ""
    while trace:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            line = f", line {trace.tb_lineno},"
        trace = trace.tb_next
    return line
