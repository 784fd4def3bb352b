"""The layouts in which communities list their groups, and what is on the same pages besides."""

import pytest

from wgbot.setup.importers import kinds
from wgbot.setup.importers.found import ListOptions

BIRDS = ("Birds", ["ada"], ["https://chat.example.org/birds"], ["https://github.com/example/birds"])
CLOUDS = ("Clouds", ["grace", "alan"], [], [])

LAYOUTS = {
    "items in bold, people in a sentence": """\
# Working groups

Groups that are at work:

* **Birds** — counting birds. Lead: @ada. [Chat](https://chat.example.org/birds), [repo](https://github.com/example/birds)
* **Clouds** — watching clouds. Leads: @grace and @alan.

## How to start a group

* **Talk**: find others first.
* **Write**: open an issue.
""",
    "items that are links, with nested lists": """\
# Teams

- [Birds](https://github.com/example/birds)
  - Leads
    - [Ada Lovelace](https://github.com/ada)
  - Chat: <https://chat.example.org/birds>
- [Clouds](clouds/README.md)
  - Leads
    - [Grace](https://github.com/grace), Example Corp
    - [Alan](https://github.com/alan)

## Maintainers

- [Joan](https://github.com/joan)
- [Mary](https://github.com/mary)
""",
    "a heading a group with prose": """\
# Special interest groups

This page lists all.

## Birds

Birds counts birds, wherever they are.

**Chair:** Ada Lovelace (@ada)
**Slack:** [#birds](https://chat.example.org/birds)
**Repository:** https://github.com/example/birds

## Clouds

Watching what is above us.

**Chairs:** [Grace](https://github.com/grace), [Alan](https://github.com/alan)

## Joining

Come to a meeting.
""",
    "a heading a group, people below a heading of their own": """\
# Community

## Working Groups

### Birds

Counting birds.

#### Chairs

* Ada Lovelace ([@ada](https://github.com/ada)), Example Corp

#### Communication

* [Slack](https://chat.example.org/birds)

#### Repositories

* [example/birds](https://github.com/example/birds)

### Clouds

Watching clouds.

#### Chairs

* Grace Hopper ([@grace](https://github.com/grace))
* Alan Turing ([@alan](https://github.com/alan))

## Code of conduct

Be kind.
""",
    "a heading a group with a table of people": """\
# Our groups

## Birds

| Item | Where |
|---|---|
| Chat | [#birds](https://chat.example.org/birds) |
| Repository | [code](https://github.com/example/birds) |

| Lead | GitHub | Company |
|---|---|---|
| Ada Lovelace | @ada | Engines |

## Clouds

| Lead | GitHub | Company |
|---|---|---|
| Grace Hopper | [grace](https://github.com/grace) | Navy |
| Alan Turing | alan | |
""",
    "a table with links in its cells": """\
# Groups

| Group | Leads | Slack | Code | Meets |
|:--|:-:|:--|:--|--:|
| [**Birds**](birds/README.md) | [Ada](https://github.com/ada) | [#birds](https://chat.example.org/birds) | [birds](https://github.com/example/birds) | Mon |
| **Clouds** | @grace<br>@alan | | | |

| Person | Role |
|---|---|
| Joan | Treasurer |
""",
    "an HTML table": """\
# Working groups

<table>
  <thead>
    <tr><th>Working group</th><th>Chairs</th><th>Chat</th><th>Repository</th></tr>
  </thead>
  <tbody>
    <tr>
      <td><a href="birds.md">Birds</a></td>
      <td><a href="https://github.com/ada">Ada</a></td>
      <td><a href="https://chat.example.org/birds">#birds</a></td>

      <td><a href="https://github.com/example/birds">code</a></td>
    </tr>
    <tr>
      <td><b>Clouds</b></td>
      <td>@grace<br/>@alan</td><td></td><td></td>
    </tr>
  </tbody>
</table>

The end.
""",
    "nested lists with categories": """\
# Working groups

- Animals
  - **Birds**: counting birds.
    - Lead: @ada
    - Chat: [#birds](https://chat.example.org/birds)
    - Repo: [birds](https://github.com/example/birds)
- Weather
  - **Clouds**: watching clouds.
    - Leads: @grace, @alan
""",
    "reference links": """\
# Working groups

- [Birds][birds]: counting birds. Chair: [@ada][ada]. [Chat][chat]
- [Clouds][clouds]: watching clouds. Chairs: [@grace][grace], [@alan][alan].

[birds]: https://github.com/example/birds
[clouds]: ./clouds.md
[chat]: https://chat.example.org/birds
[ada]: https://github.com/ada
[grace]: https://github.com/grace
[alan]: https://github.com/alan
""",
    "MyST": """\
(groups)=
# Working groups

(birds)=
## Birds

Counting birds; see {doc}`the charter <charter>`.

- **Leads**: {user}`ada` (@ada)
- **Chat**: [#birds](https://chat.example.org/birds)
- **Repository**: <https://github.com/example/birds>

```{note}
Come and see.
```

(clouds)=
## Clouds

Watching clouds.

- **Leads**: @grace, @alan

```{team-members} clouds
```
""",
    "paragraphs that begin with a name": """\
# Working groups

**Birds** counts birds.
Leads: @ada
Chat: https://chat.example.org/birds
Repository: https://github.com/example/birds

**Clouds** watches clouds.
Leads: @grace, @alan

## Contributing

Read the guide.
""",
    "German": """\
# Arbeitsgruppen

## Birds

Zählt Vögel.

- **Leitung:** @ada
- **Kanal:** [#birds](https://chat.example.org/birds)
- **Quellcode:** https://github.com/example/birds
- **Telefon:** 0000 12345

## Clouds

Schaut in die Wolken.

- **Sprecherinnen:** @grace, @alan

## Mitmachen

Komm vorbei.
""",
    "front matter and no heading": """\
---
title: Working groups
---

- **Birds** (chair: @ada): counting birds ([chat](https://chat.example.org/birds), [repository](https://github.com/example/birds))
- **Clouds** (co-chairs: @grace and @alan): watching clouds
""",
    "emoji and anchors": """\
# 👥 Groups

- [🐦 Birds](#birds)
- [☁️ Clouds](#clouds)

## 🐦 Birds {#birds}

- Lead: @ada
- 💬 [Chat](https://chat.example.org/birds)
- 📦 [Repository](https://github.com/example/birds)

## ☁️ Clouds {#clouds}

- Leads: @grace, @alan
""",
}  # fmt: skip


