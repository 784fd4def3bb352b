"""The form by which a command changes or ends groups: the repository's, or else wgbot's own."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wgbot.community.forms import GroupForm
    from wgbot.community.questions import Does
    from wgbot.localgit.forge import LocalGit


def opened(
    folder: Path, base: str | None, second: Path | None, does: "Does"
) -> "tuple[LocalGit, GroupForm]":
    """Open the repository, and find its form for that; it gets wgbot's where it has none."""
    from wgbot.community.config import FormSettings
    from wgbot.community.forms import GroupForm
    from wgbot.form import schema
    from wgbot.localgit.forge import LocalGit
    from wgbot.proposals.form_links import form_for
    from wgbot.setup.init import files
    from wgbot.setup.init.answers import Answers

    forge = LocalGit(folder, base, second)
    if found := form_for(forge.repository, does):
        return forge, found
    settings = forge.repository.config
    asked = Answers(one=settings.noun.one, many=settings.noun.many, language=settings.language)
    path = next(each.path for each in asked.all_forms if each.does == does)
    form = schema.load(files.form(asked, does).encode(), path)
    questions = settings.questions(FormSettings(path=path, does=does))
    made = GroupForm(path, does, None, form, questions)
    forge.repository = replace(forge.repository, forms=(*forge.repository.forms, made))
    return forge, made
