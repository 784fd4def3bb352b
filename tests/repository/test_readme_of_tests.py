"""The example in the tests' own README works as it is written."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_its_story_can_be_played(monkeypatch):
    (story,) = re.findall(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.M | re.S)
    names = {}
    exec(compile(story, str(README), "exec"), names)
    names["test_a_label_becomes_a_pull_request"](monkeypatch)