def groups(text, name="groups.md", **options):
    found = kinds.read(name, text.encode(), ListOptions(**options))
    return [
        (
            draft.group.name,
            [lead.github or lead.name for lead in draft.group.leads],
            [channel.url for channel in draft.group.channels],
            list(draft.group.repositories),
        )
        for draft in found.drafts
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_groups_of_a_layout_are_found_and_nothing_else(layout):
    assert groups(LAYOUTS[layout]) == [BIRDS, CLOUDS]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_among_other_parts_of_a_page_they_are_found_as_well(layout):
    page = (
        "# Handbook\n\n- [Birds](#birds)\n- [People](#people)\n\n## People\n\n"
        "| Name | E-mail |\n|---|---|\n| Joan | joan@example.org |\n\n"
        "## Tools\n\n- **Slack**: for talking\n- **Git**: for code\n\n"
    )
    text = (
        LAYOUTS[layout].partition("---\n\n")[2] if layout.startswith("front") else LAYOUTS[layout]
    )
    if layout.startswith("front"):
        text = f"# Working groups\n\n{text}"
    found = groups(page + text)
    assert [name for name, *_ in found] == ["Birds", "Clouds"]
    assert "joan" not in str(kinds.read("x.md", (page + text).encode()))


NO_GROUPS = {
    "a guide": "# How to start a working group\n\n1. **Talk** about it.\n2. **Write** a charter.\n",
    "a glossary": "# Terms\n\n- **Lead**: who leads\n- **Member**: who takes part\n",
    "people": "# Team\n\n- [Ada](https://github.com/ada): chair\n- [Grace](https://github.com/grace)\n",
    "one group's own page": (
        "# Bird working group\n\n- **Meetings**: Mondays\n- **Chat**: [#b](https://chat.example.org/b)\n"
        "- **Leads**: @ada\n\n## Goals\n\n- Count birds.\n"
    ),
    "links": "# Links\n\n- [Site](https://example.org)\n- [Blog](https://blog.example.org)\n",
    "news": "# News\n\n## May\n\n- **Release**: version 2\n\n## June\n\n- **Release**: version 3\n",
    "agenda": "# Working group meeting\n\n## Agenda\n\n- **Welcome**: Ada\n- **Budget**: Grace\n",
}


@pytest.mark.parametrize("page", NO_GROUPS)
def test_other_pages_have_no_groups(page):
    assert groups(NO_GROUPS[page]) == []


TWO = """\
# Council

## Working groups

| Name | Chairs |
|---|---|
| Birds | @ada |

## Projects

| Name | Owner | Repository |
|---|---|---|
| Feeder | @joan | https://github.com/example/feeder |
"""


def test_a_heading_picks_a_part_and_without_one_the_rest_is_offered():
    assert [name for name, *_ in groups(TWO)] == ["Birds"]
    found = kinds.read("x.md", TWO.encode())
    assert found.offers == ("line 11: table of 1 below “Projects”",)
    assert [name for name, *_ in groups(TWO, headings=("projects",))] == ["Feeder"]
    both = groups(TWO, headings=("Projects", "Working groups"))
    assert [name for name, *_ in both] == ["Birds", "Feeder"]
    assert groups(TWO, headings=("Nowhere",)) == []


def test_relative_links_are_made_absolute_where_it_is_known_where_the_page_is():
    base = "https://github.com/example/community/blob/main/docs/groups.md"
    page = "# Groups\n\n- [Birds](birds/README.md): counting. [Charter](../charter.md)\n"
    (draft,) = kinds.read("x.md", page.encode(), ListOptions(base=base)).drafts
    assert "https://github.com/example/community/blob/main/docs/birds/README.md" in str(draft)
    assert "https://github.com/example/community/blob/main/charter.md" in str(draft)


def test_categories_are_kinds_and_what_is_below_a_group_has_it_as_its_parent():
    page = (
        "# Groups\n\n## Animal groups\n\n- **SIG Birds** (@ada, chair)\n  - Owl subgroup (@grace, lead)\n\n"
        "## Weather groups\n\n- **SIG Clouds**: watching. Chair: @alan\n"
    )
    drafts = kinds.read("x.md", page.encode()).drafts
    assert [(each.group.name, each.category, each.group.parent) for each in drafts] == [
        ("SIG Birds", "Animal groups", None),
        ("Owl subgroup", "Animal groups", "SIG Birds"),
        ("SIG Clouds", "Weather groups", None),
    ]
