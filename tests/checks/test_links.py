"""Links are https addresses of public sites, and not too many."""

import pytest

from tests import example
from wgbot.checks import runner
from wgbot.checks.subject import Subject
from wgbot.proposals.proposal import judge


def found(**answers: str) -> list[tuple[str | None, str]]:
    problems = example.proposal(**answers).problems
    return [
        (each.field, f"{each.message()} {each.remedy()}")
        for each in problems
        if each.check == "links"
    ]


@pytest.mark.parametrize("key", ["discussion", "channel", "repository"])
@pytest.mark.parametrize(
    "link",
    [
        "http://x.example",
        "javascript:alert(1)",
        "https://a@x.example",
        "https://10.9.8.7/",
        "x.example",
        "https://x",
    ],
)
def test_l01_each_link_is_judged(key, link):
    fields = [field for field, _ in found(**{key: link})]
    assert fields == [key]


def test_an_optional_answer_can_be_left_out_and_that_is_said():
    (_, shown) = found(channel="#sound")[0]
    assert shown == (
        "`#sound` isn't a link. Open the page and copy its address from your browser. You can also leave this "
        "answer empty."
    )


@pytest.mark.parametrize("key", ["channel", "repository"])
def test_s03_of_thousands_one_thing_is_said(key):
    assert len(found(**{key: " ".join(f"http://x.example/{n}" for n in range(3_000))})) == 1
    assert len(found(**{key: " ".join(f"https://github.com/a/b{n}" for n in range(10))})) == 0


def test_links_of_registered_groups_are_judged_too():
    repository = example.repository(
        **{
            "registry/a.yml": "name: Games\nfocus: x y\nleads:\n  - name: Ada\n    profile: javascript:x\n"
            "channels:\n  - url: https://x.example\n  - url: ftp://x\nrepositories: [https://localhost/a/b]\n"
            "discussion: http://x.example\n"
        }
    )
    entry = repository.registry.entries["a"]
    subject = Subject("a", entry.group, repository.registry, registered=True)
    problems = [p for p in runner.run(subject, repository.config.checks) if p.check == "links"]
    assert [(problem.field, problem.item) for problem in problems] == [
        ("leads", 0),
        ("channel", 1),
        ("repository", 0),
        ("discussion", None),
    ]


def test_a_group_has_no_more_links_in_all_than_are_checked():
    texts = {"focus": "x y", "goals": " ".join(f"https://a.example/{n}" for n in range(201))}
    (field, said), *_ = found(**texts)
    assert field is None
    assert said.startswith("The group has 20")
    assert "the limit is 200" in said
    texts["goals"] = " ".join(f"https://a.example/{n}" for n in range(190))
    assert found(**texts) == []


def test_a_port_can_be_allowed():
    def said(channel, ports):
        config = f"checks: {{links: {{ports: {ports}}}}}\n"
        repository = example.repository(**{example.CONFIG_PATH: config})
        proposal = judge(example.issue(channel=channel), repository)
        return [str(each.message()) for each in proposal.problems if each.check == "links"]

    assert said("https://chat.example.org:8443/cli", "[8443]") == []
    assert said("https://chat.example.org:8080/cli", "[8443]") == [
        "`https://chat.example.org:8080/cli` contains a port."
    ]
    assert said("https://chat.example.org:8443/cli", "[]") != []
    assert said("https://chat.example.org:", "[8443]") != []


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://us02web.zoom.us/w/123?tk=Secret.1&pwd=x", "tk="),
        ("https://zoom.us/s/123?zak=Secret.1", "zak="),
        ("https://gitlab.com/a.ics?feed_token=Secret.1", "feed_token="),
        ("https://x.example.org/room?jwt=Secret.1", "jwt="),
        ("https://x.example.org/#access_token=Secret.1", "access_token="),
    ],
)
@pytest.mark.parametrize("key_of", ["discussion", "channel", "goals"])
def test_what_a_site_knows_one_person_by_is_refused_and_not_repeated(link, key, key_of):
    ((field, shown),) = found(**{key_of: link})
    assert field == key_of
    assert f"contains `{key}`, by which the site knows one person" in shown
    assert "Secret" not in shown


def test_the_secret_address_of_a_calendar_is_refused_and_not_repeated():
    link = "https://calendar.google.com/calendar/ical/a%40example.org/private-0a1b/basic.ics"
    ((_, shown),) = found(discussion=link)
    assert "is the secret address of a calendar" in shown
    assert "0a1b" not in shown


@pytest.mark.parametrize(
    "link",
    [
        "https://us02web.zoom.us/j/123?pwd=Abc.1",
        "https://calendar.google.com/calendar/ical/a%40example.org/public/basic.ics",
        "https://x.example.org/?task=1&stk=2&tk=",
    ],
)
def test_what_everybody_may_have_is_taken_as_it_is(link):
    assert found(discussion=link) == []


@pytest.mark.parametrize("key", ["channel", "repository"])
def test_of_a_list_that_is_half_ticked_the_rest_is_asked_about(key):
    first, second = "https://github.com/example/one", "https://github.com/example/two"
    ((field, shown),) = found(**{key: f"- [x] {first}\n- [ ] {second}"})
    assert field == key
    assert f"`- [ ] {second}`" in shown
    assert found(**{key: f"- [x] {first}\n- [x] {second}"}) == []
    assert found(**{key: f"- [ ] {first}\n- [ ] {second}"}) == []
