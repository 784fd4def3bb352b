"""Whose tokens an adopter's workflows give to wgbot: one account, or each writes a comment of its own."""

import pytest

from tests.example import MemoryTree
from wgbot.setup.doctor import local, workflows

STEP = "      - run: wgbot {command}\n        env: {{GITHUB_TOKEN: '{token}'}}\n"
APP = (
    "      - id: app\n        uses: actions/create-github-app-token@v2\n"
    "        with: {{{key}: '{value}'}}\n"
)
MADE = "${{ steps.app.outputs.token }}"


def workflow(command, token, **app):
    made = "".join(APP.format(key=key.replace("_", "-"), value=app[key]) for key in app)
    head = f"on: push\njobs:\n  one:\n    steps:\n{made}"
    return {f".github/workflows/{command}.yml": head + STEP.format(command=command, token=token)}


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (("${{ github.token }}", {}), ("${{ secrets.GITHUB_TOKEN }}", {}), False),
        (("${{github.token}}", {}), ("${{ github.token }}", {}), False),
        (("${{ github.token }}", {}), ("${{ secrets.WGBOT }}", {}), True),
        (("${{ github.token }}", {}), (MADE, {"app_id": "1"}), True),
        ((MADE, {"app_id": "${{ vars.APP }}"}), (MADE, {"app_id": "${{ vars.APP }}"}), False),
        ((MADE, {"client_id": "Iv1"}), (MADE, {"client_id": "Iv2"}), True),
    ],
)
def test_tokens_are_compared_by_what_they_are_made_with(first, second, differ):
    files = {}
    for command, (token, app) in (("run", first), ("sync", second)):
        files |= workflow(command, token, **app)
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    used = tuple(workflows.uses(tree))
    assert len(used) == 2
    found = [each for each in local._tokens(used) if each.key == "tokens-differ"]
    assert bool(found) == differ
    if differ:
        assert "`run.yml`" in found[0].what
        assert "`sync.yml`" in found[0].what


def test_a_command_that_writes_nothing_as_anybody_may_have_another():
    files = workflow("run", "${{ github.token }}") | workflow("check", "${{ secrets.OTHER }}")
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    assert list(local._tokens(tuple(workflows.uses(tree)))) == []
