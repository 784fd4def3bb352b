"""What wgbot says in all places of a field `agenda`: run by test_fields in a copy that has one."""

import json
import sys

from tests import example
from tests.site import sample
from wgbot.links import collect
from wgbot.proposals.changes import ProposePullRequest, PutFiles
from wgbot.setup.importers import kinds
from wgbot.site import summary
from wgbot.site.health import Condition

ADDRESS = "https://dates.example.org/x"
PATH = "registry/sound-and-music.yml"
QUESTION = """\
  - type: input
    id: agenda
    attributes:
      label: Agenda
"""
TEMPLATE = """\
{% for group in groups.values() %}
- {{ group.name }}: [dates]({{ group.agenda | destination }})
{% endfor %}
"""


def said():
    """Return it, by place."""
    example.FORM += QUESTION
    files = {example.FORM_PATH: example.FORM, "templates/working-groups.md.j2": TEMPLATE}
    filed = example.filed(files, agenda=ADDRESS)
    bad = example.filed(files, agenda="javascript:alert(1)")
    done = example.outcome(example.labelled(example.settled(filed))).done
    (put,) = (change for change in done if isinstance(change, PutFiles))
    (proposed,) = (change for change in done if isinstance(change, ProposePullRequest))
    registered = example.repository(**files, **{PATH: put.files[PATH]})
    site = sample.render.build(registered, sample.HERE, health={ADDRESS: Condition("gone")})
    row = {"name": "Birds", "focus": "counting birds", "agenda": ADDRESS}
    return {
        "problems": [str(each) for each in filed.proposal.problems],
        "value": filed.proposal.group.agenda,
        "charter": list(filed.proposal.group.charter),
        "comment": example.settled(filed).review.text,
        "pull request": proposed.text,
        "file": put.files[PATH].decode(),
        "list": put.files[example.PAGE_PATH].decode(),
        "refused": [(each.check, each.field) for each in bad.proposal.problems],
        "comment that refuses": example.settled(bad).review.text,
        "places of links": [
            (place.path, place.line, place.field)
            for link in collect.of_registry(registered.registry)
            if link.address == ADDRESS
            for place in link.places
        ],
        "page": site["groups/sound-and-music/index.html"].decode(),
        "summary of the website": summary.summary(
            {}, {"sound-and-music": filed.proposal.group}, registered.form
        ),
        "data": json.loads(site["groups/sound-and-music.json"]),
        "schema": json.loads(site["schema/registry.json"])["properties"]["agenda"],
        "imported": kinds.read("x.json", json.dumps([row]).encode()).drafts[0].group.agenda,
    }


if __name__ == "__main__":
    json.dump(said(), sys.stdout)
