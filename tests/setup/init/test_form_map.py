"""What the questions of a form are taken for, where nobody says it."""

import pytest

from wgbot.files import yaml
from wgbot.form import schema
from wgbot.setup.init import form_map


def guessed(*fields):
    """Return what each of a form's questions is taken for."""
    body = [
        {
            "id": key,
            "type": kind,
            "attributes": {"label": label, **more},
            "validations": {"required": True},
        }
        for key, kind, label, more in fields
    ]
    data = yaml.dump({"name": "New group", "description": "Propose one.", "body": body}).encode()
    return form_map.guess(schema.load(data, "form.yml"), "form.yml").questions


@pytest.mark.parametrize(
    ("field", "meaning"),
    [
        (("a", "input", "SIG name", {}), "name"),
        (("a", "textarea", "Mission / purpose", {}), "focus"),
        (("a", "textarea", "Current lead(s)", {}), "leads"),
        (("a", "input", "Slack channel", {}), "channel"),
        (("a", "textarea", "Communication channels", {}), None),
        (("a", "textarea", "Links to your channels", {}), "channel"),
        (("a", "input", "Project repository", {}), "repository"),
        (("a", "input", "Link to the pull request on the project repository", {}), None),
        (("a", "input", "Assignee", {"placeholder": "@username"}), None),
        (("a", "textarea", "Is this a new project or an existing one?", {}), None),
        (("a", "textarea", "How it intersects with other working groups", {}), "overlap"),
    ],
)
def test_what_a_question_is_taken_for(field, meaning):
    others = [("name", "input", "Name", {}), ("focus", "textarea", "Focus", {})]
    fields = [each for each in others if each[0] != meaning]
    found = {key: each for each, key in guessed(*fields, field).items()}
    assert found.get("a") == meaning
