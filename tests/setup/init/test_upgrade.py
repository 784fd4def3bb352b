"""What was set up earlier, brought up to date; and the pull request that sets a repository up."""

from tests.example import MemoryTree
from wgbot.form import schema
from wgbot.setup.importers import kinds
from wgbot.setup.init import files, form_map, plan, pull_request, upgrade
from wgbot.setup.init.answers import Answers

ACTION = "owner/wgbot@0123456789abcdef0123456789abcdef01234567"
ANSWERS = Answers(action=ACTION)
SYNC = ".github/workflows/wgbot-sync.yml"


def there(**changes):
    done = plan.plan(ANSWERS, MemoryTree({}))
    texts = {file.path: file.text.decode() for file in done.files}
    return {**texts, **changes}


def tree(texts):
    return MemoryTree({path: text.encode() for path, text in texts.items()})


def test_what_is_of_today_has_no_differences():
    assert upgrade.differences(tree(there()), ANSWERS) == ()
    assert upgrade.old_workflows(tree(there()), ANSWERS) == ()


def test_an_older_workflow_is_shown_as_it_would_be_with_the_commit_that_it_names():
    text = (
        there()[SYNC]
        .replace(files.stamp("sync"), "0" * 12)
        .replace("contents: write", "contents: read")
    )
    texts = there(**{SYNC: text})
    assert upgrade.old_workflows(tree(texts), ANSWERS) == (SYNC,)
    (file,) = upgrade.differences(tree(texts), Answers())
    assert file.path == SYNC
    assert file.text.decode() == there()[SYNC]


def test_a_form_with_questions_of_its_own_is_left_to_its_community():
    path = ANSWERS.form_path
    reworded = there()[path].replace("label: Goals", "label: What for")
    (file,) = upgrade.differences(tree(there(**{path: reworded})), ANSWERS)
    assert file.path == path
    more = there()[path] + "  - type: input\n    id: budget\n    attributes: {label: Budget}\n"
    assert upgrade.differences(tree(there(**{path: more})), ANSWERS) == ()


def test_the_pull_request_says_what_it_adds_and_shows_the_list():
    page = b"# Groups\n\n- **Birds**: counting the birds that nobody counts.\n  - POC: @ada\n"
    done = plan.plan(ANSWERS, MemoryTree({}), kinds.read("x.md", page))
    text = pull_request.text(done, ("Do this.",), (), ("a: `x` is `<b>`.",))
    assert "- `.github/workflows/` (5 files): the workflows that run wgbot" in text
    assert "- **Birds**: counting the birds that nobody counts." in text
    assert "1. Do this." in text
    assert "<b>" not in text
    assert "https://github.com/owner/wgbot)" in text


FORM = """\
body:
- type: input
  id: title
  attributes: {label: Working group}
  validations: {required: true}
- type: textarea
  attributes: {label: Problem to solve}
  validations: {required: true}
- type: textarea
  id: more
  attributes: {label: Other contacts}
- type: input
  id: who
  attributes: {label: Main contact}
- type: checkboxes
  id: terms
  attributes: {label: Rules, options: [{label: I follow the code of conduct.}]}
- type: input
  attributes: {label: Slack channel}
"""


def test_what_the_questions_of_a_form_mean_is_guessed():
    found = form_map.guess(schema.load(FORM.encode()), "f.yml")
    assert found.fields() == {
        "name": "title",
        "focus": "Problem to solve",
        "leads": "who",
        "channel": "Slack channel",
        "conduct": "terms",
    }
    assert found.missing == ()
    assert "focus: 1500" in found.settings()


def test_a_question_that_is_missing_is_written_out():
    form = schema.load(
        b"body:\n- {type: dropdown, id: x, attributes: {label: Area, options: [a]}}\n"
    )
    found = form_map.guess(form, "f.yml")
    assert found.missing == ("name", "focus", "leads")
    questions = schema.load(b"body:\n" + found.more_questions().encode())
    assert [each.key for each in questions.fields] == ["name", "focus", "leads"]


def test_a_community_that_brings_its_form_gets_the_lines_that_map_it():
    answers = Answers(form=".github/ISSUE_TEMPLATE/x.yml", keeps_form=True, fields={"focus": "why"})
    assert "fields:\n  focus: why\n" in files.configuration(answers, MemoryTree({}))
