"""What the pull request that sets a repository up says."""

from tests.example import MemoryTree
from wgbot.setup.doctor import findings
from wgbot.setup.init import plan, pull_request
from wgbot.setup.init.answers import Answers

ACTION = "owner/wgbot@0123456789abcdef0123456789abcdef01234567"


def said(answers, *found):
    return pull_request.text(plan.plan(answers, MemoryTree({})), ["Merge it."], found, [])


def test_wgbot_is_a_link_only_where_it_is_known_where_it_is():
    assert "[wgbot](https://github.com/owner/wgbot)" in said(Answers(action=ACTION))
    assert "](https://github.com/OWNER" not in said(Answers())


def test_what_the_doctor_found_has_its_link():
    found = findings.advice("token", "It is *old*.", "Renew it.", "https://docs.example.org/a_b")
    assert "It is \\*old\\*. Renew it. <https://docs.example.org/a_b>" in said(Answers(), found)
