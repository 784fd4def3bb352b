"""What is said about a group is changed: its name, its people, where and when it meets and works."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wgbot.form.schema import Answer
from wgbot.proposals import leaving, list_answers, moving, naming, taking_over
from wgbot.proposals.edits.edit import Edit, Proposed, nothing, unknown
from wgbot.registry import answers, deltas, text_changes
from wgbot.registry.fields import ASKED
from wgbot.registry.folder import Registry, lookalike_keys
from wgbot.registry.group import Group, GroupField
from wgbot.text.problems import Problem

TITLE = "Change {noun}: {name}"
OPENING = "This updates the {noun} **{name}**:"
COMMIT = "Change the group {slug}"
THANKS = "Thank you for keeping **{name}** up to date!"
MERGE = "once the checks pass, merge this to update the group."
TO_MERGE = "to update the group, merge"
DONE = "**{name}** has been updated"
ALMOST = "**{name}** is almost updated"
FAREWELL = "Thank you for keeping it up to date!"
OVER = "the change has been made already, and this issue can't make another one."
UNDO = "If you want to undo this, fill in the form for changes again, with the previous answers."

_LISTS = ("people", "channels", "links", "meetings")
_NEEDED = ("name", "focus", "slug")
_AWAKE = ("active", "aktiv")


def read(proposed: Proposed, registry: Registry) -> Edit | None:
    """Return the change of the group that is named, if that is what the form is for."""
    if proposed.does != "change":
        return None
    said = " ".join(naming.listed(proposed.answers.get("group")))
    slug, problem = naming.resolved("group", said, proposed, registry)
    if slug is None:
        assert problem
        return nothing("change", unknown(said, proposed.group), [problem])
    before = registry.entries[slug].group
    if before.status == "retired":
        return nothing("change", {slug: before}, [_retired(before)])
    change = _Change(proposed, registry, slug)
    after = change.group()
    others, problems = taking_over.taken(proposed, registry, slug, before, after)
    problems = [*change.problems(), *problems]
    after = taking_over.with_names(after, [registry.entries[each].group for each in others])
    moved = change.moved()
    if new := moved.get(slug):
        after = moving.moved(after, slug, new)
        others = {**others, **dict(moving.renamed(slug, new, registry, others))}
    if after == before and not any(each.blocks for each in problems):
        problems.append(
            Problem(
                "group",
                "The registry already says all of this about {name}.",
                "Change an answer, or close the issue.",
                field="group",
                values={"name": before.name},
            )
        )
    return Edit(
        "change",
        before={slug: before, **{each: registry.entries[each].group for each in others}},
        after={slug: after, **others},
        problems=tuple(problems),
        named=tuple(sorted(registry.named(after.parent or ""))),
        moved=moved,
    )


def approved(before: Group | None, group: Group, on: date) -> Group:
    """Return the group as it is then: whoever left it did so on that day."""
    return leaving.dated(before, group, on)


def _retired(group: Group) -> Problem:
    return Problem(
        "group",
        "The group {name} has ended.",
        "To revive it, propose it with the form for new groups, under exactly this name.",
        field="group",
        values={"name": group.name},
    )


def _no_parent(said: str) -> Problem:
    return Problem(
        "group",
        "I can't tell which group {text} is.",
        "Write only the name of the one that it belongs to. To say that there is none, answer `none`.",
        field="parent",
        values={"text": said},
    )


class _Change:
    """What the answers change in one group."""

    def __init__(self, proposed: Proposed, registry: Registry, slug: str) -> None:
        self._proposed = proposed
        self._registry = registry
        self._slug = slug
        self._removed = answers.saying_nothing(proposed.answers)
        self._kept = answers.leaving_it(proposed.answers)
        self._unclear: list[Problem] = []
        self._now = registry.entries[slug].group
        self._then = proposed.then.get(slug, self._now)

    def group(self) -> Group:
        """Return the group after it."""
        questions = self._proposed.form.questions
        values: dict[str, Any] = {
            field.key: self._value(field)
            for meaning, field in ASKED.items()
            if meaning in questions and self._is_answered(meaning)
        }
        values["charter"] = self._charter()
        if self._is_answered("status") and self._now.status != "active" and self._wakes():
            values["status"] = "active"
        values["aliases"] = self._aliases(values.get("name", self._now.name))
        leads = values.get("leads", self._now.leads)
        values["former_leads"] = (*self._now.former_leads, *leaving.left(self._now.leads, leads))
        return self._now.model_copy(update=values)

    def _answered(self, meaning: str) -> Answer:
        return self._proposed.answers.get(meaning)

    def _is_answered(self, meaning: str) -> bool:
        is_refused = meaning in _NEEDED and meaning in self._removed
        return bool(self._answered(meaning)) and not is_refused and meaning not in self._kept

    def _value(self, field: GroupField) -> Any:
        """Return what a field holds from now on: as it is, if the answer is what it was then."""
        if field.type in _LISTS:
            answer, whole = self._answered(field.meaning), bool(self._answered("base"))
            listed, problem = list_answers.after(
                field,
                answer,
                self._now,
                self._then,
                whole=whole,
                anybody=self._proposed.by_name,
                author=self._proposed.author,
            )
            self._unclear += [problem] if problem else []
            return listed
        now, then = getattr(self._now, field.key), getattr(self._then, field.key)
        if field.meaning in self._removed:
            return None
        said: Any = getattr(self._proposed.group, field.key)
        if field.type == "group":
            bare = self._bare(field, said or "")
            if answers.says_nothing(bare):
                return None
            said, then = self._filed(bare), self._filed(then)
            if said == bare and not self._registry.named(bare) and text_changes.is_no_name(bare):
                self._unclear.append(_no_parent(bare))
                return now
        elif field.type == "line":
            said = self._bare(field, said)
        return now if said == then else said

    def _bare(self, field: GroupField, said: str) -> str:
        """Return a text without what is typed around it."""
        now = getattr(self._now, field.key) or ""
        is_name, is_parent = field.meaning == "name", field.type == "group"
        olds = [now, *((*self._now.aliases, self._slug) if is_name else ())]
        if is_parent:
            olds += [self._registry.entries[slug].group.name for slug in self._registry.named(now)]
        return text_changes.read(said, filter(None, olds), is_name=is_name, is_parent=is_parent)

    def _filed(self, name: str | None) -> str | None:
        """Return the file of the group that is named; a name that is none's stays as it is."""
        if not name:
            return name
        found = naming.meant(name, self._proposed, self._registry)
        return found[0] if len(found) == 1 else name

    def _charter(self) -> dict[str, Any]:
        """Return the other answers: those that are given anew in their old places."""
        charter: dict[str, Any] = dict(self._now.charter)
        for key, said in self._proposed.group.charter.items():
            if key in self._kept:
                continue
            if key in self._removed:
                charter.pop(key, None)
            elif _plain(said) != _plain(self._then.charter.get(key, "")):
                charter[key] = said
        return charter

    def _wakes(self) -> bool:
        said = answers.line(answers.plain(self._answered("status"))).casefold()
        field = self._proposed.form.form.field(self._proposed.form.questions["status"])
        only = [each.casefold() for each in field.options] if field else []
        return said in _AWAKE or only == [said]

    def _aliases(self, name: str) -> tuple[str, ...]:
        """Return the other names: with the old one, and without the new one."""
        if name == self._now.name:
            return self._now.aliases
        new, old = lookalike_keys(name), self._now.name
        kept = [each for each in self._now.aliases if not lookalike_keys(each) & new]
        return (*kept, *(() if lookalike_keys(old) & new or old in kept else (old,)))

    def _wanted_slug(self) -> str:
        """Return what its file shall be called; empty if that isn't said."""
        return (
            "" if "slug" in self._removed else answers.line(answers.plain(self._answered("slug")))
        )

    def moved(self) -> Mapping[str, str]:
        """Return what its file is called from now on, if that is something else, and can be."""
        new = self._wanted_slug()
        is_other = new and new != self._slug
        fits = is_other and moving.problem(self._slug, new, self._registry) is None
        return {self._slug: new} if fits else {}

    def problems(self) -> Iterator[Problem]:
        """Yield what there is to say of it that no check knows."""
        if (new := self._wanted_slug()) and (
            taken := moving.problem(self._slug, new, self._registry)
        ):
            yield taken
        yield from self._unclear
        yield from self._left_as_it_is()
        yield from self._written_anew()
        for meaning in _NEEDED:
            if meaning in self._removed:
                yield Problem(
                    "group",
                    "A group can't be without this.",
                    "Write what it shall be, or leave the answer empty to keep what it is.",
                    field=meaning,
                )
        if self._is_answered("status") and not self._wakes():
            yield Problem(
                "group",
                "This form can only make a group active.",
                "Leave this answer empty. For a pause or an end, use the form that ends groups.",
                field="status",
            )

    def _left_as_it_is(self) -> Iterator[Problem]:
        """Yield a note where something only fills the place of an answer, and may be meant to remove."""
        for meaning in sorted(self._kept):
            field = ASKED.get(meaning)
            there = getattr(self._now, field.key) if field else self._now.charter.get(meaning)
            said = answers.plain(self._answered(meaning))
            if there and meaning not in _NEEDED and not deltas.stays(said):
                yield Problem(
                    "group",
                    "{text} leaves this as it is.",
                    "To remove it, answer `none`.",
                    field=meaning,
                    values={"text": said},
                    blocks=False,
                )

    def _written_anew(self) -> Iterator[Problem]:
        """Yield a note where a text that takes another one's place reads as if it should mend it."""
        charter = self._proposed.group.charter
        for meaning in ("focus", *charter):
            there = self._now.focus if meaning == "focus" else self._now.charter.get(meaning)
            said = answers.plain(self._answered(meaning))
            is_text = self._is_answered(meaning) and meaning not in self._removed
            if there and is_text and text_changes.is_instruction(said):
                yield Problem(
                    "group",
                    "This takes the place of all that is there now.",
                    "If it says what to do to the text, write instead the text as it shall be.",
                    field=meaning,
                    blocks=said.casefold().startswith("please "),
                )


def _plain(said: str | tuple[str, ...]) -> str:
    text = said if isinstance(said, str) else "\n".join(said)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
