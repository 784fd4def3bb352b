"""E-mail addresses are left out, by their values, wherever they stand."""

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from wgbot.registry import folder
from wgbot.setup.importers import emails, judging, kinds, report

ADDRESSES = [
    "ada@example.org",
    "ada.lovelace+x@sub.example.co.uk",
    "<ada@example.org>",
    "mailto:ada@localhost",
    "[Ada](mailto:ada@example.org?subject=Hello)",
    "https://forms.example.net/ask?to=ada%40example.org&x=1",
    "https://forms.example.net/ask?to=ada@example.org",
    "https://ada:word@example.org/x",
    "ada%2540example.org",
    "ada&#64;example.org",
    "ada&commat;example.org",
    r"ada\@example.org",
    r"ada\_l@example.org",
    "ada [at] example [dot] org",
    "ada(at)example.org",
    "ada at example dot org",
    "ada AT example.org",
    "ada@exämple.рф",
    "ada\u200b@example.org",
    "ada＠example.org",
    "name:ada@example.org",
    "git@lists.example.org",
    "12+ada@users.noreply.github.com",
    "x" * 100 + "@example.org",
    '"ada b"@example.org',
    "[ada]@example.org",
    "ada!@example.org",
    "@ada@example.org",
    "foo@ada@example.org",
    "**ada**@example.org",
    "ada@**example**.org",
    "`ada`@`example.org`",
    "ada<b>@</b>example.org",
    "ada@example<wbr>.org",
    "ada<!-- not -->@example.org",
    "[ada](https://forum.invalid/ada)@example.org",
    '<a href="mailto:&#97;da&#64;example.org">Ada</a>',
    "<ada@example.org>",
    "ada&lt;at&gt;example.org",
    "ada&amp;#64;example.org",
    "ada&#64example.org",
    "&#97;&#100;&#97;&#64;&#101;xample.org",
    r"ada\u0040example.org",
    "ada％40example.org",
    "ada%20%40%20example.org",
    "ada @ example.org",
    "ada@ example.org",
    "ada @example.org",
    "ada @ example . org",
    "ada@\nexample.org",
    "ada [ at ] example.org",
    "ada <at> example.org",
    "ada -at- example.org",
    "ada-at-example.org",
    "ada_at_example.org",
    "ada _at_ example _dot_ org",
    "ada 'at' example.org",
    "ada(a)example.org",
    "ada{@}example.org",
    "ada[@]example.org",
    "ada@example[.]org",
    "ada@example(.)org",
    "ada@example,org",
    "ada@example\u2024org",
    "ada@example·org",
    "a\u0301da\u034f@\ufe0f\u180eexample.org",
    "ada@\u200eexa\u00admple.org",
    "ada@example",
    "ada@localhost",
    "ada@[192.0.2.1]",
    "ada@[IPv6:2001:db8::1]",
    "ada@a.b.c.d.e.f.g.h.i.j.k.example.org",
    "ada@xn--exmple-cua.xn--p1ai",
    "//ada@example.org",
]
OTHERS = [
    "@ada",
    "https://medium.com/@ada",
    "git@github.com:owner/name.git",
    "ssh://git@github.com/owner/name",
    "@ada:example.org",
    "#birds:example.org",
    "@ada@social.example",
    "https://social.example/@ada@other.example",
    "https://matrix.to/#/%40ada%3Aexample.org",
    "owner/name@0123456789abcdef0123456789abcdef01234567",
    "name@3.2.1",
    "icon@2x.png",
    "see the notes at example.org",
    "everybody at chat.example.org",
    "Mondays @ 10.30",
    "Mondays @ noon. then we talk",
    "we meet at zoom.us",
    "ask @ada. Then @grace",
    "Ada @ada, Grace @grace",
    "Ada Lovelace @ada.lovelace",
    "Ada–@ada",
    "Matrix @ada.l:example.org",
    "Mastodon: @ada@example.org",
    "actions/checkout@v4",
    "owner/name@main",
    "react@latest",
    "react@18.2.0",
    "AT&T &amp; others",
    "**Chairs**: `@ada`, [@grace](https://forum.example.org/u/grace)",
    "cats-at-home.md",
    "https://example.org/working-at-scale.html",
    "look at this. dot com",
    "https://groups.google.com/g/birds",
    "https://lists.example.org/archives/list/birds@example.org/",
    "https://calendar.google.com/calendar/embed?src=x1%40group.calendar.google.com",
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_left_out_however_it_is_spelled(text):
    left = emails.hidden(f"Write to {text} or ask")
    seen = re.sub(r"[*`<>\u00ad]|wbr", "", left.replace("forms.example.net", ""))
    assert not re.search(r"exa|192|2001", seen)
    assert "localhost" not in left
    assert left.startswith("Write to")
    assert left.endswith("or ask")
    assert not emails.has(left)


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_looks_like_one_stays(text):
    assert emails.hidden(f"({text}, too)") == f"({text}, too)"


@given(st.text(st.sampled_from("ab.@%40<>()[]:/ \\-…&#64;&commat;mailto:?x*`_!,\n"), max_size=60))
def test_nothing_is_left_that_is_one(text):
    assert not emails.has(emails.hidden(text))


@pytest.mark.parametrize("name", ["ada at example.org", "Ada at example.org"])
def test_a_sentence_is_an_address_in_what_is_about_a_person(name):
    assert emails.hidden(name) == name
    assert not emails.rest(name, of_person=True)
    assert emails.rest("Ada Lovelace at example.org", of_person=True) != ""


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "a@",
        ".",
        "a.b-",
        "@",
        "a@b.",
        "%20",
        "[a",
        "https://",
        '"a',
        "a at b dot ",
        "\\.",
        "[](",
        "[x](",
        "](",
        "<!--",
        "<a",
        "&amp;",
        "%25",
        "a_at_b.c ",
        "(at)",
        "é@x.y ",
        "\ufdfa",
        "a@b.cc(a@b.cc)",
        "@ada@",
        "mailto:",
        " \n",
    ],
)
def test_a_long_text_takes_no_longer_than_its_length(part):
    begins = time.process_time()
    emails.hidden(part * (50_000 // len(part)) + " a@")
    assert time.process_time() - begins < 3


def csv(address):
    return (
        "name,purpose,chairs,chat,repo,Notes,How to reach us,formerly,Lead email,when x@example.org\n"
        f'"Birds {address}","Counting, ask {address} first.","@grace, Ada {address}",'
        f'"https://chat.example.net {address}",https://git.example.net/{address}/x,Ask {address},'
        f'"{address}","{address}",{address},never\n'
    )


def page(address):
    return (
        f"# Groups of {address}\n\n- **Birds {address}**: counting, ask {address}.\n"
        f"  - POC: @grace, Ada {address}\n  - Write to {address}: {address}\n"
        f"  - Channel: [list](mailto:{address}) | [chat](https://chat.example.net/?{address})\n"
        f"  - {address}\n- {address}\n\n## {address}\n\n| {address} | b |\n|---|---|\n"
    )


def as_json(address):
    group = {
        "name": f"Birds ({address})",
        "focus": f"ask {address}",
        "lead_email": address,
        "leads": [{"github": "grace", "email": address}, {"name": address}, address],
        "meeting": {"with": [address, {"host": address}], address: "weekly"},
        address: address,
        "status": address,
        "channels": [{"url": f"mailto:{address}", "name": address}],
        "discussion": f"https://forum.example.net/?{address}",
        "parent": address,
        "long": "x" * 190 + " " + address,
    }
    return json.dumps([group])


def sigs(address):
    return json.dumps(
        {
            "sigs": [
                {
                    "dir": "sig-birds",
                    "name": f"Birds {address}",
                    "mission_statement": f"Ask {address}.",
                    "label": address,
                    "leadership": {"chairs": [{"name": f"Ada ({address})", "company": address}]},
                    "meetings": [{"description": f"With {address}", "url": address}],
                    "contact": {"slack": "birds", "mailing_list": address, "x": address},
                    "subprojects": [{"name": address, "leads": [address, {"z": address}]}],
                    address: "x" * 190 + " " + address,
                }
            ]
        }
    )


@pytest.mark.parametrize(
    "address", ["mary@example.org", "mary%40example.org", "mary@mail.example.org"]
)
@pytest.mark.parametrize(
    ("name", "source"), [("x.csv", csv), ("x.md", page), ("x.json", as_json), ("x.yml", sigs)]
)
def test_no_address_is_written_or_told_wherever_it_stands(name, source, address):
    found = kinds.read(name, source(address).encode())
    assert len(found.drafts) == 1
    judged = judging.judge(found, example.tree())
    said = [
        *(folder.render(draft.group) for draft in found.drafts),
        *(file.text.decode() for file in judged.files if file.path.startswith("registry/birds")),
        *(file.path for file in judged.files),
        *report.summary(judged.done),
        json.dumps(report.as_json(judged.done), ensure_ascii=False),
        *report.nothing(found, name),
        json.dumps(report.nothing_as_json(found), ensure_ascii=False),
        *map(str, judged.problems),
    ]
    for text in said:
        assert "mary" not in text.casefold(), text
        assert "when_x" not in text
    assert "e-mail address" in str(found.leftovers)


def test_what_stands_beside_an_address_stays_and_the_place_is_told():
    text = 'name,purpose,Notes\nBirds,counting.,"Write to me: ada@example.org\nor ask in the channel."\n'
    found = kinds.read("x.csv", text.encode())
    (draft,) = found.drafts
    assert draft.group.charter == {"notes": "Write to me: …\nor ask in the channel."}
    (left,) = found.leftovers
    assert (left.what, left.group, left.line) == ("an e-mail address in Notes", "Birds", 2)


def test_the_page_of_a_mailing_list_is_a_channel_also_in_a_column_for_e_mail():
    text = "name,purpose,Email list\nBirds,counting.,https://groups.google.com/g/birds\n"
    (draft,) = kinds.read("x.csv", text.encode()).drafts
    assert draft.group.charter == {"email_list": "https://groups.google.com/g/birds"}


def test_a_group_that_is_called_by_an_address_only_is_none():
    found = kinds.read("x.csv", b"name,purpose\nada@example.org,counting.\n")
    assert found.drafts == ()
    assert [(each.what, each.line) for each in found.leftovers] == [("a group", 2)]


def test_a_name_is_what_is_left_of_it():
    text = "- **Birds** : counting.\n  - POC: Ada Lovelace ada@example.org\n"
    (draft,) = kinds.read("x.md", text.encode()).drafts
    assert [lead.name for lead in draft.group.leads] == ["Ada Lovelace"]
