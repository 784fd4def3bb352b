"""The form by which a command changes or ends groups: the repository's, or else wgbot's own."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wgbot.community.forms import GroupForm
    from wgbot.community.questions import Does
    from wgbot.localgit.forge import LocalGit


def opened(
    folder: Path, base: str | None, second: Path | None, does: "Does", *, moves: bool = False
) -> "tuple[LocalGit, GroupForm]":
    """Open the repository, and find its form for that; it gets wgbot's where it has none.

    Where the group's file *moves*, the form asks what it is called then.
    """
    from wgbot.community.config import FormSettings
    from wgbot.community.forms import GroupForm
    from wgbot.form import schema
    from wgbot.localgit.forge import LocalGit
    from wgbot.proposals import from_options
    from wgbot.proposals.form_addresses import form_for
    from wgbot.setup.init import files
    from wgbot.setup.init.answers import Answers

    forge = LocalGit(folder, base, second)
    found = form_for(forge.repository, does)
    if found is None:
        settings = forge.repository.config
        asked = Answers(one=settings.noun.one, many=settings.noun.many, language=settings.language)
        path = next(each.path for each in asked.all_forms if each.does == does)
        form = schema.load(files.form(asked, does).encode(), path)
        questions = settings.questions(FormSettings(path=path, does=does))
        found = GroupForm(path, does, None, form, questions)
    others = [each for each in forge.repository.forms if each is not found]
    if moves:
        found = from_options.asking_for_address(found, forge.repository.catalogue)
    forge.repository = replace(forge.repository, forms=(*others, found))
    return forge, found
