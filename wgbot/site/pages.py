"""The HTML of the site, from templates; an adopter's file of the same name wins.

What a template prints is text, and is escaped as HTML: a template cannot forget to. A template is
given values only; nobody's text is ever one. Style sheet, script and icon are files as they are.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from wgbot.community.templates import BUILT_IN, TemplateFiles, read
from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.files.tree import Tree
from wgbot.site.charter import linked
from wgbot.text.escape import escape_controls
from wgbot.text.problems import SetupError

FOLDER = "site"
"""The folder of these templates, in the folder of all templates."""
SUFFIX = ".j2"
_BUILT_IN = (BUILT_IN / FOLDER,)


def printed(value: object) -> str:
    """Return what a template prints of a value: HTML as it is, and all else as text."""
    if type(value) is str:
        return _text(value)
    return value if type(value) is Markup else escape(value)


# A name stands at half a dozen places of a page.
@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """Return a text as HTML; what steers a terminal, or turns the text around it, is shown."""
    return escape(escape_controls(text))


class _Code(CodeGenerator):
    """Writes templates as Python that prints everything by `printed`, whatever a template says.

    By itself Jinja2 asks its `finalize` and then MarkupSafe of each value again, which takes twice
    as long, and `{% autoescape false %}` turns it off. Its own generator for native types changes
    the same two methods: https://jinja.palletsprojects.com/en/stable/nativetypes/
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class _OpenCode(_Code):
    """Writes an attribute as one of Python's, for templates that need no watching."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - its name in the base class
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class Shown:
    """What a template may look at without being watched: frozen, and no methods but properties."""

    __slots__ = ()


class _Printing(jinja2.Environment):
    """What both environments have in common."""

    code_generator_class = _Code
    printed = staticmethod(printed)

    def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what every template knows as a dict, which each rendering copies ten times as fast."""
        return {**self.globals, **(d or {})}


class _Open(_Printing):
    """For wgbot's own templates alone, which need no watching.

    They look at attributes of values that were made for them, and at nothing else.
    """

    code_generator_class = _OpenCode
    getattr = staticmethod(getattr)  # type: ignore[assignment]  # without a method of Python's between


class _Sandbox(_Printing, ImmutableSandboxedEnvironment):
    """For a community's templates: with a short way to what was made to be looked at.

    The sandbox asks a dozen questions of each attribute, which is half the time of a large site.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Shown) and attribute[:1] != "_" and hasattr(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class HtmlTemplates(TemplateFiles):
    """The templates of one tree for HTML."""

    def __init__(
        self,
        tree: Tree,
        folder: str,
        constants: Mapping[str, Any],
        catalogue: Catalogue = ENGLISH,
    ) -> None:
        """Take templates from *folder* of *tree* before the built-in ones.

        *constants* are what every template knows; the texts in them are said by *catalogue*.
        """
        self._own = {
            name: data
            for name, kind in tree.entries(f"{folder}/{FOLDER}").items()
            if kind == "file" and (data := tree.read(f"{folder}/{FOLDER}/{name}")) is not None
        }

        is_ours = not any(name.endswith(SUFFIX) for name in self._own)
        super().__init__(
            _Open if is_ours else _Sandbox, self._own.get, _BUILT_IN, f"{FOLDER}/", autoescape=True
        )
        self.know(**constants)
        # Of what is known beforehand, Jinja2 makes a part of the template: it is said only once.
        self._environment.filters["t"] = catalogue.html
        self._environment.filters["linked"] = linked

    def know(self, **constants: Any) -> None:
        """Let every template know *constants*; before the first one is rendered."""
        self._environment.globals.update(constants)

    @property
    def own(self) -> Mapping[str, bytes]:
        """Return the community's own files, by name."""
        return self._own

    def file(self, name: str) -> bytes:
        """Return a file that is no template."""
        data = read(self._own.get, _BUILT_IN, name)
        if data is None:
            raise SetupError(f"There is no file named {FOLDER}/{name}.")
        return data

    def render(self, name: str, /, **values: Any) -> Markup:
        """Render the template of that name, as `TemplateFiles` does."""
        return Markup(super().render(name, **values))  # noqa: S704 - it is what autoescape made
