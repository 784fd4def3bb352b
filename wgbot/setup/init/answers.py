"""What a community says about itself when it sets up wgbot."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wgbot.community import config
from wgbot.community.config import Config, FormSettings
from wgbot.community.questions import Fields
from wgbot.form.recognition import APPROVED, BRANCHES
from wgbot.registry import folder
from wgbot.setup.init.origin import ACTION
from wgbot.text import links as text_links
from wgbot.text.problems import SetupError
from wgbot.text.sentences import capitalize, fill

LANGUAGES = ("en", "de")
"""The languages that wgbot writes in."""

NO_ACTION = "OWNER/wgbot@REVISION"
"""What a workflow says if it isn't known where wgbot comes from."""

FILL_IN_ACTION = (
    f"Put where you get wgbot from in place of {NO_ACTION} in .github/workflows/wgbot-*.yml: "
    "`wgbot init --upgrade --action owner/name@commit` writes it into all of them"
)

_NOUN = re.compile(r"[^\W\d_](?:[\w '’-]{0,38}[\w.])?")
_BRANCH = re.compile(r"[A-Za-z0-9._][A-Za-z0-9._/-]*")
_AN = re.compile(r"[aeio]|u(?!ni|se|ti)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers, with defaults."""

    one: str = "working group"
    """What one group is called."""
    many: str = ""
    """What several are called; by default, the English plural."""
    title: str = ""
    """The title of the list and the website."""
    label: str = APPROVED
    """The label that approves a proposal."""
    forum: str = ""
    """Where people talk about a group before they propose it."""
    conduct: str = ""
    """The code of conduct's address."""
    form: str = ""
    """The form's path; by default, named after what a group is called."""
    forms: tuple[FormSettings, ...] | None = None
    """All forms with what they do, if an existing configuration has them; by default, one for each."""
    keeps_form: bool = False
    """Whether the form is there, and stays as it is."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The ids of the form's questions by what they mean, where they are not wgbot's own."""
    kinds: tuple[str, ...] = ()
    """What one group of each kind is called, if the forms ask of which kind a group is."""
    page: str = ""
    """The page that lists the groups."""
    registry: str = "registry"
    branch: str = "main"
    """The default branch."""
    prefix: str = BRANCHES
    """How the names of the bot's branches start."""
    site: str = ""
    """The website's address."""
    language: str = "en"
    action: str = NO_ACTION
    """Where the workflows take wgbot from: `owner/name@` and a commit."""

    @property
    def plural(self) -> str:
        """Return what several groups are called."""
        return self.many or plural(self.one)

    @property
    def heading(self) -> str:
        """Return the title of the list."""
        return self.title or capitalize(self.plural)

    @property
    def page_path(self) -> str:
        """Return the path of the page that lists the groups."""
        return self.page or f"website/{folder.slug(self.plural) or 'groups'}.md"

    @property
    def form_path(self) -> str:
        """Return the path of the form."""
        return self.form or f".github/ISSUE_TEMPLATE/new-{folder.slug(self.one) or 'group'}.yml"

    @property
    def all_forms(self) -> tuple[FormSettings, ...]:
        """Return all forms: for new groups, to change one, and to end one."""
        if self.forms is not None:
            return self.forms
        name = folder.slug(self.one) or "group"
        asks = Fields(kind="kind") if self.kinds and not self.keeps_form else Fields()
        return (
            FormSettings(path=self.form_path, fields=asks),
            FormSettings(path=f".github/ISSUE_TEMPLATE/change-{name}.yml", does="change"),
            FormSettings(path=f".github/ISSUE_TEMPLATE/end-{name}.yml", does="end"),
        )

    def words(self) -> dict[str, str]:
        """Return what replaces the words in brackets in the files."""
        return {
            "one": self.one,
            "One": capitalize(self.one),
            "a one": f"{'an' if _AN.match(self.one) else 'a'} {self.one}",
            "many": self.plural,
            "Many": capitalize(self.plural),
            "Title": self.heading,
            "forum": self.forum,
            "conduct": self.conduct,
            "registry": self.registry,
        }


def decided(settings: Config) -> dict[str, str]:
    """Return the answers that an existing configuration gives, by what they are called here."""
    site = settings.site
    return {
        "one": settings.noun.one,
        "many": settings.noun.many,
        "label": settings.approval.label,
        "language": settings.language,
        **({"title": site.title} if "title" in site.model_fields_set else {}),
        **({"site": site.url} if site.url else {}),
    }


def plural(noun: str) -> str:
    """Return the English plural of a noun, good enough for a suggestion."""
    if re.search(r"[^aeiouAEIOU]y$", noun):
        return f"{noun[:-1]}ies"
    if re.search(r"(?:s|x|z|ch|sh)$", noun):
        return f"{noun}es"
    return f"{noun}s"


def checked(answers: Answers) -> Answers:
    """Return the answers unchanged; raise SetupError, with what would be right, if one is wrong."""
    wrong = next(_wrong(answers), None)
    if wrong:
        raise SetupError(wrong)
    return answers


def _wrong(answers: Answers) -> Iterator[str]:
    for noun in (answers.one, answers.plural):
        if not _NOUN.fullmatch(noun):
            yield f"{noun!r} can't be the name for a group: use letters and spaces."
    if answers.language not in LANGUAGES:
        yield f"wgbot can write {' and '.join(LANGUAGES)}, but not {answers.language}."
    links = (("forum", answers.forum), ("conduct", answers.conduct), ("site", answers.site))
    for name, link in links:
        refused = text_links.refusal(text_links.regular(link)) if link else None
        if refused:
            values = {**refused.values, "link": f"The address for --{name}"}
            yield fill(f"{refused.what} {refused.fix}", values, str)
    yield from _wrong_paths(answers)
    if answers.action != NO_ACTION and not ACTION.fullmatch(answers.action):
        yield (
            f"{answers.action!r} doesn't name a commit of wgbot: write owner/name@ and the 40 "
            "digits of the commit, so that what runs can't change under you."
        )
    if not answers.label.strip() or len(answers.label) > 50 or not answers.label.isprintable():
        yield "A label has 1 to 50 characters on one line."
    if not answers.heading.isprintable() or len(answers.heading) > 100:
        yield "A title is one line of at most 100 characters."


def _wrong_paths(answers: Answers) -> Iterator[str]:
    for path in (answers.page_path, answers.registry, answers.form_path):
        try:
            config.PageSettings(path=path)
        except ValueError:
            yield f"{path!r} isn't a path inside the repository."
    if not _BRANCH.fullmatch(answers.branch):
        yield f"{answers.branch!r} isn't the name of a branch."
