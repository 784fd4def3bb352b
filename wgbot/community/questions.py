"""What the questions of an issue form can mean, by what the form is for."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, create_model

from wgbot.files.validation import FileModel
from wgbot.registry.fields import ASKED

Does = Literal["new", "change", "end"]
"""What a form is for: a new group, to change one, or to end some."""

_OWN = {meaning: meaning for meaning, field in ASKED.items() if not field.is_named}
_NAMED = {meaning: None for meaning, field in ASKED.items() if field.is_named}
_EVERYWHERE = {"overlap": "overlap", "conduct": "conduct"}
_OF_CHANGE = ("group", "status", "slug", "why", "base", "takes_over_from")
_OF_END = ("group", "how", "successors", "why", "decision")
USUAL_QUESTIONS: Mapping[Does, Mapping[str, str | None]] = {
    "new": {**_OWN, **_NAMED, **_EVERYWHERE},
    "change": {each: each for each in (*_OF_CHANGE, *ASKED, *_EVERYWHERE)},
    "end": {each: each for each in (*_OF_END, "conduct")},
}
"""What a form's questions can mean, by what it does, and the id that each then has.

Without one, an answer is kept as data only where the configuration names the question.
"""
_TOLD = {
    "overlap": "Where a proposer says which groups are close, and how they differ; kept in the "
    "charter.",
    "conduct": "What a proposer agrees to; it has to be ticked, and is not kept in the registry.",
    "group": "Which group is changed or ended, by any of its names.",
    "status": "Whether a group that is forming or dormant is active from now on.",
    "slug": "What the group's file, and so its address, is called from now on.",
    "why": "Reason: for reviewers of a change, and kept where a group ends.",
    "base": "The version that a filled-in form was made from.",
    "takes_over_from": "The groups that repositories and channels are taken from.",
    "how": "How a group ends.",
    "successors": "The groups that go on with its work.",
    "decision": "Where it was decided.",
}
_questions: dict[str, Any] = {
    meaning: (str | None, Field(usual, description=_TOLD.get(meaning)))
    for meaning, usual in {
        **dict.fromkeys((*_OF_CHANGE, *_OF_END)),
        **USUAL_QUESTIONS["new"],
    }.items()
}
Fields: Any = create_model(
    "Fields",
    __base__=FileModel,
    __doc__="Which id of the form's questions has which meaning; null for none.",
    **_questions,
)
