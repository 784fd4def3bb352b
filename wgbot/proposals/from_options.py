"""What a maintainer asks for on a command line → the issue that somebody would make of a form.

From there on it is an issue as any other: read, judged and carried out by the same rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wgbot.community.forms import GroupForm
from wgbot.community.repository import Repository
from wgbot.community.translation import Catalogue
from wgbot.form.schema import Field
from wgbot.proposals import differences, form_links
from wgbot.proposals.edits import end as ending
from wgbot.proposals.edits.edit import Proposed
from wgbot.proposals.proposal import Issue
from wgbot.registry import answers
from wgbot.registry.group import Group, Person
from wgbot.registry.person_names import clear_name
from wgbot.text.problems import SetupError

_NOTHING = "none"
_KEPT = ("group", "base")
"""What is said by other means, and can't be set."""


def asking_for_address(form: GroupForm, catalogue: Catalogue) -> GroupForm:
    """Return the form with a question for the name of the group's file, if it has none."""
    if _asks(form, "slug"):
        return form
    question = Field("slug", catalogue.say(differences.ADDRESS), "input")
    asks = replace(form.form, fields=(*form.form.fields, question))
    return replace(form, form=asks, questions={**form.questions, "slug": "slug"})


def change(
    repository: Repository,
    form: GroupForm,
    group: str,
    wanted: Mapping[str, Sequence[str]],
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> Issue:
    """Return the issue that changes the group called *group*: *wanted* is what its answers shall be.

    SetupError if the form does not ask about it, or if somebody is to go who does not lead the group.
    """
    said = dict(wanted)
    if added or removed:
        slugs = repository.registry.named(group)
        # Who is meant where it isn't known which group is, is for nobody to say.
        if len(slugs) == 1:
            said["leads"] = _leads(repository, slugs.pop(), added, removed)
    if status := said.get("status"):
        said["status"] = [_option(form, "status", status[0])]
    whole = {"base": repository.commit} if _asks(form, "base") and repository.commit else {}
    return _issue(form, {"group": [group], **said}, whole)


def end(
    form: GroupForm, groups: Sequence[str], because: str, wanted: Mapping[str, Sequence[str]]
) -> Issue:
    """Return the issue that ends *groups*, or lets them pause; SetupError if the form can't say that."""
    field = form.form.field(form.questions.get("how", "how"))
    nobody = Group.model_construct(name="", focus="")
    fitting = [
        option
        for option in (field.options if field and field.options else (because,))
        if ending.how_of(Proposed(form, {"how": option}, nobody)) == because
    ]
    if not fitting:
        raise SetupError(f"The form {form.path} has no option for “{because}”.")
    for each in wanted.get("successors", ()):
        if answers.says_nothing(each) or answers.leaves_it(each):
            raise SetupError(
                f"“{each}” is no group. If nobody carries on the work, leave --successor out."
            )
    said = {"group": groups, "how": fitting[:1], **wanted}
    _demand_required(
        form, said, {"why": "--note", "decision": "--decision", "successors": "--successor"}
    )
    return _issue(form, said, {})


def _demand_required(
    form: GroupForm, said: Mapping[str, Sequence[str]], options: Mapping[str, str]
) -> None:
    """Raise SetupError if the form requires an answer that was not given, and an option can give it."""
    for meaning, option in options.items():
        field = form.form.field(form.questions.get(meaning, meaning))
        if field and field.required and not any(said.get(meaning, ())):
            raise SetupError(f"The form {form.path} requires {meaning}: say it with {option}.")


def _issue(form: GroupForm, said: Mapping[str, Sequence[str]], more: Mapping[str, str]) -> Issue:
    written = dict(more)
    for meaning, parts in said.items():
        field = form.form.field(form.questions.get(meaning, meaning))
        if field is None or (meaning in _KEPT and meaning in written):
            known = ", ".join(each.key for each in form.form.fields if each.key not in _KEPT)
            raise SetupError(
                f"The form {form.path} has no question {meaning}. It has these: {known}."
            )
        written[meaning] = (", " if field.kind == "input" else "\n").join(parts)
    return form_links.issue(form, written)


def _asks(form: GroupForm, meaning: str) -> bool:
    return form.form.field(form.questions.get(meaning, meaning)) is not None


def _option(form: GroupForm, meaning: str, wanted: str) -> str:
    """Return the option that is called so, or else the only one."""
    field = form.form.field(form.questions.get(meaning, meaning))
    options = field.options if field else ()
    same = [each for each in options if each.casefold() == wanted.casefold()]
    return (same or [*options[:1], wanted])[0]


def _leads(
    repository: Repository, slug: str, added: Sequence[str], removed: Sequence[str]
) -> list[str]:
    """Return who leads the group from then on, as people write it."""
    group = repository.registry.entries[slug].group
    there = {_account(each): each for each in group.leads}
    going = {_account(person): text for text in removed for person in _read(text)}
    for account, text in going.items():
        if account not in there:
            known = ", ".join(each.shown for each in group.leads) or "nobody"
            raise SetupError(f"{text} doesn't lead {group.name}: {known} does.")
    stay = [each for account, each in there.items() if account not in going]
    new = [person for text in added for person in _read(text)]
    named = {_account(each): each for each in (*stay, *new)}
    return [", ".join(form_links.typed("people", tuple(named.values()))) or _NOTHING]


def _read(text: str) -> tuple[Person, ...]:
    if name := clear_name(text, fewest=2):
        return (Person(name=name),)
    text = text if text.startswith("@") or "/" in text else f"@{text}"
    return answers.people_with_roles(answers.plain(text))


def _account(person: Person) -> str:
    return (person.github or person.name or "").casefold()
